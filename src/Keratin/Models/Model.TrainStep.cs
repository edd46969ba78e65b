using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Metrics;

namespace Keratin.Models;

// What one step does. It is traced once for each batch size, and the plan runs for every batch.
public partial class Model
{
    private readonly List<Metric> _tracked = [];

    /// <summary>Metrics that the model's own steps update.</summary>
    internal IReadOnlyList<Metric> TrackedMetrics => _tracked;

    /// <summary>A step of training, for models that override it: a GAN, whose two parts have an optimizer each, or whatever else is no plain loss.</summary>
    /// <remarks>
    /// Write what happens to one batch with <see cref="Ops"/> and layers; it is traced, not run, so no loops over numbers and no conditions on them.
    /// Variables take the values that <see cref="Variable.Assign(KerasTensor)"/> and optimizers give them when the step is over. What is to be
    /// reported goes into metrics of <see cref="TrackMetric"/>. By default: outputs, <see cref="ComputeLoss"/>, metrics, gradients, optimizer.
    /// </remarks>
    /// <param name="data">One batch.</param>
    /// <example>
    /// <code>
    /// protected override void TrainStep(StepData data)
    /// {
    ///     KerasTensor loss = (ApplyAll(data.X)[0] - data.Y[0]).Square().Mean();
    ///     Optimizer!.Apply(Gradients.Of(loss, TrainableWeights), TrainableWeights);
    ///     _loss.Update(loss);
    /// }
    /// </code>
    /// </example>
    protected internal virtual void TrainStep(StepData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<KerasTensor> outputs = ApplyAll(data.X);
        KerasTensor loss = ComputeLoss(data, outputs);
        ComputeMetrics(data, outputs);
        IReadOnlyList<Variable> weights = TrainableWeights;
        Optimizer!.Apply(Gradients.Of(Optimizer!.ScaleLoss(loss), weights), weights);
    }

    /// <summary>A step of evaluation, for models that override it. By default: outputs, <see cref="ComputeLoss"/>, metrics.</summary>
    /// <param name="data">One batch.</param>
    protected internal virtual void TestStep(StepData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<KerasTensor> outputs = ApplyAll(data.X);
        ComputeLoss(data, outputs);
        ComputeMetrics(data, outputs);
    }

    /// <summary>In a step: the loss that the model was compiled with, plus what layers and regularizers add; it is reported as <c>loss</c>.</summary>
    /// <param name="data">One batch.</param>
    /// <param name="outputs">What the model gives for it.</param>
    /// <returns>One number.</returns>
    /// <exception cref="InvalidOperationException">Nothing gives a loss.</exception>
    protected KerasTensor ComputeLoss(StepData data, IReadOnlyList<KerasTensor> outputs)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(outputs);
        KerasTensor? loss = data.Losses.Compute(data, outputs);
        foreach (KerasTensor term in Trace.Current?.Losses ?? [])
            loss = loss is null ? term : loss + term;
        if (loss is null)
            throw new InvalidOperationException($"{this}: expected a loss; got none.\n  hint: give Compile a loss, or add one in a layer's Call with AddLoss");
        data.Losses.LossTracker.Update(loss, Ops.Constant(data.BatchSize));
        return loss;
    }

    /// <summary>In a step: lets the metrics that the model was compiled with take the batch into account.</summary>
    /// <param name="data">One batch.</param>
    /// <param name="outputs">What the model gives for it.</param>
    protected static void ComputeMetrics(StepData data, IReadOnlyList<KerasTensor> outputs)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(outputs);
        data.Losses.UpdateMetrics(data, outputs);
    }

    /// <summary>A metric that the model's own steps update: it is begun anew at each epoch and reported under its name.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>The same metric.</returns>
    protected TMetric TrackMetric<TMetric>(TMetric metric)
        where TMetric : Metric
    {
        _tracked.Add(metric ?? throw new ArgumentNullException(nameof(metric)));
        return metric;
    }

    /// <summary>While tracing: does a step. Layers used in it become sublayers.</summary>
    internal void Step(StepData data, bool training) => AsCaller(() =>
    {
        if (training)
            TrainStep(data);
        else
            TestStep(data);
    });
}
