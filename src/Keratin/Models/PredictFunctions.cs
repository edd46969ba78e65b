using Keratin.Graph;

namespace Keratin.Models;

/// <summary>Plans that predict, one for each batch size, at most so many; the one asked for longest ago goes first. Safe from many threads.</summary>
internal sealed class PredictFunctions(Model model)
{
    private const int MaxPlans = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<(Shape[] Inputs, IPlan Plan, Shape[] Outputs)> _plans = [];

    public (IPlan Plan, Shape[] Outputs) For(Shape[] inputs)
    {
        lock (_lock)
        {
            for (var node = _plans.First; node is not null; node = node.Next)
            {
                if (!node.Value.Inputs.AsSpan().SequenceEqual(inputs))
                    continue;
                _plans.Remove(node);
                _plans.AddFirst(node);
                return (node.Value.Plan, node.Value.Outputs);
            }
            using var trace = new Trace(training: false);
            KerasTensor[] x = [.. inputs.Select(shape => Ops.Input(shape, "x"))];
            IReadOnlyList<KerasTensor> y = model.UnfoldModel(x, trace);
            IPlan plan = Backend.Plan(new TracedGraph(x, y));
            Shape[] outputs = [.. y.Select(output => output.Shape)];
            _plans.AddFirst((inputs, plan, outputs));
            if (_plans.Count > MaxPlans)
                _plans.RemoveLast();
            return (plan, outputs);
        }
    }
}
