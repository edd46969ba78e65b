using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training adds normal noise with mean 0; else leaves all as it is.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <param name="stddev">Standard deviation of the noise, from 0 to 1.</param>
/// <example><code>KerasTensor y = new GaussianNoise(0.1f).Apply(new Input(28, 28, 1));   // (None, 28, 28, 1)</code></example>
public sealed class GaussianNoise(float stddev) : Layer
{
    private SeedGenerator? _random;

    /// <summary>Standard deviation of the noise.</summary>
    public float Stddev { get; } = Require.Fraction(stddev);

    /// <summary>The same noise in each program; by default the next seed.</summary>
    public int? Seed { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input) => _random = new SeedGenerator(Seed);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return training && Stddev != 0 ? x + _random!.Normal(x.Shape, stddev: Stddev) : x;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["stddev"] = Stddev;
        config["seed"] = Seed;
    }

    internal static GaussianNoise FromConfig(JsonObject config) =>
        new((float?)config["stddev"] ?? (float)config["sigma"]!) { Name = (string)config["name"]!, Seed = ImageConfig.Seed(config) };
}
