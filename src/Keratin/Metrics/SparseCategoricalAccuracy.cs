namespace Keratin.Metrics;

/// <summary>Share of samples whose most probable class is the target's index.</summary>
/// <param name="name">Its name in logs.</param>
public sealed class SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy") : Mean(name)
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        if (target.Rank == output.Rank && target.Shape[^1] == 1)
            target = target.Reshape(target.Shape[..^1]);
        return target.Shape == output.Shape[..^1]
            ? target.Equal(output.ArgMax())
            : throw new ShapeException($"SparseCategoricalAccuracy '{Name}'", $"class indices of shape {output.Shape[..^1]}", $"{target.Shape}");
    }
}
