using Keratin.Callbacks;
using Keratin.Data;

namespace Keratin.Models;

// Samples and targets by the names of inputs and outputs, in any order.
public partial class Model
{
    /// <summary>Trains a model whose inputs and outputs are given by name: Keras' <c>fit({"title": x0, "body": x1}, {"priority": y})</c>.</summary>
    /// <param name="x">Samples by <see cref="InputNames"/>.</param>
    /// <param name="y">Targets by <see cref="OutputNames"/>; outputs without a loss may be left out. Null where the loss needs none.</param>
    /// <param name="batchSize">Samples of a step; the last batch of an epoch may be smaller.</param>
    /// <param name="epochs">How often all samples are gone through.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
    /// <param name="validationSplit">Part of the samples, the last ones as they stand before shuffling, that validate and do not train.</param>
    /// <param name="validationData">Samples and targets that validate; they win over the split.</param>
    /// <param name="shuffle">Whether the training samples are put in a new order before each epoch.</param>
    /// <param name="validationBatchSize">Samples of a validation step; as <paramref name="batchSize"/> by default.</param>
    /// <param name="validationFreq">Validates after every so many epochs.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="initialEpoch">Number of the first epoch, for going on with a training.</param>
    /// <param name="sampleWeight">What each sample counts in the loss, by <see cref="OutputNames"/>; 1 for outputs that are not named.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; the next goes on where it ended. By default an epoch is all samples once.</param>
    /// <param name="validationSteps">At most so many batches validate; by default all.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>The values of each epoch.</returns>
    /// <exception cref="ArgumentException">A name is none of an input or output, or one is missing.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled, or its inputs have no names.</exception>
    public History Fit(
        IReadOnlyDictionary<string, Samples> x, IReadOnlyDictionary<string, Samples>? y = null, int batchSize = DefaultBatchSize, int epochs = 1,
        int verbose = 1, float validationSplit = 0,
        (IReadOnlyDictionary<string, Samples> X, IReadOnlyDictionary<string, Samples> Y)? validationData = null, bool shuffle = true,
        int? validationBatchSize = null, int validationFreq = 1, IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0,
        IReadOnlyDictionary<string, Samples>? sampleWeight = null, int? stepsPerEpoch = null, int? validationSteps = null,
        CancellationToken cancellationToken = default) =>
        Fit(InputsByName(x, "Fit"), TargetsByName(y, "Fit"), batchSize, epochs, verbose, validationSplit,
            validationData is { } data ? (InputsByName(data.X, "Fit"), TargetsByName(data.Y, "Fit") ?? []) : null, shuffle, validationBatchSize, validationFreq,
            callbacks, initialEpoch, null, WeightsByName(sampleWeight, x, "Fit"), stepsPerEpoch, validationSteps, null, cancellationToken);

    /// <summary>Trains a model with one output whose inputs are given by name.</summary>
    /// <param name="x">Samples by <see cref="InputNames"/>.</param>
    /// <param name="y">The targets.</param>
    /// <param name="batchSize">Samples of a step; the last batch of an epoch may be smaller.</param>
    /// <param name="epochs">How often all samples are gone through.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
    /// <param name="validationSplit">Part of the samples, the last ones as they stand before shuffling, that validate and do not train.</param>
    /// <param name="validationData">Samples and targets that validate; they win over the split.</param>
    /// <param name="shuffle">Whether the training samples are put in a new order before each epoch.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="classWeight">What samples of a class count in the loss, by its index; 1 where none is said.</param>
    /// <param name="sampleWeight">What each sample counts in the loss and in weighted metrics.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>The values of each epoch.</returns>
    /// <exception cref="ArgumentException">A name is none of an input, or one is missing.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled, or its inputs have no names.</exception>
    public History Fit(
        IReadOnlyDictionary<string, Samples> x, Samples y, int batchSize = DefaultBatchSize, int epochs = 1, int verbose = 1, float validationSplit = 0,
        (IReadOnlyDictionary<string, Samples> X, Samples Y)? validationData = null, bool shuffle = true, IReadOnlyList<Callback>? callbacks = null,
        IReadOnlyDictionary<int, float>? classWeight = null, Samples? sampleWeight = null, CancellationToken cancellationToken = default) =>
        Fit(InputsByName(x, "Fit"), y, batchSize, epochs, verbose, validationSplit,
            validationData is { } data ? (InputsByName(data.X, "Fit"), data.Y) : null, shuffle, callbacks: callbacks, classWeight: classWeight,
            sampleWeight: sampleWeight, cancellationToken: cancellationToken);

