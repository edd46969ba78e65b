using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Categorical cross-entropy that counts what is recognized already for less: <c>Σ α · (1 - p)^γ · -y · ln p</c>, of one-hot targets.
/// </summary>
/// <remarks>T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár: "Focal loss for dense object detection", ICCV 2017.</remarks>
/// <example><code>model.Compile("adam", new CategoricalFocalCrossentropy { Alpha = [0.1f, 0.3f, 0.6f] });</code></example>
public sealed class CategoricalFocalCrossentropy : Loss
{
    /// <summary>Weight of all classes, or one for each.</summary>
    public IReadOnlyList<float> Alpha { get; init; } = [0.25f];

    /// <summary>How much less what is recognized already counts; 0 leaves the cross-entropy.</summary>
    public float Gamma { get; init; } = 2;

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
            config["alpha"] = LossConfig.NumberOrList(Alpha);
            config["gamma"] = Gamma;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
        Ops.CategoricalFocalCrossentropy(target, output, [.. Alpha], Gamma, FromLogits, LabelSmoothing, Axis);

    internal static CategoricalFocalCrossentropy FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "categorical_focal_crossentropy"),
        Reduction = LossConfig.Reduction(config),
        Alpha = LossConfig.Floats(config["alpha"]) ?? [0.25f],
        Gamma = (float?)config["gamma"] ?? 2,
        FromLogits = (bool?)config["from_logits"] ?? false,
        LabelSmoothing = (float?)config["label_smoothing"] ?? 0,
        Axis = (int?)config["axis"] ?? -1,
    };
}
