using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Logarithm of the hyperbolic cosine of the differences, mean along the last axis: squared where they are small, absolute where large.
/// </summary>
/// <example><code>model.Compile("adam", "log_cosh");</code></example>
public sealed class LogCosh : Loss
{
    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.LogCosh(target, output);

    internal static LogCosh FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "log_cosh"),
        Reduction = LossConfig.Reduction(config),
    };
}
