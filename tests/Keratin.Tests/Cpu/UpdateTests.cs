using Keratin.Cpu;
using Keratin.Cpu.Kernels;
using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Models;

namespace Keratin.Tests.Cpu;

/// <summary>Variables take their new values at the end of the step, wherever the planner writes them.</summary>
public class UpdateTests
{
    private readonly Variable _v = Filled("v", 1), _w = Filled("w", 2);
    private readonly KerasTensor _x = Keratin.Ops.Input([4, 4], "x");

    [Fact]
    public void An_optimizer_writes_over_weights_and_slots()
    {
        // m' = 0.9 m + g, w' = w - 0.1 m', where g depends on w through two products.
        Variable m = Filled("m", 3);
        KerasTensor y = _x.MatMul(_w).Tanh().MatMul(_v), loss = (y * y).Sum();
        IReadOnlyList<KerasTensor> g = Gradients.Of(loss, _w, _v);
        KerasTensor slot = (KerasTensor)m * 0.9f + g[0];
        TracedGraph graph = new([_x], [loss], [new(m, slot), new(_w, _w - slot * 0.1f), new(_v, _v - g[1] * 0.1f)]);
        Check(graph);
        Assert.DoesNotContain(((CpuPlan)Backend.Plan(graph)).Steps, step => step.Kernel is BlockCopyKernel);
    }

    [Fact]
    public void Weights_that_are_read_elsewhere_are_read_before_they_change() =>
        Check(Graph([((KerasTensor)_w * 2).Sum(), _x.MatMul(_w)], (_w, _w - _x * 0.1f)));

    [Fact]
    public void Two_variables_exchange_their_values()
    {
        float[] v = _v.Span.ToArray(), w = _w.Span.ToArray();
        Engine.OnCpu(Graph([], (_v, _w), (_w, _v)), new float[16]);
        Assert.Equal(w, _v.Span.ToArray());
        Assert.Equal(v, _w.Span.ToArray());
    }

    [Fact]
    public void Two_variables_exchange_their_values_with_changes()
    {
        Check(Graph([], (_v, (KerasTensor)_w * 2), (_w, (KerasTensor)_v * 3)));
        KerasTensor sum = (KerasTensor)_v + _w;
        Check(Graph([], (_v, sum * _w), (_w, sum * _v)));
    }

    [Fact]
    public void A_variable_takes_the_old_value_of_one_that_changes()
    {
        Check(Graph([], (_v, _v + _x), (_w, _v)));
        Check(Graph([], (_w, _v), (_v, _v + _x)));
        Check(Graph([], (_w, ((KerasTensor)_v).Reshape([2, 8]).Reshape([4, 4])), (_v, (KerasTensor)_v * 2)));
    }

    [Fact]
    public void Two_variables_take_the_same_value() => Check(Graph([_x.Exp()], (_v, _x.Exp()), (_w, _x.Exp())));

    [Fact]
    public void An_output_that_is_a_variable_is_its_old_value()
    {
        _w.Span.Fill(7);
        float[][] got = Engine.OnCpu(Graph([_w], (_w, (KerasTensor)_w + 1)), new float[16]);
        Assert.All(got[0], value => Assert.Equal(7, value));
        Assert.All(_w.Span.ToArray(), value => Assert.Equal(8, value));
    }

    [Fact]
    public void An_output_that_is_the_new_value_stays_when_the_variable_is_assigned()
    {
        _w.Span.Fill(7);
        TracedGraph graph = Graph([(KerasTensor)_w + 1], (_w, (KerasTensor)_w + 1));
        using IExecution execution = Backend.Plan(graph).Rent();
        execution.Run();
        _w.Span.Clear();
        Assert.Equal(8, execution.Output(0)[0]);
    }

    [Fact]
    public void A_variable_read_after_its_new_value_is_known_still_has_the_old_one()
    {
        KerasTensor next = (KerasTensor)_w * 2;
        Check(Graph([next.MatMul(_w)], (_w, next)));
        Check(Graph([(next.Sum() * _w).Sum([0])], (_w, next)));
    }

    [Fact]
    public void A_value_that_an_op_makes_by_moving_elements_is_not_written_over_them()
    {
        Check(Graph([], (_w, ((KerasTensor)_w).Transpose())));
        Check(Graph([], (_w, ((KerasTensor)_w).MatMul(_w))));
        Check(Graph([], (_w, _w + ((KerasTensor)_w).Transpose())));
        Check(Graph([], (_w, (_w + ((KerasTensor)_w).Transpose()).Softmax())));
    }

    [Fact]
    public void Inputs_and_constants_are_values_too() =>
        Check(Graph([], (_v, _x), (_w, Keratin.Ops.Constant(Tensor.Create(Engine.Random(16, 9), [4, 4])))));

    [Fact]
    public void A_counter_counts()
    {
        var steps = new Variable("steps", [], trainable: false);
        TracedGraph graph = new([], [(KerasTensor)steps * 10], [new(steps, (KerasTensor)steps + 1)]);
        using IExecution execution = Backend.Plan(graph).Rent();
        for (int step = 0; step < 3; step++)
            Assert.Equal(step * 10, Engine.Run(execution, graph, [])[0][0]);
        Assert.Equal(3, steps.Span[0]);
    }

    private TracedGraph Graph(KerasTensor[] outputs, params (Variable Variable, KerasTensor Value)[] updates) =>
        new([_x], outputs, updates.Select(update => KeyValuePair.Create(update.Variable, update.Value)));

    // Three steps, so that a step reads what the one before has written.
    private static void Check(TracedGraph graph)
    {
        using IExecution execution = Backend.Plan(graph).Rent();
        for (int step = 0; step < 3; step++)
        {
            float[][] inputs = [Engine.Random(16, step + 10)];
            var (expected, updates) = Reference.Run(graph, Engine.Given(graph, inputs));
            Engine.AssertClose(expected, Engine.Run(execution, graph, inputs), 1e-5, $"step {step}");
            foreach (var (variable, value) in updates)
                Engine.AssertClose(value, variable.Span, 1e-5, $"step {step}, {variable}");
        }
    }

    private static Variable Filled(string name, int seed)
    {
        var variable = new Variable(name, [4, 4]);
        variable.Assign(Engine.Random(16, seed));
        return variable;
    }
}
