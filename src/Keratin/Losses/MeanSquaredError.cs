namespace Keratin.Losses;

/// <summary>Mean of the squared differences along the last axis: <c>mean((y - ŷ)²)</c>.</summary>
/// <example><code>model.Compile("sgd", "mse");</code></example>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.MeanSquaredError(target, output);
}
