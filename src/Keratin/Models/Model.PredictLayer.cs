using Keratin.Data;
using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

public partial class Model
{
    /// <summary>What a layer inside the model gives for samples: what Keras computes with
    /// <c>Model(model.inputs, model.get_layer(name).output).predict(x)</c>, for models of every kind.</summary>
    /// <param name="layer">The name of one of <see cref="Layers"/>.</param>
    /// <param name="x">Samples; one sample is a batch of one.</param>
    /// <param name="batchSize">Samples that are computed together.</param>
    /// <returns>One row for each sample.</returns>
    /// <exception cref="ArgumentException">The model has no such layer, or does not call it exactly once.</exception>
    /// <exception cref="ShapeException">The samples have another shape than the model takes.</exception>
    /// <example><code>Tensor&lt;float&gt; maps = model.PredictLayer("conv2d", xTest);   // (10000, 24, 24, 32)</code></example>
    public Tensor<float> PredictLayer(string layer, Samples x, int batchSize = DefaultBatchSize) => PredictLayer(GetLayer(layer), x, batchSize);

    /// <inheritdoc cref="PredictLayer(string, Samples, int)"/>
    /// <param name="layer">A layer of the model, at any depth: also one inside a model that is a layer of this one.</param>
    /// <param name="x">Samples; one sample is a batch of one.</param>
    /// <param name="batchSize">Samples that are computed together.</param>
    public Tensor<float> PredictLayer(Layer layer, Samples x, int batchSize = DefaultBatchSize)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        Feed feed = Feed.Create(this, [x], null, $"{this}.PredictLayer");
        float[]? result = null;
        Shape shape = Shape.Scalar;
        IPlan? plan = null;
        IndexRange[] indices = [];
        for (int start = 0, planned = 0; start < feed.Count; start += batchSize)
        {
            int rows = Math.Min(batchSize, feed.Count - start);
            if (rows != planned)
                (plan, shape, indices, planned) = PlanLayer(layer, feed.Shapes, rows);
            int length = checked((int)(shape.Elements / rows));
            result ??= new float[checked(feed.Count * length)];
            using IExecution execution = plan!.Rent();
            feed.Fill(execution, start, rows);
            IndexRange.Check(indices, execution, (this, "PredictLayer"), new BatchSlice(feed, null, start, rows));
            execution.Run();
            execution.Output(0).CopyTo(result.AsSpan(start * length));
        }
        return result!.ToTensor(shape.With(0, feed.Count));
    }

    // The whole model is traced, and of its nodes those that the layer's result depends on are planned.
    private (IPlan Plan, Shape Shape, IndexRange[] Indices, int Rows) PlanLayer(Layer layer, Shape[] shapes, int rows)
    {
        using var trace = new Trace(training: false) { Watched = layer };
        KerasTensor[] inputs = [.. shapes.Select(shape => Ops.Input(shape.With(0, rows), "x"))];
        UnfoldModel(inputs, trace);
        if (trace.WatchedResults is not [IReadOnlyList<KerasTensor> results])
        {
            throw new ArgumentException(
                $"{this}.PredictLayer: expected a layer that the model calls once; got {layer}, which it calls {trace.WatchedResults.Count} times.", nameof(layer));
        }
        if (results is not [KerasTensor result])
            throw new NotSupportedException($"{this}.PredictLayer: expected a layer with one result; got {layer} with {results.Count}.");
        return (Backend.Plan(new TracedGraph(inputs, [result])), result.Shape, IndexRange.Find(trace, inputs), rows);
    }
}
