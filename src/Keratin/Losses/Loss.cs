using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>How far predictions are from targets. The formula is an op; this adds weights and the reduction.</summary>
public abstract class Loss
{
    /// <summary>How the losses of the samples become one number.</summary>
    public Reduction Reduction { get; init; } = Reduction.SumOverBatchSize;

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>The name in logs, in snake_case.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a target is the index of a class.</summary>
    public virtual bool TakesIndices => false;

    /// <summary>What Keras writes into a file.</summary>
    public virtual JsonObject Config => new() { ["name"] = Name, ["reduction"] = ReductionNames[(int)Reduction] };

    internal static readonly string[] ReductionNames = ["sum_over_batch_size", "sum", "mean_with_sample_weight", "none"];

    /// <summary>The loss of each sample.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    public abstract KerasTensor Call(KerasTensor target, KerasTensor output);

    /// <summary>The loss, weighted and reduced.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="sampleWeight">A weight for each sample, broadcast behind; null weighs all alike.</param>
    public KerasTensor Compute(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        KerasTensor losses = Call(target, output);
        KerasTensor? weight = sampleWeight is null ? null : Align(sampleWeight, losses);
        KerasTensor weighted = weight is null ? losses : losses * weight;
        return Reduction switch
        {
            Reduction.None => weighted,
            Reduction.Sum => weighted.Sum(),
            Reduction.MeanWithSampleWeight when weight is not null => weighted.Sum() / weight.BroadcastTo(losses.Shape).Sum(),
            _ => weighted.Mean(),
        };
    }

    /// <summary>The loss that Keras calls so: <c>mse</c>, <c>categorical_crossentropy</c>.</summary>
    /// <param name="name">Keras' name, in either spelling.</param>
    public static implicit operator Loss(string name) => FromString(name);

    /// <summary>The loss that Keras calls so: <c>mse</c>, <c>categorical_crossentropy</c>.</summary>
    /// <param name="name">Keras' name, in either spelling.</param>
    public static Loss FromString(string name) => Serialized.Create("Loss", name, LossTable.FromConfig);

    internal JsonObject Serialize() => Serialized.Wrap("keras.losses", ClassName, Config);

    internal static Loss Deserialize(JsonNode node) => Serialized.Create("Loss", node, LossTable.FromConfig);

    // One weight a sample stands before the axes that a sample's losses have.
    private static KerasTensor Align(KerasTensor weight, KerasTensor losses)
    {
        if (weight.Rank == losses.Rank + 1 && weight.Shape[^1] == 1)
            weight = weight.Reshape(weight.Shape[..^1]);
        return weight.Rank >= losses.Rank ? weight : weight.Reshape([.. weight.Shape, .. Enumerable.Repeat(1, losses.Rank - weight.Rank)]);
    }
}
