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
