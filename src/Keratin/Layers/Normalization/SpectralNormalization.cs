using System.Text.Json.Nodes;
using Keratin.Initializers;

namespace Keratin.Layers;

/// <summary>Wraps a layer and divides its kernel by its largest singular value, so that the layer can stretch nothing: for discriminators.</summary>
/// <remarks>
/// <para>
/// At each step of training the singular value σ is estimated by power iteration from a vector that is kept from step to step, and the
/// kernel itself becomes <c>kernel / σ</c>; the optimizer then changes that. Prediction takes the kernel as it is. While the layer is frozen
/// nothing changes.
/// </para>
/// <para><b>Input</b>, <b>Output</b> those of the layer inside.</para>
/// <para><b>Weights</b> the kernel of the layer inside; <c>vector_u (1, last length of the kernel)</c>, not trained; then the others of the layer inside.</para>
/// <para>Miyato, Kataoka, Koyama, Yoshida: "Spectral normalization for generative adversarial networks", 2018.</para>
/// </remarks>
/// <param name="layer">A layer with a weight <c>kernel</c> or <c>embeddings</c>.</param>
/// <example><code>KerasTensor y = new SpectralNormalization(new Dense(32)).Apply(new Input(64));   // (None, 32)</code></example>
public sealed class SpectralNormalization(Layer layer) : Layer
{
    private Variable? _kernel, _u;

    /// <summary>The layer inside.</summary>
    public Layer Layer { get; } = layer ?? throw new ArgumentNullException(nameof(layer));

    /// <summary>Rounds of power iteration at each step.</summary>
    public int PowerIterations { get; init => field = Require.Positive(value); } = 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => [Layer];

    // As in Keras the kernel is a weight of both; files have it twice.
    internal override IReadOnlyList<Variable> OwnWeights => _kernel is null ? base.OwnWeights : [_kernel, .. base.OwnWeights];

    internal override IReadOnlyList<(string Name, Layer Layer)> FileParts => [("layer", Layer)];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Layer.EnsureBuilt(input);
        _kernel = Layer.OwnWeights.FirstOrDefault(weight => weight.Name is "kernel" or "embeddings") ?? throw new ArgumentException(
            $"{this}: expected a layer with a kernel or embeddings; got {Layer}.");
        _u = AddWeight("vector_u", [1, _kernel.Shape[^1]], new TruncatedNormal(stddev: 0.02f), trainable: false);
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        if (training && Trainable)
            Normalize(_kernel!, _u!);
        return Layer.Apply(x);
    }

    private void Normalize(Variable kernel, Variable u)
    {
        KerasTensor old = u, weights = ((KerasTensor)kernel).Reshape([Shape.Unknown, kernel.Shape[^1]]), right = old, left = old;
        for (int i = 0; i < PowerIterations; i++)
        {
            left = right.MatMul(false, weights, true).Normalize(ReadOnlySpan<int>.Empty);
            right = left.MatMul(weights).Normalize(ReadOnlySpan<int>.Empty);
        }
        KerasTensor sigma = left.MatMul(weights).MatMul(false, right, true).Reshape(Shape.Scalar);
        // A kernel of zeros stays as it is.
        KerasTensor isZero = ((KerasTensor)kernel).Absolute().Max().Equal(Ops.Constant(0));
        u.Assign(isZero.Where(old, right));
        kernel.Assign(isZero.Where(kernel, kernel / sigma));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["layer"] = NestedLayer.Describe(Layer);
        config["power_iterations"] = PowerIterations;
    }

    internal static SpectralNormalization FromConfig(JsonObject config)
    {
        string name = (string)config["name"]!;
        Layer layer = NestedLayer.Read(config["layer"], $"SpectralNormalization '{name}'");
        return new(layer) { Name = name, PowerIterations = (int?)config["power_iterations"] ?? 1 };
    }
}
