using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Dropout for networks of <c>selu</c>: in training a fraction of the elements takes selu's lower limit, and mean and variance stay as they were.</summary>
/// <remarks>
/// <para>With <c>α' = -1.6733 · 1.0507</c>: <c>a · (x or α') + b</c>, <c>a = ((1 - rate) · (1 + rate · α'²))^-½</c>, <c>b = -a · α' · rate</c>.</para>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para>Klambauer, Unterthiner, Mayr, Hochreiter: "Self-normalizing neural networks", 2017.</para>
/// </remarks>
/// <param name="rate">Fraction that is replaced, from 0 to below 1.</param>
/// <example><code>KerasTensor y = new AlphaDropout(0.1f).Apply(new Dense(64, "selu").Apply(x));   // (None, 64)</code></example>
public sealed class AlphaDropout(float rate) : Layer
{
    private const double Limit = -1.6732632423543772 * 1.0507009873554805;

    private SeedGenerator? _random;

    /// <summary>Fraction that is replaced.</summary>
    public float Rate { get; } = rate >= 0 && rate < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "'rate' lies between 0 and 1, and below 1.");

    /// <summary>The same masks in each program; by default the next seed.</summary>
    public int? Seed { get; init; }

    /// <summary>Shape of the mask, if elements share a fate, as of <see cref="Dropout.NoiseShape"/>.</summary>
    public IReadOnlyList<int?>? NoiseShape { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input) => _random = new SeedGenerator(Seed);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!training || Rate == 0)
            return x;
        double a = 1 / Math.Sqrt((1 - Rate) * (1 + (Rate * Limit * Limit))), b = -a * Limit * Rate;
        KerasTensor isKept = _random!.Uniform(DropoutMask.Shape(x, NoiseShape, $"{this}")).GreaterEqual(Ops.Constant(Rate));
        return (isKept.Where(x, Ops.Constant((float)Limit)) * (float)a) + (float)b;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["rate"] = Rate;
        config["seed"] = Seed;
        config["noise_shape"] = NoiseConfig.ToJson(NoiseShape);
    }

    internal static AlphaDropout FromConfig(JsonObject config) => new((float)config["rate"]!)
    {
        Name = (string)config["name"]!,
        Seed = ImageConfig.Seed(config),
        NoiseShape = NoiseConfig.Read(config["noise_shape"]),
    };
}
