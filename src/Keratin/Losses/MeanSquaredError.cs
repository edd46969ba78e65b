using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Mean of the squared differences along the last axis: <c>mean((y - ŷ)²)</c>.</summary>
/// <example><code>model.Compile("sgd", "mse");</code></example>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.MeanSquaredError(target, output);

    internal static MeanSquaredError FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "mean_squared_error"),
        Reduction = LossConfig.Reduction(config),
    };
}
