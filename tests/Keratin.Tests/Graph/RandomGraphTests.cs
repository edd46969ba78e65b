using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Models;

namespace Keratin.Tests.Graph;

/// <summary>Graphs thrown together at random: whatever the passes and the planner do to them, the numbers stay.</summary>
public class RandomGraphTests
{
    private static readonly Shape s_shape = [4, 6];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Passes_do_not_change_a_bit(int group)
    {
        for (int seed = group * 25; seed < (group + 1) * 25; seed++)
        {
            var (graph, _) = Make(seed);
            Dictionary<KerasTensor, float[]> given = Engine.Given(graph, Values(graph, seed));
            var (expected, expectedUpdates) = Reference.Run(graph, given);
            var (got, updates) = Reference.Run(Passes.Apply(graph), given);
            // Equal, and not close: no pass reorders a sum.
            Assert.Equal(expected, got);
            foreach (var (variable, value) in expectedUpdates)
                Assert.Equal(value, updates[variable]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Three_steps_on_the_cpu_agree_with_the_reference(int group)
    {
        for (int seed = group * 25; seed < (group + 1) * 25; seed++)
        {
            var (graph, variables) = Make(seed);
            using IExecution execution = Backend.Plan(graph).Rent();
            for (int step = 0; step < 3; step++)
            {
                float[][] values = Values(graph, seed + step);
                var (expected, updates) = Reference.Run(graph, Engine.Given(graph, values));
                float[][] got = Engine.Run(execution, graph, values);
                // Some thirty roundings, now and then after a cancellation.
                Engine.AssertClose(expected, got, 1e-4, $"graph {seed}, step {step}");
                foreach (Variable variable in variables)
                {
                    if (updates.TryGetValue(variable, out float[]? value))
                        Engine.AssertClose(value, variable.Span, 1e-4, $"graph {seed}, step {step}, {variable}");
                }
            }
        }
    }

    private static float[][] Values(TracedGraph graph, int seed) =>
        [.. graph.Inputs.Select((input, i) => Engine.Random(input.Shape.Elements, seed * 10 + i))];

    private static (TracedGraph Graph, Variable[] Variables) Make(int seed)
    {
        var random = new RandomStream((ulong)seed);
        KerasTensor[] inputs = [Keratin.Ops.Input(s_shape), Keratin.Ops.Input([6]), Keratin.Ops.Input([4, 1])];
        Variable[] variables = [.. Enumerable.Range(0, 3).Select(i => new Variable($"v{i}", s_shape))];
        foreach (Variable variable in variables)
            variable.Assign(Engine.Random(24, seed + 1000));

        List<KerasTensor> nodes = [.. inputs, .. variables];
        int count = 10 + random.Next(30);
        while (nodes.Count < count)
            nodes.Add(Grow(Pick(nodes, random), Pick(nodes, random), random));

        KerasTensor[] outputs = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(nodes, random))];
        KerasTensor[] candidates = [.. nodes.Where(node => node.Shape == s_shape)];
        var updates = variables.Where(_ => random.Next(4) > 0)
            .Select(variable => KeyValuePair.Create(variable, candidates[random.Next(candidates.Length)])).ToArray();
        return (new TracedGraph(inputs, outputs, updates), variables);
    }

    // Later nodes are preferred, so that graphs grow deep.
    private static KerasTensor Pick(List<KerasTensor> nodes, RandomStream random) => nodes[Math.Max(random.Next(nodes.Count), random.Next(nodes.Count))];

    private static KerasTensor Grow(KerasTensor x, KerasTensor y, RandomStream random)
    {
        KerasTensor other = Shape.Broadcast(x.Shape, y.Shape) is null ? x : y;
        return random.Next(12) switch
        {
            0 => x.Tanh(),
            1 => -x,
            2 => x + other,
            3 => x - other,
            4 => (x * other).Tanh(),
            5 => x.Maximum(other) * 0.5f,
            6 => x.Greater(other).Where(x, other),
            7 when x.Rank > 0 => x.Sum([random.Next(x.Rank)], keepDims: random.Next(2) == 0) * 0.25f,
            8 when x.Shape.Elements == 24 => x.Reshape(random.Next(3) switch { 0 => s_shape, 1 => [24], _ => [6, 4] }),
            9 when Shape.Broadcast(x.Shape, s_shape) == s_shape => x.BroadcastTo(s_shape),
            10 when x.Rank == 2 => x.Transpose(),
            _ => x * 1 + 0,
        };
    }
}
