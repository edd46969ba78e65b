using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Cross-entropy of class indices: <c>-ln p[y]</c>.</summary>
/// <example><code>model.Compile("adam", new SparseCategoricalCrossentropy { FromLogits = true }, ["accuracy"]);</code></example>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>Whether the model gives logits, not probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>An index that stands for no class, such as 255 for what lies between two: such samples are left out.</summary>
    public int? IgnoreClass { get; init; }

    /// <summary>Axis of the classes.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["from_logits"] = FromLogits;
            config["ignore_class"] = IgnoreClass;
            config["axis"] = Axis;
            return config;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Not where a class is ignored, whose index is none of them, or where the classes lie along another axis.</remarks>
    public override bool TakesIndices => IgnoreClass is null && Axis == -1;

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
        Ops.SparseCategoricalCrossentropy(target, output, FromLogits, IgnoreClass, Axis);

    /// <inheritdoc/>
    protected override KerasTensor? Counted(KerasTensor target, KerasTensor losses)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(losses);
        return IgnoreClass is { } ignored ? 1 - target.Reshape(losses.Shape).Equal(Ops.Constant(ignored)) : null;
    }

    internal static SparseCategoricalCrossentropy FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "sparse_categorical_crossentropy"),
        Reduction = LossConfig.Reduction(config),
        FromLogits = (bool?)config["from_logits"] ?? false,
        IgnoreClass = (int?)config["ignore_class"],
        Axis = (int?)config["axis"] ?? -1,
    };
}