    /// <summary>Loss and metrics of a model whose inputs and outputs are given by name.</summary>
    /// <param name="x">Samples by <see cref="InputNames"/>.</param>
    /// <param name="y">Targets by <see cref="OutputNames"/>; outputs without a loss may be left out. Null where the loss needs none.</param>
    /// <param name="batchSize">Samples of a step.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="ArgumentException">A name is none of an input or output, or one is missing.</exception>
    public Evaluation Evaluate(
        IReadOnlyDictionary<string, Samples> x, IReadOnlyDictionary<string, Samples>? y = null, int batchSize = DefaultBatchSize, int verbose = 1,
        IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        Evaluate(InputsByName(x, "Evaluate"), TargetsByName(y, "Evaluate"), batchSize, verbose, null, callbacks, cancellationToken);

    /// <summary>Loss and metrics of a model with one output whose inputs are given by name.</summary>
    /// <param name="x">Samples by <see cref="InputNames"/>.</param>
    /// <param name="y">The targets.</param>
    /// <param name="batchSize">Samples of a step.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="ArgumentException">A name is none of an input, or one is missing.</exception>
    public Evaluation Evaluate(
        IReadOnlyDictionary<string, Samples> x, Samples y, int batchSize = DefaultBatchSize, int verbose = 1,
        IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        Evaluate(InputsByName(x, "Evaluate"), [y], batchSize, verbose, null, callbacks, cancellationToken);

    /// <summary>The output of a model whose inputs are given by name; of a model with several outputs <see cref="PredictAll(IReadOnlyDictionary{string, Samples}, int)"/> gives all.</summary>
    /// <param name="x">Samples by <see cref="InputNames"/>.</param>
    /// <param name="batchSize">Samples that are computed together.</param>
    /// <returns>One row for each sample.</returns>
    /// <exception cref="ArgumentException">A name is none of an input, or one is missing.</exception>
    public Tensor<float> Predict(IReadOnlyDictionary<string, Samples> x, int batchSize = DefaultBatchSize)
    {
        IReadOnlyList<Tensor<float>> outputs = PredictAll(x, batchSize);
        return outputs.Count == 1 ? outputs[0] : throw new NotSupportedException(
            $"{this}.Predict: expected a model with one output; got one with {outputs.Count}.\n  hint: PredictAll gives all of them");
    }

    /// <summary>All outputs of a model whose inputs are given by name.</summary>
    /// <param name="x">Samples by <see cref="InputNames"/>.</param>
    /// <param name="batchSize">Samples that are computed together.</param>
    /// <returns>For each output one row for each sample.</returns>
    /// <exception cref="ArgumentException">A name is none of an input, or one is missing.</exception>
    public IReadOnlyList<Tensor<float>> PredictAll(IReadOnlyDictionary<string, Samples> x, int batchSize = DefaultBatchSize) =>
        PredictAll(InputsByName(x, "Predict"), batchSize);

    private Samples[] InputsByName(IReadOnlyDictionary<string, Samples> x, string method)
    {
        ArgumentNullException.ThrowIfNull(x);
        IReadOnlyList<string> names = InputNames;
        RequireNames(x.Keys, names, method, "inputs");
        return [.. names.Select(name => x.TryGetValue(name, out Samples? samples) ? samples
            : throw new ArgumentException($"{this}.{method}: expected samples for each of the inputs, {string.Join(", ", names)}; got none for '{name}'."))];
    }

    // Those of the outputs with a loss, or of all, as they are given.
    private Samples[]? TargetsByName(IReadOnlyDictionary<string, Samples>? y, string method)
    {
        if (y is null)
            return null;
        IReadOnlyList<string> names = OutputNames;
        RequireNames(y.Keys, names, method, "outputs");
        if (names.All(y.ContainsKey))
            return [.. names.Select(name => y[name])];
        string[] wanted = [.. names.Where((_, i) => Settings?.LossOf(i) is not null)];
        return [.. wanted.Select(name => y.TryGetValue(name, out Samples? targets) ? targets
            : throw new ArgumentException($"{this}.{method}: expected targets for each output with a loss, {string.Join(", ", wanted)}; got none for '{name}'."))];
    }

    private Samples[]? WeightsByName(IReadOnlyDictionary<string, Samples>? weights, IReadOnlyDictionary<string, Samples> x, string method)
    {
        if (weights is null)
            return null;
        IReadOnlyList<string> names = OutputNames;
        RequireNames(weights.Keys, names, method, "outputs");
        Samples? ones = null;
        return [.. names.Select(name => weights.TryGetValue(name, out Samples? given) ? given : ones ??= Ones(x.Values.First().Count))];

        static Samples Ones(int count) => Enumerable.Repeat(1f, count).ToArray();
    }

    private void RequireNames(IEnumerable<string> given, IReadOnlyList<string> known, string method, string what)
    {
        if (given.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new ArgumentException($"{this}.{method}: expected names of the {what}, {string.Join(", ", known)}; got '{unknown}'.");
    }
}
