namespace Keratin.Losses;

/// <summary>Mean of the squared differences along the last axis: <c>mean((y - ŷ)²)</c>.</summary>
/// <example><code>model.Compile("sgd", "mse");</code></example>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        // (batch,) beside (batch, 1) would broadcast to a square: Keras squeezes, so do we.
        if (target.Rank == output.Rank - 1 && output.Shape[^1] == 1)
            target = target.Reshape(output.Shape);
        if (target.Shape != output.Shape)
            throw new ShapeException("MeanSquaredError", $"targets of the output's shape {output.Shape}", $"{target.Shape}");
        return (output - target).Square().Mean([-1]);
    }
}
