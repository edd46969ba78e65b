using Keratin.Graph;

namespace Keratin.Models;

/// <summary>Plans that predict, one for each batch size, at most so many; the one asked for longest ago goes first. Safe from many threads.</summary>
internal sealed class PredictFunctions(Model model)
{
    private const int MaxPlans = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<PredictFunction> _functions = [];

    // The first of the list, which most calls want: they take it without the lock.
    private volatile PredictFunction? _latest;

    /// <summary>The plan for so many samples of these shapes, whose batch is unknown. Allocates nothing where there is one already.</summary>
    public PredictFunction For(ReadOnlySpan<Shape> shapes, int rows)
    {
        PredictFunction? latest = _latest;
        if (latest?.Fits(shapes, rows) == true)
            return latest;
        lock (_lock)
            return _latest = Find(shapes, rows) ?? Make(shapes.ToArray(), rows);
    }

    private PredictFunction? Find(ReadOnlySpan<Shape> shapes, int rows)
    {
        for (var node = _functions.First; node is not null; node = node.Next)
        {
            if (!node.Value.Fits(shapes, rows))
                continue;
            _functions.Remove(node);
            _functions.AddFirst(node);
            return node.Value;
        }
        return null;
    }

    private PredictFunction Make(Shape[] shapes, int rows)
    {
        using var trace = new Trace(training: false);
        KerasTensor[] x = [.. shapes.Select(shape => Ops.Input(shape.With(0, rows), "x"))];
        IReadOnlyList<KerasTensor> y = model.UnfoldModel(x, trace);
        var function = new PredictFunction(shapes, rows, Backend.Plan(new TracedGraph(x, y, trace.Updates)), [.. y.Select(output => output.Shape)], IndexRange.Find(trace, x));
        _functions.AddFirst(function);
        if (_functions.Count > MaxPlans)
            _functions.RemoveLast();
        return function;
    }
}
