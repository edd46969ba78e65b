using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Mean of the squared differences of logarithms along the last axis: <c>mean((ln(y + 1) - ln(ŷ + 1))²)</c>.</summary>
/// <example><code>model.Compile("adam", "msle");</code></example>
public sealed class MeanSquaredLogarithmicError : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.MeanSquaredLogarithmicError(target, output);

    internal static MeanSquaredLogarithmicError FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "mean_squared_logarithmic_error"),
        Reduction = LossConfig.Reduction(config),
    };
}
