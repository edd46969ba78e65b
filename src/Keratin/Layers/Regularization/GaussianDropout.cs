using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training multiplies by normal noise with mean 1 and standard deviation <c>√(rate / (1 - rate))</c>; else leaves all as it is.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: "Dropout: a simple way to prevent neural networks from overfitting", JMLR 2014, section 10.</para>
/// </remarks>
/// <param name="rate">As of the dropout whose mean and variance it has, from 0 to below 1.</param>
/// <example><code>KerasTensor y = new GaussianDropout(0.25f).Apply(new Input(128));   // (None, 128)</code></example>
public sealed class GaussianDropout(float rate) : Layer
{
    private SeedGenerator? _random;

    /// <summary>As of the dropout whose mean and variance it has.</summary>
    public float Rate { get; } = rate >= 0 && rate < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "'rate' lies between 0 and 1, and below 1.");

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
        return training && Rate != 0 ? x * _random!.Normal(x.Shape, 1, MathF.Sqrt(Rate / (1 - Rate))) : x;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["rate"] = Rate;
        config["seed"] = Seed;
    }

    internal static GaussianDropout FromConfig(JsonObject config) =>
        new((float?)config["rate"] ?? (float)config["p"]!) { Name = (string)config["name"]!, Seed = ImageConfig.Seed(config) };
}
