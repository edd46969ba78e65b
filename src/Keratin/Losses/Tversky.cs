using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Tversky's loss of two masks: <c>1 - TP / (TP + α · FP + β · FN + 1e-7)</c>; with α = β = ½ it is Dice's.</summary>
/// <example><code>model.Compile("adam", new Tversky { Alpha = 0.3f, Beta = 0.7f });</code></example>
public sealed class Tversky : Loss
{
    /// <summary>What a false positive costs.</summary>
    public float Alpha { get; init; } = 0.5f;

    /// <summary>What a false negative costs.</summary>
    public float Beta { get; init; } = 0.5f;

    /// <summary>Along which axes it adds up; null means all, which gives one number for the whole batch.</summary>
    public IReadOnlyList<int>? Axis { get; init; }

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["alpha"] = Alpha;
            config["beta"] = Beta;
            config["axis"] = LossConfig.Axes(Axis);
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.Tversky(target, output, Alpha, Beta, [.. Axis ?? []]);

    internal static Tversky FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "tversky"),
        Reduction = LossConfig.Reduction(config),
        Alpha = (float?)config["alpha"] ?? 0.5f,
        Beta = (float?)config["beta"] ?? 0.5f,
        Axis = LossConfig.Axes(config["axis"]),
    };
}
