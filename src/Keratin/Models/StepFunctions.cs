using Keratin.Graph;
using Keratin.Layers;
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

    // What training steps change, and where their random numbers come from, in the order of first use.
    private readonly List<Variable> _assigned = [];
    private readonly List<ISeeded> _generators = [];

    // Whether samples of an input reach weights as they are.
    private bool[] _isRaw = [];

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

    /// <summary>Loss and metrics by the names in logs, whether steps update them or not.</summary>
    public IReadOnlyList<(string Name, Metric Metric)> Reported => _all;

    /// <summary>Variables that training steps change, once one is planned: weights, slots, counters of random numbers, sums of metrics.</summary>
    public IReadOnlyList<Variable> Assigned => _assigned;

    /// <summary>Those of them that weights files do not hold.</summary>
    public IReadOnlyList<Variable> OtherState
    {
        get
        {
            HashSet<Variable> held = [.. _model.Weights];
            if (_model.Optimizer is { } optimizer)
                held.UnionWith(optimizer.FileVariables);
            return [.. _assigned.Where(variable => !held.Contains(variable))];
        }
    }

    /// <summary>Seeds of what the training steps draw, in the order of first use.</summary>
    public IReadOnlyList<long> RandomSeeds => [.. _generators.Select(generator => generator.Seed)];

    /// <summary>Whether losses and metrics are for such targets, and the plans for such weights.</summary>
    public bool Fits(Feed feed) =>
        _targets.Select(shape => shape.Rank).SequenceEqual(feed.TargetShapes.Select(shape => shape.Rank)) && _trained.SequenceEqual(_model.TrainableWeights);

    public StepPlan Plan(bool training, Feed feed, int batch)
    {
        foreach (StepPlan plan in _plans)
        {
            if (plan.Fits(training, feed, batch))
                return plan;
        }
        if (_plans.Count == MaxPlans)
            _plans.RemoveAt(0);
        var (graph, indices) = TraceStep(training, feed, batch);
        _plans.Add(new StepPlan(training, batch, feed.Shapes, feed.TargetShapes, feed.WeightShapes, Backend.Plan(graph), indices));
        return _plans[^1];
    }

    /// <summary>Lets the training steps draw from these seeds; where they are others than now the steps are traced anew.</summary>
    /// <exception cref="InvalidDataException">The steps do not draw from as many sources.</exception>
    public void SetRandomSeeds(IReadOnlyList<long> seeds, BatchSlice batch)
    {
        if (seeds.Count != _generators.Count)
            throw new InvalidDataException($"expected a model that draws from {seeds.Count} sources of random numbers, as before; got one with {_generators.Count}");
        if (seeds.SequenceEqual(RandomSeeds))
            return;
        for (int i = 0; i < seeds.Count; i++)
            _generators[i].Seed = seeds[i];
        _plans.Clear();
        Plan(training: true, batch.Feed, batch.Count);
    }

    /// <summary>What a batch and the steps planned so far let one doubt.</summary>
    public IEnumerable<Warning> Doubts(BatchSlice batch) => Losses.Doubts.Concat(PixelDoubts.Look(batch, _isRaw));

    /// <summary>Drops what steps have begun for a next one: there will be none.</summary>
    public void Rest()
    {
        foreach (StepPlan plan in _plans)
            plan.Plan.Rest();
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

    /// <summary>The calls of layers in a step of training, in the order of computation, and the nodes of its inputs.</summary>
    public (IReadOnlyList<LayerCall> Calls, IReadOnlyList<KerasTensor> Inputs) TraceCalls(Feed feed, int batch)
    {
        using var trace = new Trace(training: true) { Calls = [] };
        StepData data = DataOf(feed, batch);
        _model.Step(data, training: true);
        return ([.. trace.Calls.Select(call => new LayerCall((Layer)call.Layer, call.Inputs, call.Results))], [.. data.X, .. data.Y, .. data.SampleWeight]);
    }

    private StepData DataOf(Feed feed, int batch)
    {
        return new StepData(Inputs(feed.Shapes, "x"), Inputs(feed.TargetShapes, "y"), Inputs(feed.WeightShapes, "weight"), Losses);

        KerasTensor[] Inputs(Shape[] shapes, string label) => [.. shapes.Select(shape => Ops.Input(shape.With(0, batch), label))];
    }

    private (TracedGraph Graph, IndexRange[] Indices) TraceStep(bool training, Feed feed, int batch)
    {
        using var trace = new Trace(training);
        StepData data = DataOf(feed, batch);
        _model.Step(data, training);
        var assigned = trace.Updates.Select(update => update.Key).ToHashSet();
        _updated[training ? 1 : 0].UnionWith(_all.Select(entry => entry.Metric).Where(metric => metric.Variables.Any(assigned.Contains)));
        var graph = new TracedGraph([.. data.X, .. data.Y, .. data.SampleWeight], [], trace.Updates);
        if (training)
            Learn(trace, graph, data.X);
        return (graph, IndexRange.Find(trace, data.X));
    }

    private void Learn(Trace trace, TracedGraph graph, IReadOnlyList<KerasTensor> inputs)
    {
        _assigned.AddRange(trace.Updates.Select(update => update.Key).Except(_assigned).ToArray());
        _generators.AddRange(trace.Generators.Except(_generators).ToArray());
        _isRaw = PixelDoubts.FindRaw(graph, inputs);
    }
}
