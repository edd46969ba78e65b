using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Cross-entropy of one-hot (or soft) targets: <c>-Σ y · ln p</c>.</summary>
/// <example><code>model.Compile("adam", new CategoricalCrossentropy { LabelSmoothing = 0.1f }, ["accuracy"]);</code></example>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>Whether the model gives logits, not probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>Share of each target that is spread evenly over the classes: <c>y · (1 - s) + s / classes</c>.</summary>
    public float LabelSmoothing
    {
        get;
        init => field = Require.Fraction(value);
    }

    /// <summary>Axis of the classes.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["from_logits"] = FromLogits;
            config["label_smoothing"] = LabelSmoothing;
            config["axis"] = Axis;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
        Ops.CategoricalCrossentropy(target, output, FromLogits, LabelSmoothing, Axis);

    internal static CategoricalCrossentropy FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "categorical_crossentropy"),
        Reduction = LossConfig.Reduction(config),
        FromLogits = (bool?)config["from_logits"] ?? false,
        LabelSmoothing = (float?)config["label_smoothing"] ?? 0,
        Axis = (int?)config["axis"] ?? -1,
    };
}
