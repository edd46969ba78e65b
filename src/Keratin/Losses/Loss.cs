using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>How far predictions are from targets. The formula is an op; this adds weights, a mask and the reduction.</summary>
/// <remarks>
/// A loss of one's own derives from this and says what each sample loses; name and reduction come by themselves. Where a function is enough,
/// <see cref="LossFunction"/> takes one.
/// </remarks>
/// <example>
/// <code>
/// // Asks for too little cost nine times what asking for too much does.
/// public sealed class Pinball : Loss
/// {
///     public override KerasTensor Call(KerasTensor target, KerasTensor output)
///     {
///         KerasTensor missing = target - output;
///         return (0.9f * missing).Maximum(-0.1f * missing).Mean([-1]);
///     }
/// }
///
/// model.Compile("adam", new Pinball());
/// </code>
/// </example>
public abstract class Loss
{
    internal static readonly string[] ReductionNames = ["sum_over_batch_size", "sum", "mean_with_sample_weight", "none", "mean"];

    // Keys of a file that this class does not know, kept for the next file.
    private JsonObject? _unknown;

    /// <summary>How the losses of the samples become one number.</summary>
    public Reduction Reduction { get; init; } = Reduction.SumOverBatchSize;

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>The name in logs and files; the class in snake_case by default.</summary>
    public virtual string Name
    {
        get => field ??= DefaultName;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    }

    /// <summary>Whether a target is the index of a class, one of those along the output's last axis.</summary>
    public virtual bool TakesIndices => false;

    /// <summary>What Keras writes into a file.</summary>
    public virtual JsonObject Config => new() { ["name"] = Name, ["reduction"] = ReductionNames[(int)Reduction] };

    private protected virtual string DefaultName => Serialized.ToSnakeCase(ClassName);

    /// <summary>The loss of each sample.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    public abstract KerasTensor Call(KerasTensor target, KerasTensor output);

    /// <summary>Which of the losses count, where some are no losses at all: they are left out of means, not just 0. Null where all count.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="losses">What <see cref="Call"/> gave.</param>
    /// <returns>1 or 0 for each loss, or null.</returns>
    protected virtual KerasTensor? Counted(KerasTensor target, KerasTensor losses) => null;

    /// <summary>The loss, weighted and reduced.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="sampleWeight">
    /// A weight for each sample <c>(batch,)</c> or <c>(batch, 1)</c>, or for each of a sample's losses, as <c>(batch, time)</c>; axes that are missing or
    /// of length 1 are repeated. Null weighs all alike.
    /// </param>
    /// <param name="mask">1 where a loss counts, 0 where it does not; usually <c>(batch, time)</c>. Null counts all. Means are over what counts.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public KerasTensor Compute(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null, KerasTensor? mask = null)
    {
        KerasTensor losses = Call(target, output);
        if (Counted(target, losses) is { } counted)
            mask = mask is null ? counted : mask * counted;
        KerasTensor? weight = mask is null ? sampleWeight : Masked(sampleWeight, mask);
        if (weight is null)
            return Reduce(losses, null);
        (losses, weight) = SampleWeights.Align(losses, weight);
        return Reduce(losses * weight, weight);
    }

    // What counts weighs total/valid where the sum is then divided by the total: so it is divided by what is valid.
    private KerasTensor Masked(KerasTensor? sampleWeight, KerasTensor mask)
    {
        if (Reduction is Reduction.SumOverBatchSize or Reduction.Mean)
            mask *= SampleWeights.DivideNoNan(Ops.Constant(mask.Shape.Elements), mask.Sum());
        if (sampleWeight is null)
            return mask;
        var (counts, weight) = SampleWeights.Align(mask, sampleWeight);
        return counts * weight;
    }

    private KerasTensor Reduce(KerasTensor losses, KerasTensor? weight) => Reduction switch
    {
        Reduction.None => losses,
        _ when losses.Rank == 0 => losses,
        Reduction.Sum => losses.Sum(),
        Reduction.MeanWithSampleWeight when weight is not null => SampleWeights.DivideNoNan(losses.Sum(), weight.Sum()),
        _ => losses.Mean(),
    };

    /// <summary>The loss that Keras calls so: <c>mse</c>, <c>categorical_crossentropy</c>.</summary>
    /// <param name="name">Keras' name, in either spelling.</param>
    public static implicit operator Loss(string name) => FromString(name);

    /// <summary>The loss that Keras calls so: <c>mse</c>, <c>categorical_crossentropy</c>.</summary>
    /// <param name="name">Keras' name, in either spelling.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Loss FromString(string name) => Serialized.Create("Loss", name, LossTable.FromConfig);

    internal virtual JsonNode Serialize()
    {
        JsonObject config = Config;
        foreach (var (key, value) in _unknown ?? [])
            config.TryAdd(key, value?.DeepClone());
        return Serialized.Wrap("keras.losses", ClassName, config);
    }

    internal static Loss Deserialize(JsonNode node)
    {
        Loss loss = Serialized.Create("Loss", node, LossTable.FromConfig);
        loss._unknown = Serialized.Unwrap(node).Config.DeepClone().AsObject();
        // Keras 2 wrote the function beside the class; no class of Keras 3 takes it.
        loss._unknown.Remove("fn");
        return loss;
    }
}
