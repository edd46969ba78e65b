using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Graph;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Puts a vector in place of each index: <c>y[…] = embeddings[x[…]]</c>.</summary>
/// <remarks>
/// <para><b>Input</b> whole numbers from 0 to below inputDim, of any shape: <c>(batch, …)</c>. <b>Output</b> <c>(batch, …, outputDim)</c>.</para>
/// <para>Indices are cut to whole numbers. One outside that comes from the samples of a model, as it is or as a part of them, is refused before
/// anything is computed with it, -1 too, as Keras does on TensorFlow's CPU. One that the model itself has computed is read as <see cref="Ops.Take"/>
/// reads it: -1 is the last row, what lies outside gives NaN and no gradient.</para>
/// <para><b>Weights</b> <c>embeddings (inputDim, outputDim)</c>.</para>
/// </remarks>
/// <param name="inputDim">Number of indices, at least 1.</param>
/// <param name="outputDim">Length of the vectors, at least 1.</param>
/// <example><code>KerasTensor vectors = new Embedding(1000, 64).Apply(new Input(10));   // (None, 10, 64)</code></example>
public sealed class Embedding(int inputDim, int outputDim) : Layer
{
    private Variable? _embeddings;

    /// <summary>Number of indices.</summary>
    public int InputDim { get; } = Require.Positive(inputDim);

    /// <summary>Length of the vectors.</summary>
    public int OutputDim { get; } = Require.Positive(outputDim);

    /// <summary>First value of the vectors.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = new RandomUniform();

    /// <summary>A term of the loss that grows with the vectors.</summary>
    public Regularizer? EmbeddingsRegularizer { get; init; }

    /// <summary>What the vectors are brought back to after each update.</summary>
    public Constraint? EmbeddingsConstraint { get; init; }

    /// <summary>Whether index 0 only fills up sequences: layers behind then skip it, by the mask <c>x ≠ 0</c>.</summary>
    public bool MaskZero { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input) => _embeddings = AddWeight(
        "embeddings", [InputDim, OutputDim], EmbeddingsInitializer, regularizer: EmbeddingsRegularizer, constraint: EmbeddingsConstraint);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        Trace.Current?.IndexReads.Add((x, InputDim, this));
        return ((KerasTensor)_embeddings!).Take(x);
    }

    /// <inheritdoc/>
    protected override KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return MaskZero ? inputs[0].NotEqual(Ops.Constant(0)) : null;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["input_dim"] = InputDim;
        config["output_dim"] = OutputDim;
        config["embeddings_initializer"] = EmbeddingsInitializer.Serialize();
        config["embeddings_regularizer"] = EmbeddingsRegularizer?.Serialize();
        config["activity_regularizer"] = null;
        config["embeddings_constraint"] = EmbeddingsConstraint?.Serialize();
        config["mask_zero"] = MaskZero;
        config["quantization_config"] = null;
    }

    internal static Embedding FromConfig(JsonObject config) => new((int)config["input_dim"]!, (int)config["output_dim"]!)
    {
        Name = (string)config["name"]!,
        EmbeddingsInitializer = Initializer.Deserialize(config["embeddings_initializer"]) ?? new RandomUniform(),
        EmbeddingsRegularizer = Regularizer.Deserialize(config["embeddings_regularizer"]),
        EmbeddingsConstraint = Constraint.Deserialize(config["embeddings_constraint"]),
        MaskZero = (bool?)config["mask_zero"] ?? false,
    };
}
