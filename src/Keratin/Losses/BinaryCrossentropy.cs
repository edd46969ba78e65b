using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Binary cross-entropy: <c>mean(-y · ln p - (1 - y) · ln(1 - p))</c>.</summary>
/// <example><code>model.Compile("adam", "binary_crossentropy", ["accuracy"]);</code></example>
public sealed class BinaryCrossentropy : Loss
{
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
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
        Ops.BinaryCrossentropy(target, output, FromLogits, LabelSmoothing, Axis);

    internal static BinaryCrossentropy FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "binary_crossentropy"),
        Reduction = LossConfig.Reduction(config),
        FromLogits = (bool?)config["from_logits"] ?? false,
        LabelSmoothing = (float?)config["label_smoothing"] ?? 0,
        Axis = (int?)config["axis"] ?? -1,
    };
}
