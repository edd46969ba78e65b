using System.Runtime.CompilerServices;
using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

public partial class Model
{
    private PredictFunctions? _predict;

    private PredictFunctions PredictFunctions => _predict ?? LazyInitializer.EnsureInitialized(ref _predict, () => new PredictFunctions(this));

    private string Predicting => $"{this}.Predict";

    /// <summary>The model's output for samples: Keras' <c>predict</c>. Safe to be called from many threads at once.</summary>
    /// <param name="x">Samples; one sample is a batch of one.</param>
    /// <param name="batchSize">Samples that are computed together. The numbers do not depend on it beyond rounding.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>One row for each sample.</returns>
    /// <exception cref="ShapeException">The samples have another shape than the model takes.</exception>
    /// <exception cref="NotSupportedException">The model has several inputs or outputs: <c>PredictAll</c> takes and gives all of them.</exception>
    public Tensor<float> Predict(
        Samples x, int batchSize = DefaultBatchSize, int verbose = 0, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        if (verbose != 0 || callbacks is { Count: > 0 } || ShapeOf(x) is not { } shape)
        {
            // Of a model that is not built nobody knows yet what it gives: the samples build it.
            _ = Feed.Create(this, [x], null, Predicting);
            RequireOneOutput();
            return PredictAll([x], batchSize, verbose, callbacks, cancellationToken)[0];
        }
        RequireOneOutput();
        PredictFunction function = PredictFunctions.For([shape], Math.Min(batchSize, x.Count));
        float[] result = new float[checked(x.Count * function.RowLength)];
        Predict(new Rows(x), shape, result, batchSize, cancellationToken);
        return result.ToTensor(function.Outputs[0].With(0, x.Count));
    }

    /// <summary>Writes the model's output for samples into memory of yours. From the second call on it allocates nothing.</summary>
    /// <remarks>For that keep the <see cref="Samples"/>: turning a tensor into them makes an object. The numbers are those of
    /// <see cref="Predict(Samples, int, int, IReadOnlyList{Callback}?, CancellationToken)"/> to the last bit. Safe to be called from many threads at once.</remarks>
    /// <param name="x">Samples; one sample is a batch of one.</param>
    /// <param name="destination">Gets one row for each sample, one behind the other; what lies behind them stays.</param>
    /// <param name="batchSize">Samples that are computed together.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="ShapeException">The samples have another shape than the model takes, or the destination is too short.</exception>
    /// <exception cref="NotSupportedException">The model has several inputs or outputs.</exception>
    public void Predict(Samples x, Span<float> destination, int batchSize = DefaultBatchSize, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        // What is unusual is looked at once more, slowly: it throws, or makes the weights.
        Shape shape = ShapeOf(x) ?? Feed.Create(this, [x], null, Predicting).Shapes[0];
        RequireOneOutput();
        Predict(new Rows(x), shape, destination, batchSize, cancellationToken);
    }

    /// <summary>Writes the model's output for numbers into memory of yours: the way to the shortest answer for one sample.</summary>
    /// <remarks>From the second call on it allocates nothing. The numbers are those of
    /// <see cref="Predict(Samples, int, int, IReadOnlyList{Callback}?, CancellationToken)"/> to the last bit. Safe to be called from many threads at once.</remarks>
    /// <param name="x">Samples one behind the other, each in row-major order; how many follows from the length.</param>
    /// <param name="destination">Gets one row for each sample, one behind the other; what lies behind them stays.</param>
    /// <param name="batchSize">Samples that are computed together.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="ShapeException">The numbers are no whole samples, or the destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The model is not built, or takes samples of any size: their shape has to be said.</exception>
    /// <exception cref="NotSupportedException">The model has several inputs or outputs.</exception>
    /// <example>
    /// <code>
    /// Span&lt;float&gt; probabilities = stackalloc float[10];
    /// model.Predict(pixels, probabilities);   // a float[784] for (28, 28, 1)
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public void Predict(ReadOnlySpan<float> x, Span<float> destination, int batchSize = DefaultBatchSize, CancellationToken cancellationToken = default)
    {
        Require.Positive(batchSize);
        if (!IsBuilt)
            throw new InvalidOperationException(
                $"{Predicting}: expected a model that has its weights; got one that has not seen its input.\n  hint: begin with an Input, or call Build");
        RequireOneOutput();
        Shape shape = InputShapes[0];
        int length = NumbersOf(shape);
        if (x.Length == 0 || x.Length % length != 0)
            throw new ShapeException(Predicting, $"a multiple of {length} numbers, as samples are {shape}", $"{x.Length} numbers");
        Predict(new Rows(x, length), shape, destination, batchSize, cancellationToken);
    }

