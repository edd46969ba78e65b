using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training sets a fraction of the elements to 0 and divides the others by <c>1 - rate</c>; else leaves all as they are.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: "Dropout: a simple way to prevent neural networks from overfitting", JMLR 2014.</para>
/// </remarks>
/// <param name="rate">Fraction set to 0, from 0 to below 1 (1 gives zeros only).</param>
/// <example><code>KerasTensor thinned = new Dropout(0.25f).Apply(new Input(128));   // (None, 128)</code></example>
public sealed class Dropout(float rate) : Layer
{
    private SeedGenerator? _random;

    /// <summary>Fraction set to 0.</summary>
    public float Rate { get; } = Require.Fraction(rate);

    /// <summary>The same masks in each program; by default the next seed.</summary>
    public int? Seed { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input) => _random = new SeedGenerator(Seed);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        if (!training || Rate == 0)
            return x;
        if (Rate == 1)
            return x * 0;
        return x.Dropout(Rate, _random!.Seed, _random.Next());
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["rate"] = Rate;
        config["seed"] = Seed;
        config["noise_shape"] = null;
    }

    internal static Dropout FromConfig(JsonObject config) => config["noise_shape"] is null
        ? new((float?)config["rate"] ?? (float)config["p"]!)
        {
            Name = (string)config["name"]!,
            Seed = config["seed"] is JsonValue value && value.TryGetValue(out int seed) ? seed : null,
        }
        : throw new InvalidDataException($"Dropout '{(string?)config["name"]}': expected no noise_shape; got {config["noise_shape"]!.ToJsonString()}.");
}
