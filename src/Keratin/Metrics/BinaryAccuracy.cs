using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Share of outputs that lie on the target's side of a threshold, averaged along the last axis.</summary>
/// <param name="name">Its name in logs.</param>
/// <param name="threshold">Above it (strictly) an output counts as 1.</param>
public sealed class BinaryAccuracy(string name = "binary_accuracy", float threshold = 0.5f) : Mean(name)
{
    /// <summary>Above it (strictly) an output counts as 1.</summary>
    public float Threshold { get; } = threshold;

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["name"] = Name, ["threshold"] = Threshold };

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        if (target.Rank == output.Rank - 1)
            target = target.Reshape([.. target.Shape, 1]);
        KerasTensor hits = output.Greater(Ops.Constant(Threshold)).Equal(target);
        return hits.Rank > 1 ? hits.Mean([-1]) : hits;
    }
}
