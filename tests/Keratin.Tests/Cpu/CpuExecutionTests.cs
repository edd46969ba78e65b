using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Models;

namespace Keratin.Tests.Cpu;

/// <summary>What an execution promises beside right numbers.</summary>
public class CpuExecutionTests
{
    private readonly KerasTensor _x = Keratin.Ops.Input([32, 20]), _target = Keratin.Ops.Input([32]);
    private readonly Variable _kernel = new("kernel", [20, 50]), _bias = new("bias", [50]), _head = new("head", [50, 10]), _step = new("step", []);

    public CpuExecutionTests()
    {
        _kernel.Assign(Engine.Random(1000, 1));
        _head.Assign(Engine.Random(500, 2));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        TracedGraph graph = TrainingStep();
        using IExecution execution = Backend.Plan(graph).Rent();
        float[][] inputs = Inputs();
        for (int run = 0; run < 50; run++)
            Engine.Run(execution, graph, inputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 100; run++)
            execution.Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_training_step_agrees_with_the_reference()
    {
        TracedGraph graph = TrainingStep();
        using IExecution execution = Backend.Plan(graph).Rent();
        for (int step = 0; step < 5; step++)
        {
            var (expected, updates) = Reference.Run(graph, Engine.Given(graph, Inputs()));
            Engine.AssertClose(expected, Engine.Run(execution, graph, Inputs()), 2e-5, $"step {step}");
            foreach (var (variable, value) in updates)
                Engine.AssertClose(value, variable.Span, 2e-5, $"step {step}, {variable}");
        }
    }

    [Fact]
    public void Many_threads_run_one_plan_side_by_side()
    {
        KerasTensor y = (_x.MatMul(_kernel) + _bias).Relu().MatMul(_head).Softmax();
        var graph = new TracedGraph([_x], [y]);
        IPlan plan = Backend.Plan(graph);
        float[][] expected = [.. Enumerable.Range(0, 8).Select(i => Predict(plan, graph, i))];
        Parallel.For(0, 64, i => Assert.Equal(expected[i % 8], Predict(plan, graph, i % 8)));
    }

    [Fact]
    public void A_rented_execution_comes_back()
    {
        IPlan plan = Backend.Plan(new([_x], [_x + 1]));
        IExecution first = plan.Rent(), second = plan.Rent();
        Assert.NotSame(first, second);
        second.Dispose();
        Assert.Same(second, plan.Rent());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Numbers_of_the_callers_are_read_where_they_lie(int offset)
    {
        var graph = new TracedGraph([_x], [((_x / 255) + _x.MatMul(_kernel).MatMul(_head).Sum(1, keepDims: true)).Exp()]);
        float[] own = Engine.Random(offset + 640 + 100, 3), before = [.. own];
        IPlan plan = Backend.Plan(graph);
        using IExecution execution = plan.Rent();
        execution.Run(own.AsSpan(offset, 640), input: 0);
        float[] got = execution.Output(0).ToArray();
        Assert.Equal(Engine.OnCpu(graph, own[offset..(offset + 640)])[0], got);
        Assert.Equal(before, own);

        // The memory is the caller's again: what comes next goes by the plan's own.
        Array.Clear(own);
        Assert.Equal(Engine.OnCpu(graph, Engine.Random(640, 4))[0], Engine.Run(execution, graph, [Engine.Random(640, 4)])[0]);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 20)]
    [InlineData(13, 33)]
    [InlineData(16, 64)]
    public void Nothing_is_read_beyond_the_callers_numbers(int rows, int columns)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var fenced = new FencedPage();
        Span<float> numbers = fenced.Last(rows * columns);
        Engine.Random(rows * columns, 3).CopyTo(numbers);
        foreach (int units in (int[])[1, 5, 40, 70])
        {
            KerasTensor x = Keratin.Ops.Input([rows, columns]);
            var weights = new Variable("weights", [columns, units]);
            weights.Assign(Engine.Random(columns * units, 4));
            KerasTensor[] outputs = [x.MatMul(weights), ((x * 2) + 1).Exp() - x, x.Relu().Reshape([columns, rows])];
            foreach (KerasTensor output in outputs)
            {
                var graph = new TracedGraph([x], [output]);
                using IExecution execution = Backend.Plan(graph).Rent();
                execution.Run(numbers, input: 0);
                Assert.Equal(Engine.OnCpu(graph, numbers.ToArray())[0], execution.Output(0).ToArray());
            }
        }
    }

    [Fact]
    public void Numbers_that_a_kernel_reads_beyond_are_copied()
    {
        KerasTensor images = Keratin.Ops.Input([2, 9, 9, 6]);
        var kernel = new Variable("kernel", [3, 3, 6, 5]);
        kernel.Assign(Engine.Random(270, 2));
        var graph = new TracedGraph([images], [images.Conv2D(kernel)]);
        float[] numbers = Engine.Random(972, 3);
        using IExecution execution = Backend.Plan(graph).Rent();
        execution.Run(numbers, input: 0);
        Assert.Equal(numbers, execution.Input(0).ToArray());
        Assert.Equal(Engine.OnCpu(graph, numbers)[0], execution.Output(0).ToArray());
    }

    [Fact]
    public void Lending_allocates_nothing()
    {
        using IExecution execution = Backend.Plan(new([_x], [_x.MatMul(_kernel).Relu()])).Rent();
        float[] numbers = Engine.Random(640, 3);
        for (int run = 0; run < 50; run++)
            execution.Run(numbers, input: 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 100; run++)
            execution.Run(numbers, input: 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Predict(IPlan plan, TracedGraph graph, int seed)
    {
        using IExecution execution = plan.Rent();
        return Engine.Run(execution, graph, [Engine.Random(640, seed)])[0];
    }

    private static float[][] Inputs() => [Engine.Random(640, 5), Array.ConvertAll(Engine.Random(32, 6, 0, 10), MathF.Floor)];

    // Dense, ReLU, dropout, dense, cross-entropy; stochastic gradient descent on each.
    private TracedGraph TrainingStep()
    {
        KerasTensor hidden = (_x.MatMul(_kernel) + _bias).Relu().Dropout(0.2f, 11, _step);
        KerasTensor loss = Keratin.Ops.SparseCategoricalCrossentropy(_target, hidden.MatMul(_head), fromLogits: true).Mean();
        Variable[] weights = [_kernel, _bias, _head];
        IReadOnlyList<KerasTensor> gradients = Gradients.Of(loss, [.. weights.Select(weight => weight.ToKerasTensor())]);
        return new(
            [_x, _target], [loss],
            [new(_step, (KerasTensor)_step + 1), .. weights.Zip(gradients, (weight, g) => KeyValuePair.Create(weight, weight - g * 0.1f))]);
    }
}
