using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Negative cosine of the angle between target and output: <c>-Σ y·ŷ / (‖y‖ · ‖ŷ‖)</c>, -1 for the same direction, 1 for the opposite one.
/// </summary>
/// <example><code>model.Compile("adam", new CosineSimilarity());</code></example>
public sealed class CosineSimilarity : Loss
{
    /// <summary>Along which axis.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["axis"] = Axis;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) => Ops.CosineSimilarity(target, output, Axis);

    internal static CosineSimilarity FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "cosine_similarity"),
        Reduction = LossConfig.Reduction(config),
        Axis = (int?)config["axis"] ?? -1,
    };
}
