using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Mean of the differences in percent of the target, along the last axis: <c>100 · mean(|y - ŷ| / max(|y|, 1e-7))</c>.</summary>
/// <example><code>model.Compile("adam", "mape");</code></example>
public sealed class MeanAbsolutePercentageError : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.MeanAbsolutePercentageError(target, output);

    internal static MeanAbsolutePercentageError FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "mean_absolute_percentage_error"),
        Reduction = LossConfig.Reduction(config),
    };
}
