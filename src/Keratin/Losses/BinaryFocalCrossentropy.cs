using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Binary cross-entropy that counts what is recognized already for less: <c>mean((1 - pₜ)^γ · -ln pₜ)</c>, pₜ being the probability of what is
/// right.
/// </summary>
/// <remarks>T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár: "Focal loss for dense object detection", ICCV 2017.</remarks>
/// <example><code>model.Compile("adam", new BinaryFocalCrossentropy { ApplyClassBalancing = true });</code></example>
public sealed class BinaryFocalCrossentropy : Loss
{
    /// <summary>Whether class 1 counts α and class 0 counts 1 - α.</summary>
    public bool ApplyClassBalancing { get; init; }

    /// <summary>Weight of class 1 where classes are balanced; class 0 has the rest of 1.</summary>
    public float Alpha { get; init; } = 0.25f;

    /// <summary>How much less what is recognized already counts; 0 leaves the cross-entropy.</summary>
    public float Gamma { get; init; } = 2;

    /// <summary>Whether the model gives logits, not probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>Part of each target that is moved to one half: <c>y · (1 - s) + s / 2</c>.</summary>
    public float LabelSmoothing
    {
        get;
        init => field = Require.Fraction(value);
    }

    /// <summary>Along which axis the mean is taken.</summary>
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
            config["apply_class_balancing"] = ApplyClassBalancing;
            config["alpha"] = Alpha;
            config["gamma"] = Gamma;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
        Ops.BinaryFocalCrossentropy(target, output, ApplyClassBalancing, Alpha, Gamma, FromLogits, LabelSmoothing, Axis);

    internal static BinaryFocalCrossentropy FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "binary_focal_crossentropy"),
        Reduction = LossConfig.Reduction(config),
        ApplyClassBalancing = (bool?)config["apply_class_balancing"] ?? false,
        Alpha = (float?)config["alpha"] ?? 0.25f,
        Gamma = (float?)config["gamma"] ?? 2,
        FromLogits = (bool?)config["from_logits"] ?? false,
        LabelSmoothing = (float?)config["label_smoothing"] ?? 0,
        Axis = (int?)config["axis"] ?? -1,
    };
}
