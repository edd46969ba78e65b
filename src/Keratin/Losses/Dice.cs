using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Dice's loss of two masks: <c>1 - 2 · Σ y·ŷ / (Σ y + Σ ŷ + 1e-7)</c>, 0 where they agree.</summary>
/// <example><code>model.Compile("adam", new Dice { Axis = [1, 2, 3] });</code></example>
public sealed class Dice : Loss
{
    /// <summary>Along which axes it adds up; null means all, which gives one number for the whole batch.</summary>
    public IReadOnlyList<int>? Axis { get; init; }

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["axis"] = LossConfig.Axes(Axis);
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.Dice(target, output, [.. Axis ?? []]);

    internal static Dice FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "dice"),
        Reduction = LossConfig.Reduction(config),
        Axis = LossConfig.Axes(config["axis"]),
    };
}
