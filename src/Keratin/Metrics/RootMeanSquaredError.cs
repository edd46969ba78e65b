namespace Keratin.Metrics;

/// <summary>Root of the mean of the squared differences: <c>√mean((y - ŷ)²)</c> over all samples of the epoch.</summary>
/// <param name="name">Its name in logs.</param>
public sealed class RootMeanSquaredError(string name = "root_mean_squared_error") : Mean(name)
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Down;

    /// <inheritdoc/>
    public override float Result() => MathF.Sqrt(base.Result());

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape($"RootMeanSquaredError '{Name}'", target, output);
        return (output - target).Square();
    }
}
