using Keratin.Cpu;
using Keratin.Graph;

namespace Keratin.Tests.Operations;

/// <summary>Convolutions on the CPU against the reference; their gradients are among the samples of <see cref="OpTests"/>.</summary>
[Collection(nameof(CpuBackend.Threads))]
public class ConvolutionOpTests
{
    public static TheoryData<string> Samples => [.. OpSamples.Convolutions.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_cpu_agrees_with_the_reference(string name)
    {
        OpSample sample = OpSamples.Named(name);
        TracedGraph graph = sample.Forward();
        float[][] values = sample.Values();
        Engine.AssertClose(Engine.OnReference(graph, values), Engine.OnCpu(graph, values), sample.Tolerance, name);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_cpu_agrees_with_the_reference_on_gradients(string name)
    {
        OpSample sample = OpSamples.Named(name);
        TracedGraph graph = sample.Backward();
        float[][] values = [.. sample.Values(), Engine.Random(graph.Inputs[^1].Shape.Elements, 99)];
        Engine.AssertClose(Engine.OnReference(graph, values), Engine.OnCpu(graph, values), 1e-4, name);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_bits_are_the_same_on_any_number_of_threads(string name)
    {
        OpSample sample = OpSamples.Named(name);
        TracedGraph graph = sample.Backward();
        Threads.AssertSameBits(graph, [.. sample.Values(), Engine.Random(graph.Inputs[^1].Shape.Elements, 99)]);
    }

    [Fact]
    public void Numbers_a_pencil_can_check()
    {
        // A 3 × 3 image of 1 … 9 under a 2 × 2 kernel of ones: sums of four neighbours. With Padding.Same the last row and column see zeros.
        KerasTensor x = Keratin.Ops.Input([1, 3, 3, 1]), kernel = Keratin.Ops.Input([2, 2, 1, 1]);
        float[][] got = Engine.OnCpu(
            new([x, kernel], [x.Conv2D(kernel), x.Conv2D(kernel, padding: Padding.Same)]), [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 1, 1]);
        Assert.Equal([12f, 16, 24, 28], got[0]);
        Assert.Equal([12f, 16, 9, 24, 28, 15, 15, 17, 9], got[1]);
    }
}
