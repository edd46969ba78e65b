using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Models;

namespace Keratin.Tests;

/// <summary>Runs graphs on the CPU backend and on the reference, and compares.</summary>
internal static class Engine
{
    /// <summary>Numbers in [low, high), the same for the same seed.</summary>
    public static float[] Random(long length, int seed, float low = -1, float high = 1)
    {
        var stream = new RandomStream((ulong)seed);
        float[] values = new float[length];
        for (int i = 0; i < values.Length; i++)
            values[i] = low + ((high - low) * stream.NextSingle());
        return values;
    }

    /// <summary>The outputs of a graph as the CPU computes them. Variables are updated.</summary>
    public static float[][] OnCpu(TracedGraph graph, params float[][] inputs)
    {
        using IExecution execution = Backend.Plan(graph).Rent();
        return Run(execution, graph, inputs);
    }

    public static float[][] Run(IExecution execution, TracedGraph graph, float[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
            inputs[i].CopyTo(execution.Input(i));
        execution.Run();
        return [.. graph.Outputs.Select((_, i) => execution.Output(i).ToArray())];
    }

    /// <summary>The outputs of a graph as the reference computes them.</summary>
    public static float[][] OnReference(TracedGraph graph, params float[][] inputs) => Reference.Run(graph, Given(graph, inputs)).Outputs;

    public static Dictionary<KerasTensor, float[]> Given(TracedGraph graph, float[][] inputs) =>
        graph.Inputs.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Relative to the element, and to 1 where it is smaller: a tolerance of 1e-6 is eight units in the last place of 1.</summary>
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> got, double tolerance, string what)
    {
        Assert.True(expected.Length == got.Length, $"{what}: {got.Length} elements, expected {expected.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            bool isClose = expected[i].Equals(got[i]) || Math.Abs((double)expected[i] - got[i]) <= tolerance * (1 + Math.Abs(expected[i]));
            Assert.True(isClose, $"{what}: element {i} of {got.Length} is {got[i]:R}, expected {expected[i]:R}.");
        }
    }

    public static void AssertClose(float[][] expected, float[][] got, double tolerance, string what)
    {
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < expected.Length; i++)
            AssertClose(expected[i], got[i], tolerance, $"{what}, output {i}");
    }

    /// <summary>One op on the CPU against the reference.</summary>
    public static void AssertAgree(KerasTensor output, KerasTensor[] inputs, float[][] values, double tolerance, string what)
    {
        var graph = new TracedGraph(inputs, [output]);
        AssertClose(OnReference(graph, values), OnCpu(graph, values), tolerance, what);
    }
}
