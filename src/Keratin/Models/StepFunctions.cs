using Keratin.Graph;
using Keratin.Metrics;

namespace Keratin.Models;

/// <summary>A compiled model's plans: for each batch size, and shape of samples, one that trains and one that evaluates.</summary>
internal sealed class StepFunctions
{
    // Sequences of any length would make plans without end; the one made first goes first.
    private const int MaxPlans = 64;

    private readonly Model _model;
    private readonly List<StepPlan> _plans = [];
    private readonly IReadOnlyList<Shape> _targets;
    private readonly IReadOnlyList<Variable> _trained;
    private readonly (string Name, Metric Metric)[] _all;

    // The metrics that steps update, by whether they train: what is not updated is not reported.
    private readonly HashSet<Metric>[] _updated = [[], []];

    public StepFunctions(Model model, Feed feed)
    {
        (_model, _targets) = (model, feed.TargetShapes);
        _trained = model.TrainableWeights;
        Losses = new CompiledLosses($"{model}", model.Settings!, model.OutputShapes.Count > 0 ? model.OutputNames : [], model.OutputShapes, feed.TargetShapes);
        _all = [.. Losses.Reported, .. model.TrackedMetrics.Select(metric => (metric.Name, metric))];
    }

    /// <summary>Losses and metrics.</summary>
    public CompiledLosses Losses { get; }

    /// <summary>Whether losses and metrics are for such targets, and the plans for such weights.</summary>
    public bool Fits(Feed feed) =>
        _targets.Select(shape => shape.Rank).SequenceEqual(feed.TargetShapes.Select(shape => shape.Rank)) && _trained.SequenceEqual(_model.TrainableWeights);

    public IPlan Plan(bool training, Feed feed, int batch)
    {
        foreach (StepPlan plan in _plans)
        {
            if (plan.Fits(training, feed, batch))
                return plan.Plan;
        }
        if (_plans.Count == MaxPlans)
            _plans.RemoveAt(0);
        _plans.Add(new StepPlan(training, batch, feed.Shapes, feed.TargetShapes, feed.WeightShapes, Backend.Plan(TraceStep(training, feed, batch))));
        return _plans[^1].Plan;
    }

    public void ResetMetrics()
    {
        foreach (var (_, metric) in _all)
            metric.ResetState();
    }

    /// <summary>Loss, then the metrics in order.</summary>
    /// <param name="training">Which steps ran.</param>
    public IEnumerable<KeyValuePair<string, float>> Results(bool training) =>
        [.. _all.Where(entry => _updated[training ? 1 : 0].Contains(entry.Metric)).Select(entry => KeyValuePair.Create(entry.Name, entry.Metric.Result()))];

    private TracedGraph TraceStep(bool training, Feed feed, int batch)
    {
        using var trace = new Trace(training);
        KerasTensor[] inputs = Inputs(feed.Shapes, "x"), targets = Inputs(feed.TargetShapes, "y"), weights = Inputs(feed.WeightShapes, "weight");
        _model.Step(new StepData(inputs, targets, weights, Losses), training);
        var assigned = trace.Updates.Select(update => update.Key).ToHashSet();
        _updated[training ? 1 : 0].UnionWith(_all.Select(entry => entry.Metric).Where(metric => metric.Variables.Any(assigned.Contains)));
        return new TracedGraph([.. inputs, .. targets, .. weights], [], trace.Updates);

        KerasTensor[] Inputs(Shape[] shapes, string label) => [.. shapes.Select(shape => Ops.Input(shape.With(0, batch), label))];
    }
}
