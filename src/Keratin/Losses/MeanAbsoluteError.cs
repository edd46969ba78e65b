using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Mean of the absolute differences along the last axis: <c>mean(|y - ŷ|)</c>.</summary>
/// <example><code>model.Compile("sgd", "mae");</code></example>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.MeanAbsoluteError(target, output);

    internal static MeanAbsoluteError FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "mean_absolute_error"),
        Reduction = LossConfig.Reduction(config),
    };
}
