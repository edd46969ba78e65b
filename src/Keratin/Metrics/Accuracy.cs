namespace Keratin.Metrics;

/// <summary>
/// Share of outputs that equal the target. What Keras means by the string <c>"accuracy"</c> depends on the shapes: see <see cref="MetricTable"/>.
/// </summary>
/// <param name="name">Its name in logs.</param>
public sealed class Accuracy(string name = "accuracy") : Mean(name)
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape($"Accuracy '{Name}'", target, output);
        return target.Equal(output);
    }
}
