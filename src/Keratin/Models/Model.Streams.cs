using Keratin.Callbacks;
using Keratin.Data;

namespace Keratin.Models;

// What is asked of batches of a sequence, which may be larger than memory, besides training and evaluating.
public partial class Model
{
    /// <summary>Trains the model with batches of a sequence and validates it with samples that lie in memory.</summary>
    /// <inheritdoc cref="Fit(IEnumerable{Batch}, int, int, IEnumerable{Batch}?, int, IReadOnlyList{Callback}?, int, int?, int?, IReadOnlyDictionary{int, float}?, int, CancellationToken)"/>
    /// <param name="data">Batches.</param>
    /// <param name="validationData">Samples and targets that validate.</param>
    /// <param name="epochs">How often the sequence is gone through.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
    /// <param name="validationFreq">Validates after every so many epochs.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="initialEpoch">Number of the first epoch, for going on with a training.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch, for sequences without end: the next epoch goes on where it ended.</param>
    /// <param name="validationSteps">At most so many batches validate; by default all.</param>
    /// <param name="classWeight">What samples of a class count in the loss, by its index; 1 where none is said.</param>
    /// <param name="prefetch">Batches that are ready ahead.</param>
    /// <param name="validationBatchSize">Samples of a validation step.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    public History Fit(
        IEnumerable<Batch> data, (Samples X, Samples Y) validationData, int epochs = 1, int verbose = 1, int validationFreq = 1,
        IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0, int? stepsPerEpoch = null, int? validationSteps = null,
        IReadOnlyDictionary<int, float>? classWeight = null, int prefetch = 2, int validationBatchSize = DefaultBatchSize,
        CancellationToken cancellationToken = default) =>
        Fit(data, epochs, verbose, Batch.Split(validationData.X, validationData.Y, validationBatchSize), validationFreq, callbacks, initialEpoch,
            stepsPerEpoch, validationSteps, classWeight, prefetch, cancellationToken);

    /// <summary>The model's output for the samples of all batches of a sequence; their targets are not looked at.</summary>
    /// <param name="data">Batches, each of which is computed together.</param>
    /// <param name="steps">At most so many batches; by default all.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>One row for each sample.</returns>
    /// <exception cref="NotSupportedException">The model has several outputs: <c>PredictAll</c> gives all of them.</exception>
    public Tensor<float> Predict(IEnumerable<Batch> data, int? steps = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Tensor<float>> outputs = PredictAll(data, steps, cancellationToken);
        return outputs.Count == 1 ? outputs[0] : throw new NotSupportedException(
            $"{Predicting}: expected a model with one output; got one with {outputs.Count}.\n  hint: PredictAll gives all of them");
    }

    /// <summary>All outputs for the samples of all batches of a sequence; their targets are not looked at.</summary>
    /// <param name="data">Batches, each of which is computed together.</param>
    /// <param name="steps">At most so many batches; by default all.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>For each output one row for each sample.</returns>
    /// <exception cref="ArgumentException">There is no batch.</exception>
    public IReadOnlyList<Tensor<float>> PredictAll(IEnumerable<Batch> data, int? steps = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<IReadOnlyList<Tensor<float>>> parts = [];
        foreach (Batch batch in data.Take(RequireSteps(steps) ?? int.MaxValue))
        {
            if (batch is null)
                throw new ArgumentException($"{Predicting}: expected batches; got null among them.");
            parts.Add(PredictAll(batch.X, Math.Max(batch.Count, 1), cancellationToken: cancellationToken));
        }
        return parts.Count > 0 ? [.. parts[0].Select((_, output) => Joined([.. parts.Select(part => part[output])]))]
            : throw new ArgumentException($"{Predicting}: expected batches; got a sequence without any.");
    }

    // One behind the other. Sequences of any length may give rows of different ones, which no tensor holds.
    private Tensor<float> Joined(Tensor<float>[] parts)
    {
        Shape row = parts[0].Shape()[1..];
        if (parts.FirstOrDefault(part => part.Shape()[1..] != row) is { } other)
            throw new ShapeException(Predicting, $"rows of one shape, {row}", $"{other.Shape()[1..]}", "call Predict for each batch");
        float[] all = [.. parts.SelectMany(part => part.ToArray())];
        return all.ToTensor([parts.Sum(part => part.Shape()[0]), .. row]);
    }
}
