using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Models;

namespace Keratin.Tests.Operations;

/// <summary>What holds for every operation, tried on the list of samples.</summary>
[Collection(nameof(CpuBackend.Threads))]
public class OpTests
{
    public static TheoryData<string> Samples => [.. OpSamples.All.Select(sample => sample.Name)];

    public static TheoryData<string> SamplesAndConvolutions => [.. OpSamples.All.Concat(OpSamples.Convolutions).Select(sample => sample.Name)];

    [Fact]
    public void Every_op_has_a_sample_a_kernel_and_a_reference()
    {
        // Ops of higher floors (calls of layers), and parts of tensors in a model, only describe: they unfold into these before anything is planned.
        HashSet<Type> ops = [.. typeof(Op).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, Namespace: "Keratin" or "Keratin.Graph" } && type.IsSubclassOf(typeof(Op)) && type != typeof(GetItemOp))];
        HashSet<Type> inSamples = [typeof(VariableOp), typeof(ConstantOp), .. OpSamples.All.Concat(OpSamples.Convolutions).SelectMany(OpsOf)];

        AssertNone(ops.Except(inSamples), "have no sample: add a line to OpSamples");
        AssertNone(ops.Except(KernelTable.Operations).Except(KernelTable.WithoutKernel), "have no kernel: add a line to KernelTable");
        AssertNone(ops.Except(Reference.Operations).Except([typeof(InputOp)]), "have no reference: add a line to Reference.s_loops");
    }

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
        // Sums of some hundred terms, each with the roundings of a forward and a backward pass.
        Engine.AssertClose(Engine.OnReference(graph, values), Engine.OnCpu(graph, values), Math.Max(sample.Tolerance, 3e-5), name);
    }

    // d/dε Σ w · y(x + ε·d) at ε = 0 is Σ dL/dx · d, for any one direction d. In double the central difference over 1e-5 has an error
    // of about 1e-10 from the curvature and 1e-11 from rounding; what remains are constants that ops hold in float.
    [Theory]
    [MemberData(nameof(SamplesAndConvolutions))]
    public void Gradients_are_what_differences_say(string name)
    {
        OpSample sample = OpSamples.Named(name);
        TracedGraph graph = sample.Backward();
        double[][] values = [.. sample.Values().Append(Engine.Random(graph.Inputs[^1].Shape.Elements, 99)).Select(Widen)];
        double[][] direction = [.. sample.Inputs.Select((input, i) => Widen(Engine.Random(input.Shape.Elements, 200 + i)))];

        const double Step = 1e-5;
        double expected = (Loss(Step) - Loss(-Step)) / (2 * Step), got = 0, scale = 1;
        int gradient = 1;
        for (int i = 0; i < sample.Inputs.Length; i++)
        {
            if (!sample.Inputs[i].IsSmooth)
                continue;
            double[] dx = Exactly(graph.Outputs[gradient++], values);
            got += dx.Zip(direction[i], (x, d) => x * d).Sum();
            scale += dx.Zip(direction[i], (x, d) => Math.Abs(x * d)).Sum();
        }
        Assert.True(Math.Abs(expected - got) <= 1e-7 * scale, $"{name}: the gradient says {got}, the difference {expected}.");

        double Loss(double step)
        {
            double[][] moved = [.. values.Select((x, i) => i < direction.Length && sample.Inputs[i].IsSmooth
                ? [.. x.Zip(direction[i], (value, d) => value + (step * d))] : x)];
            return Exactly(graph.Outputs[0], moved)[0];
        }

        double[] Exactly(KerasTensor output, double[][] given) =>
            Reference.RunExactly(output, graph.Inputs.Zip(given).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    [Theory]
    [MemberData(nameof(SamplesAndConvolutions))]
    public void A_run_allocates_nothing(string name)
    {
        OpSample sample = OpSamples.Named(name);
        TracedGraph graph = sample.Backward();
        int threads = CpuBackend.Threads;
        try
        {
            // All tasks on this thread, whose allocations are counted.
            CpuBackend.Threads = 1;
            using IExecution execution = Backend.Plan(graph).Rent();
            Engine.Run(execution, graph, [.. sample.Values(), Engine.Random(graph.Inputs[^1].Shape.Elements, 99)]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            execution.Run();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        finally
        {
            CpuBackend.Threads = threads;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_bits_are_the_same_on_any_number_of_threads(string name)
    {
        OpSample sample = OpSamples.Named(name);
        TracedGraph graph = sample.Backward();
        Threads.AssertSameBits(graph, [.. sample.Values(), Engine.Random(graph.Inputs[^1].Shape.Elements, 99)]);
    }

    private static IEnumerable<Type> OpsOf(OpSample sample) =>
        Passes.Apply(sample.Backward()).Nodes().Concat(sample.Forward().Nodes()).Select(node => node.Op.GetType());

    private static void AssertNone(IEnumerable<Type> types, string what) =>
        Assert.True(!types.Any(), $"{string.Join(", ", types.Select(type => type.Name))} {what}.");

    private static double[] Widen(float[] values) => Array.ConvertAll(values, value => (double)value);
}
