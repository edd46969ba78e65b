using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Metrics;

namespace Keratin.Models;

/// <summary>A compiled model's plans: for each batch size one that trains, one that evaluates.</summary>
internal sealed class StepFunctions
{
    private readonly Model _model;
    private readonly Dictionary<(bool Training, int Batch), IPlan> _plans = [];
    private readonly IReadOnlyList<Shape> _inputs;
    private readonly Shape _target;
    private readonly IReadOnlyList<Variable> _trained;

    public StepFunctions(Model model, IReadOnlyList<Shape> inputs, Shape target)
    {
        (_model, _inputs, _target) = (model, inputs, target);
        _trained = model.TrainableWeights;
        Shape output = model.OutputShape!;
        Metrics = [.. model.Metrics.Select(spec => spec.Metric ?? MetricTable.Named(spec.Name!, target, output))];
    }

    /// <summary>The running mean of the loss.</summary>
    public Mean LossTracker { get; } = new("loss");

    /// <summary>What is reported besides, now that the shapes are known.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Whether the plans are for such data and such weights.</summary>
    public bool Fits(IReadOnlyList<Shape> inputs, Shape target) =>
        _target == target && _inputs.SequenceEqual(inputs) && _trained.SequenceEqual(_model.TrainableWeights);

    public IPlan Plan(bool training, int batch)
    {
        if (!_plans.TryGetValue((training, batch), out IPlan? plan))
            _plans[(training, batch)] = plan = Backend.Plan(TraceStep(training, batch));
        return plan;
    }

    public void ResetMetrics()
    {
        LossTracker.ResetState();
        foreach (Metric metric in Metrics)
            metric.ResetState();
    }

    /// <summary>Loss, then the metrics in order.</summary>
    public IEnumerable<KeyValuePair<string, float>> Results() =>
        [KeyValuePair.Create("loss", LossTracker.Result()), .. Metrics.Select(metric => KeyValuePair.Create(metric.Name, metric.Result()))];

    private TracedGraph TraceStep(bool training, int batch)
    {
        using var trace = new Trace(training);
        KerasTensor[] inputs = [.. _inputs.Select(shape => Ops.Input(shape.With(0, batch), "x"))];
        KerasTensor target = Ops.Input(_target.With(0, batch), "y");
        KerasTensor output = _model.UnfoldModel(inputs, trace)[0];

        KerasTensor loss = trace.Losses.Aggregate(_model.Loss!.Compute(target, output), (sum, term) => sum + term);
        LossTracker.Update(loss, Ops.Constant(batch));
        foreach (Metric metric in Metrics)
            metric.UpdateState(target, output);
        if (training)
            _model.Optimizer!.Apply(Gradients.Of(loss, [.. _trained.Select(weight => weight.ToKerasTensor())]), _trained);
        return new TracedGraph([.. inputs, target], [], trace.Updates);
    }
}
