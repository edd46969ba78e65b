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

    /// <summary>
    /// Shape of the mask, if elements share a fate: <c>[null, 1, 64]</c> drops a feature at all steps. Null stands for the input's length, 1 for
    /// sharing along the axis. By default each element has its own.
    /// </summary>
    public IReadOnlyList<int?>? NoiseShape { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    // No weight: Keras does not store the counter either.
    protected override void Build(Shape input) => _random = new SeedGenerator(Seed);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return training && Rate != 0 ? DropoutMask.Apply(x, Rate, DropoutMask.Shape(x, NoiseShape, $"{this}"), _random!) : x;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["rate"] = Rate;
        config["seed"] = Seed;
        config["noise_shape"] = NoiseConfig.ToJson(NoiseShape);
    }

    internal static Dropout FromConfig(JsonObject config) => new((float?)config["rate"] ?? (float)config["p"]!)
    {
        Name = (string)config["name"]!,
        Seed = ImageConfig.Seed(config),
        NoiseShape = NoiseConfig.Read(config["noise_shape"]),
    };
}
