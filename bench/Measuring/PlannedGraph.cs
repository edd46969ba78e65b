using Keratin.Graph;
using Keratin.Models;

namespace Keratin.Bench.Measuring;

/// <summary>A traced graph, planned as models are, with numbers to run on.</summary>
internal sealed class PlannedGraph : IRepeatable
{
    private readonly IExecution _execution;

    /// <summary>Plans it and fills its inputs.</summary>
    /// <param name="graph">What was traced.</param>
    /// <param name="classes">Inputs of one axis hold whole numbers below this, as labels do; the others numbers between -1 and 1.</param>
    public PlannedGraph(TracedGraph graph, int classes = 1)
    {
        _execution = Backend.Plan(graph).Rent();
        var random = new Random(1);
        for (int i = 0; i < graph.Inputs.Count; i++)
        {
            bool isLabels = graph.Inputs[i].Shape.Rank == 1;
            foreach (ref float value in _execution.Input(i))
                value = isLabels ? random.Next(classes) : (random.NextSingle() * 2) - 1;
        }
    }

    public void Run() => _execution.Run();

    public void Dispose() => _execution.Dispose();
}
