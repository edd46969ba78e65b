using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training mixes images with the results of a few chains of changes; else leaves them as they are.</summary>
/// <remarks>
/// <para>
/// <c>w · x + (1 - w) · Σ wᵢ · chainᵢ(x)</c>: w is drawn from the beta distribution, the weights of the chains from Dirichlet's, both with parameter
/// <see cref="Alpha"/>, anew each step and for all images alike. Results are cut off at the ends of the value range.
/// </para>
/// <para>
/// Each place of a chain holds one of the changes of <see cref="RandAugment"/>, or none. Which one follows from the seed once and for all steps, as in a
/// training function that Keras has compiled; how far it goes is drawn anew each step, for each image.
/// </para>
/// <para><b>Input</b> <c>(batch, height, width, 3)</c>: red, green and blue; any channels where <see cref="AllOps"/> is false. <b>Output</b> the same.</para>
/// <para>Hendrycks, Mu, Cubuk, Zoph, Gilmer, Lakshminarayanan: "AugMix: a simple data processing method to improve robustness and uncertainty", 2019.</para>
/// </remarks>
/// <param name="factor">How strong the changes are, from 0 to 1: drawn from 0 to the number, or from a range. 0.3 by default.</param>
/// <example><code>KerasTensor y = new AugMix { ValueRange = (0, 1), Seed = 1 }.Apply(new Input(32, 32, 3));</code></example>
public sealed class AugMix(Factor? factor = null) : RandomImageLayer
{
    private IReadOnlyList<Func<KerasTensor, SeedGenerator, KerasTensor>> _parts = [];

    /// <summary>From which strength to which.</summary>
    public Factor Factor { get; } = (factor ?? 0.3f).Within(0, 1, nameof(factor));

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init => field = ImageConfig.Sorted(value); } = (0, 255);

    /// <summary>How many chains.</summary>
    public int NumChains { get; init => field = Require.Positive(value); } = 3;

    /// <summary>How many changes a chain has at most.</summary>
    public int ChainDepth { get; init => field = Require.NotNegative(value); } = 3;

    /// <summary>Parameter of the distributions that the weights are drawn from.</summary>
    public float Alpha { get; init => field = Require.Positive(value); } = 1;

    /// <summary>Whether changes of brightness, color, contrast and sharpness are among them.</summary>
    public bool AllOps { get; init; } = true;

    /// <summary>How pixels between pixels are computed: <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public Interpolation Interpolation { get; init => field = ImageTransforms.Check(value); } = Interpolation.Bilinear;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        _parts = AugmentationParts.Of(this, Factor, ValueRange, Interpolation, AllOps);
    }

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        // Not at build: a training that goes on from a backup gets its seeds back afterwards. The same chains for each size of batch.
        var choice = new RandomStream((ulong)Random.Seed);
        KerasTensor weights = GammaNumbers.Dirichlet(Random, NumChains, Alpha), own = GammaNumbers.Beta(Random, [1], Ops.Constant(Alpha));
        KerasTensor mixed = Ops.Constant(0);
        for (int chain = 0; chain < NumChains; chain++)
            mixed += Chain(images, choice) * weights.Slice(0, chain, 1);
        return ((own * images) + ((1 - own) * mixed)).Clip(ValueRange.Low, ValueRange.High);
    }

    private KerasTensor Chain(KerasTensor images, RandomStream choice)
    {
        for (int i = 0; i < ChainDepth; i++)
        {
            int part = choice.Next(_parts.Count + 1);
            if (part < _parts.Count)
                images = _parts[part](images, Random);
        }
        return images;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["value_range"] = ImageConfig.ToJson(ValueRange);
        config["num_chains"] = NumChains;
        config["chain_depth"] = ChainDepth;
        config["factor"] = Factor.ToJson();
        config["alpha"] = Alpha;
        config["all_ops"] = AllOps;
        config["interpolation"] = ImageConfig.ToJson(Interpolation);
    }

    internal static AugMix FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]))
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        NumChains = (int?)config["num_chains"] ?? 3,
        ChainDepth = (int?)config["chain_depth"] ?? 3,
        Alpha = (float?)config["alpha"] ?? 1,
        AllOps = (bool?)config["all_ops"] ?? true,
        Interpolation = ImageConfig.Interpolation(config),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
