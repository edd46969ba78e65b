using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Circle loss: pulls embeddings of one class together and others apart, each pair as much as it is off. See <see cref="Ops.Circle"/>.
/// </summary>
/// <example><code>model.Compile("adam", new Circle { Margin = 0.25f });</code></example>
public sealed class Circle : Loss
{
    /// <summary>Scale.</summary>
    public float Gamma { get; init; } = 80;

    /// <summary>How far classes are to be apart.</summary>
    public float Margin { get; init; } = 0.4f;

    /// <summary>Whether a sample makes no pair with itself.</summary>
    public bool RemoveDiagonal { get; init; } = true;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config["gamma"] = Gamma;
            config["margin"] = Margin;
            config["remove_diagonal"] = RemoveDiagonal;
            return config;
        }
    }

    /// <inheritdoc/>
    public override KerasTensor Call(KerasTensor target, KerasTensor output) =>
        Ops.Circle(target, output, removeDiagonal: RemoveDiagonal, gamma: Gamma, margin: Margin);

    /// <inheritdoc/>
    /// <remarks>A sample without a partner or without an opponent has no loss.</remarks>
    protected override KerasTensor? Counted(KerasTensor target, KerasTensor losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        return losses.Greater(Ops.Constant(0));
    }

    internal static Circle FromConfig(JsonObject config) => new()
    {
        Name = LossConfig.Name(config, "circle"),
        Reduction = LossConfig.Reduction(config),
        Gamma = (float?)config["gamma"] ?? 80,
        Margin = (float?)config["margin"] ?? 0.4f,
        RemoveDiagonal = (bool?)config["remove_diagonal"] ?? true,
    };
}
