using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Squared error up to a difference of δ, absolute error beyond: <c>½ e²</c> where <c>|e| ≤ δ</c>, else <c>δ · |e| - ½ δ²</c>, mean along the last
/// axis.
/// </summary>
/// <remarks>P. J. Huber: "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.</remarks>
/// <example><code>model.Compile("adam", new Huber { Delta = 0.5f });</code></example>
public sealed class Huber : Loss
{
    /// <summary>From which difference on the loss grows no faster than the difference.</summary>
    public float Delta { get; init; } = 1;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["delta"] = Delta;
            return config;
        }
    }

    private protected override string DefaultName => "huber_loss";

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.Huber(target, output, Delta);

    internal static Huber FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "huber_loss"),
        Reduction = LossConfig.Reduction(config),
        Delta = (float?)config["delta"] ?? 1,
    };
}