    /// <summary>All outputs of a model that has several: Keras' <c>predict</c> gives them as a list.</summary>
    /// <param name="x">Samples; one sample is a batch of one.</param>
    /// <param name="batchSize">Samples that are computed together. The numbers do not depend on it beyond rounding.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>For each output one row for each sample.</returns>
    /// <exception cref="ShapeException">The samples have another shape than the model takes.</exception>
    public IReadOnlyList<Tensor<float>> PredictAll(
        Samples x, int batchSize = DefaultBatchSize, int verbose = 0, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        PredictAll([x], batchSize, verbose, callbacks, cancellationToken);

    /// <summary>All outputs of a model that has several inputs or outputs.</summary>
    /// <inheritdoc cref="PredictAll(Samples, int, int, IReadOnlyList{Callback}?, CancellationToken)"/>
    public IReadOnlyList<Tensor<float>> PredictAll(
        IReadOnlyList<Samples> x, int batchSize = DefaultBatchSize, int verbose = 0, IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        Feed feed = Feed.Create(this, x, null, Predicting);
        batchSize = Math.Min(batchSize, feed.Count);
        int count = (feed.Count + batchSize - 1) / batchSize, done = 0;
        ConsoleTerminal terminal = Terminal ?? ConsoleTerminal.Current();
        ProgressBar? bar = verbose == 0 ? null : new ProgressBar(terminal, count, verbose);
        var run = new AskingRun(this, count) { Verbose = verbose, Terminal = terminal, Told = callbacks ?? [], Progress = bar };
        foreach (Callback callback in run.Callbacks)
            callback.OnPredictBegin(run);
        float[][]? results = null;
        Shape[] shapes = [];
        for (; done < count && !run.StopTraining; done++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = done * batchSize, rows = Math.Min(batchSize, feed.Count - start);
            PredictFunction function = PredictFunctions.For(feed.Shapes, rows);
            shapes = function.Outputs;
            foreach (Callback callback in run.Callbacks)
                callback.OnPredictBatchBegin(run, done);
            using IExecution execution = function.Plan.Rent();
            feed.Fill(execution, start, rows);
            IndexRange.Check(function.Indices, execution, (this, "Predict"), new BatchSlice(feed, null, start, rows));
            execution.Run();
            results ??= [.. shapes.Select(output => new float[checked(feed.Count * output[1..].Elements)])];
            for (int i = 0; i < shapes.Length; i++)
                execution.Output(i).CopyTo(results[i].AsSpan(checked((int)(start * shapes[i][1..].Elements))));
            foreach (Callback callback in run.Callbacks)
                callback.OnPredictBatchEnd(run, done, () => Part(results, shapes, start, rows));
            bar?.Update(done + 1, null);
        }
        foreach (Callback callback in run.Callbacks)
            callback.OnPredictEnd(run);
        bar?.Finish(done, null);
        return done == count
            ? [.. results!.Select((numbers, i) => numbers.ToTensor(shapes[i].With(0, feed.Count)))]
            : Part(results ?? [], shapes, 0, done * batchSize);
    }

    // A copy of some rows of each output.
    private static Tensor<float>[] Part(float[][] results, Shape[] shapes, int start, int rows) =>
    [
        .. results.Select((numbers, i) =>
        {
            int length = checked((int)shapes[i][1..].Elements);
            return numbers.AsSpan(start * length, rows * length).ToArray().ToTensor(shapes[i].With(0, rows));
        }),
    ];

    private void Predict(Rows x, Shape shape, Span<float> destination, int batchSize, CancellationToken cancellationToken)
    {
        PredictFunctions functions = PredictFunctions;
        for (int start = 0; start < x.Count; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(batchSize, x.Count - start);
            PredictFunction function = functions.For([shape], rows);
            int length = function.RowLength;
            // All of it is asked for before anything is written.
            if (start == 0 && destination.Length < (long)x.Count * length)
                throw new ShapeException(Predicting, $"a destination for {x.Count} × {length} numbers", $"one for {destination.Length}");
            using IExecution execution = function.Plan.Rent();
            Run(execution, x, start, rows, function.Indices);
            execution.Output(0).CopyTo(destination.Slice(start * length, rows * length));
        }
    }

    private void Run(IExecution execution, Rows x, int start, int rows, IndexRange[] indices)
    {
        if (indices.Length == 0 && x.Floats(start, rows) is { Length: > 0 } floats)
        {
            execution.Run(floats, input: 0);
            return;
        }
        x.CopyTo(execution, start, rows);
        IndexRange.Check(indices, execution, (this, "Predict"), new BatchSlice(null!, null, start, rows));
        execution.Run();
    }

    // Under which shape the only input takes samples; null where there is something to say or to do first.
    private Shape? ShapeOf(Samples x) => IsBuilt && InputShapes.Count == 1 && x.Count > 0 ? Feed.Fit(x.Shape, InputShapes[0]) : null;

    private void RequireOneOutput()
    {
        if (InputShapes.Count != 1 || OutputCount != 1)
            throw new NotSupportedException(
                $"{Predicting}: expected a model with one input and one output; got {InputShapes.Count} and {OutputCount}.\n  hint: PredictAll takes and gives all of them");
    }

    private int NumbersOf(Shape samples)
    {
        long product = 1;
        foreach (int length in samples.AsSpan()[1..])
            product = length == Shape.Unknown ? 0 : product * length;
        return product > 0 ? checked((int)product) : throw new InvalidOperationException(
            $"{Predicting}: expected a model that says how large its samples are; got {samples}.\n  hint: give a Tensor<float>, whose shape is known");
    }
}
