namespace Keratin.Metrics;

/// <summary>Share of samples whose most probable class is that of the one-hot target.</summary>
/// <param name="name">Its name in logs.</param>
public sealed class CategoricalAccuracy(string name = "categorical_accuracy") : Mean(name)
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        return target.Shape == output.Shape
            ? target.ArgMax().Equal(output.ArgMax())
            : throw new ShapeException($"CategoricalAccuracy '{Name}'", $"targets of the output's shape {output.Shape}", $"{target.Shape}");
    }
}
