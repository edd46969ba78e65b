using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Cross-entropy of one-hot (or soft) targets: <c>-Σ y · ln p</c>.</summary>
/// <example><code>model.Compile("adam", new CategoricalCrossentropy { LabelSmoothing = 0.1f }, ["accuracy"]);</code></example>
public sealed class CategoricalCrossentropy : Loss
{
    private readonly float _labelSmoothing;

    /// <summary>Whether the model gives logits, not probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>Share of each target that is spread evenly over the classes: <c>y · (1 - s) + s / classes</c>.</summary>
    public float LabelSmoothing
    {
        get => _labelSmoothing;
        init => _labelSmoothing = Require.Fraction(value);
    }

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["from_logits"] = FromLogits;
            config["label_smoothing"] = LabelSmoothing;
            config["axis"] = -1;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (LabelSmoothing > 0)
            target = (target * (1 - LabelSmoothing)) + (LabelSmoothing / target.Shape[^1]);
        return Ops.CategoricalCrossentropy(target, output, FromLogits);
    }
}
