using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

public partial class Model
{
    private PredictFunctions? _predict;

    /// <summary>The model's output for samples: Keras' <c>predict</c>. Safe to be called from many threads at once.</summary>
    /// <param name="x">Samples; one sample is a batch of one.</param>
    /// <param name="batchSize">Samples that are computed together. The numbers do not depend on it beyond rounding.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>One row for each sample.</returns>
    /// <exception cref="ShapeException">The samples have another shape than the model takes.</exception>
    public Tensor<float> Predict(Samples x, int batchSize = DefaultBatchSize, int verbose = 0, CancellationToken cancellationToken = default) =>
        PredictAll([x], batchSize, verbose, cancellationToken)[0];

    /// <summary>All outputs of a model that has several inputs or outputs.</summary>
    /// <inheritdoc cref="Predict(Samples, int, int, CancellationToken)"/>
    /// <returns>For each output one row for each sample.</returns>
    public IReadOnlyList<Tensor<float>> PredictAll(
        IReadOnlyList<Samples> x, int batchSize = DefaultBatchSize, int verbose = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        Feed feed = Feed.Create(this, x, null, $"{this}.Predict");
        batchSize = Math.Min(batchSize, feed.Count);
        PredictFunctions functions = LazyInitializer.EnsureInitialized(ref _predict, () => new PredictFunctions(this));
        int count = (feed.Count + batchSize - 1) / batchSize;
        ProgressBar? bar = verbose == 0 ? null : new ProgressBar(Terminal ?? ConsoleTerminal.Current(), count, verbose);
        float[][]? results = null;
        Shape[] shapes = [];
        for (int batch = 0; batch < count; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = batch * batchSize, rows = Math.Min(batchSize, feed.Count - start);
            var (plan, outputs) = functions.For([.. feed.Shapes.Select(shape => shape.With(0, rows))]);
            using IExecution execution = plan.Rent();
            feed.Fill(execution, start, rows);
            execution.Run();
            results ??= [.. outputs.Select(output => new float[checked(feed.Count * output[1..].Elements)])];
            shapes = outputs;
            for (int i = 0; i < outputs.Length; i++)
                execution.Output(i).CopyTo(results[i].AsSpan(checked((int)(start * outputs[i][1..].Elements))));
            bar?.Update(batch + 1, null);
        }
        bar?.Finish(count, null);
        return [.. results!.Select((numbers, i) => numbers.ToTensor(shapes[i].With(0, feed.Count)))];
    }
}
