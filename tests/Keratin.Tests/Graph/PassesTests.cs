using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Graph.Transforms;

namespace Keratin.Tests.Graph;

/// <summary>Graphs before and after each pass.</summary>
public class PassesTests
{
    private readonly KerasTensor _x = Keratin.Ops.Input([2, 3], "x");
    private readonly Variable _w = new("w", [3, 4]), _b = new("b", [4]), _head = new("head", [8, 3]), _filters = new("filters", [2, 2, 1, 2]);

    [Fact]
    public void Simplify_drops_what_does_nothing()
    {
        KerasTensor y = ((_x * 1 + 0).Reshape([6]).Reshape([3, 2]).Transpose().Transpose() / 1 - 0).Negate().Negate();
        Check(Simplify.Apply, y,
            """
            %0 = x (2, 3)
            %1 = 1
            %2 = Multiply (2, 3) %0 %1
            %3 = 0
            %4 = Add (2, 3) %2 %3
            %5 = Reshape (6,) %4
            %6 = Reshape (3, 2) %5
            %7 = Transpose (2, 3) %6
            %8 = Transpose (3, 2) %7
            %9 = 1
            %10 = Divide (3, 2) %8 %9
            %11 = 0
            %12 = Subtract (3, 2) %10 %11
            %13 = Negate (3, 2) %12
            %14 = Negate (3, 2) %13
            return %14

            """,
            """
            %0 = x (2, 3)
            %1 = Reshape (3, 2) %0
            return %1

            """);
    }

    [Fact]
    public void Simplify_makes_equal_nodes_one()
    {
        KerasTensor y = (_x + 1).Exp() * (_x + 1).Exp();
        Check(Simplify.Apply, y,
            """
            %0 = x (2, 3)
            %1 = 1
            %2 = Add (2, 3) %0 %1
            %3 = Exp (2, 3) %2
            %4 = 1
            %5 = Add (2, 3) %0 %4
            %6 = Exp (2, 3) %5
            %7 = Multiply (2, 3) %3 %6
            return %7

            """,
            """
            %0 = x (2, 3)
            %1 = 1
            %2 = Add (2, 3) %0 %1
            %3 = Exp (2, 3) %2
            %4 = Multiply (2, 3) %3 %3
            return %4

            """);
    }

    [Fact]
    public void Simplify_leaves_broadcasting_to_the_op_that_does_it_anyway()
    {
        KerasTensor y = _x * Keratin.Ops.Constant(2).BroadcastTo([2, 3]) + Keratin.Ops.Constant(3).BroadcastTo([2, 3]);
        Check(Simplify.Apply, y,
            """
            %0 = x (2, 3)
            %1 = 2
            %2 = BroadcastTo (2, 3) %1
            %3 = Multiply (2, 3) %0 %2
            %4 = 3
            %5 = BroadcastTo (2, 3) %4
            %6 = Add (2, 3) %3 %5
            return %6

            """,
            """
            %0 = x (2, 3)
            %1 = 2
            %2 = Multiply (2, 3) %0 %1
            %3 = 3
            %4 = Add (2, 3) %2 %3
            return %4

            """);
    }

    [Fact]
    public void Simplify_keeps_a_broadcast_that_gives_the_shape()
    {
        TracedGraph graph = Simplify.Apply(new([_x], [Keratin.Ops.Constant(2).BroadcastTo([2, 3]).Exp()]));
        Assert.IsType<BroadcastToOp>(graph.Outputs[0].Inputs[0].Op);
    }

    [Fact]
    public void Simplify_tells_zero_from_minus_zero()
    {
        // 1 / 0 = ∞, 1 / -0 = -∞.
        KerasTensor y = Keratin.Ops.Concatenate([1 / (_x * 0).Maximum(Keratin.Ops.Constant(0)), 1 / (_x - _x).Add(Keratin.Ops.Constant(-0f))], 0);
        KerasTensor zero = Keratin.Ops.Constant(0).BroadcastTo([2]), minus = Keratin.Ops.Constant(-0f).BroadcastTo([2]);
        var graph = new TracedGraph([_x], [y, 1 / zero, 1 / minus]);
        float[][] got = Reference.Run(Simplify.Apply(graph), new Dictionary<KerasTensor, float[]> { [_x] = [1, 2, 3, 4, 5, 6] }).Outputs;
        Assert.Equal(float.PositiveInfinity, got[1][0]);
        Assert.Equal(float.NegativeInfinity, got[2][0]);
    }

    [Fact]
    public void FuseEpilogues_puts_bias_and_relu_into_the_product()
    {
        Check(FuseEpilogues.Apply, (_x.MatMul(_w) + _b).Relu(),
            """
            %0 = x (2, 3)
            %1 = w (3, 4)
            %2 = MatMul (2, 4) %0 %1
            %3 = b (4,)
            %4 = Add (2, 4) %2 %3
            %5 = Relu (2, 4) %4
            return %5

            """,
            """
            %0 = x (2, 3)
            %1 = w (3, 4)
            %2 = b (4,)
            %3 = MatMul Relu (2, 4) %0 %1 %2
            return %3

            """);
    }

    [Fact]
    public void FuseEpilogues_leaves_a_product_that_somebody_else_wants()
    {
        // Two layers: the second one's product is rebuilt on the first one's fused node, and is still used twice.
        Variable v = new("v", [4, 5]), c = new("c", [5]);
        KerasTensor hidden = (_x.MatMul(_w) + _b).Relu(), product = hidden.MatMul(v), sum = product + c;
        var graph = new TracedGraph([_x], [sum.Relu(), product, sum]);
        Assert.Equal(
            """
            %0 = x (2, 3)
            %1 = w (3, 4)
            %2 = b (4,)
            %3 = MatMul Relu (2, 4) %0 %1 %2
            %4 = v (4, 5)
            %5 = MatMul (2, 5) %3 %4
            %6 = c (5,)
            %7 = Add (2, 5) %5 %6
            %8 = Relu (2, 5) %7
            return %8 %5 %7

            """, GraphPrinter.Print(FuseEpilogues.Apply(graph)));
    }

    [Fact]
    public void FuseElementwise_joins_a_chain()
    {
        KerasTensor y = (_x * 2 + 1).Exp();
        Check(FuseElementwise.Apply, y,
            """
            %0 = x (2, 3)
            %1 = 2
            %2 = Multiply (2, 3) %0 %1
            %3 = 1
            %4 = Add (2, 3) %2 %3
            %5 = Exp (2, 3) %4
            return %5

            """,
            """
            %0 = x (2, 3)
            %1 = 2
            %2 = 1
            %3 = [Multiply i0 i1; Add s0 i2; Exp s1] (2, 3) %0 %1 %2
            return %3

            """);
    }

    [Fact]
    public void FuseElementwise_gives_several_results_where_several_are_wanted()
    {
        KerasTensor a = _x.Exp(), b = a * _x;
        var graph = new TracedGraph([_x], [a.Sum(), b]);
        Assert.Equal(
            """
            %0 = x (2, 3)
            %1 = [Exp i0; Multiply s0 i0] s0 s1 (2, 3) %0
            %2 = Output 0 (2, 3) %1
            %3 = Sum () %2
            %4 = Output 1 (2, 3) %1
            return %3 %4

            """, GraphPrinter.Print(FuseElementwise.Apply(graph)));
    }

    [Fact]
    public void FuseElementwise_does_not_close_a_circle()
    {
        // x - mean(exp x): the sum lies between exp and the difference, so the two cannot be one step.
        KerasTensor a = _x.Exp(), y = a - a.Sum();
        Assert.Equal(
            """
            %0 = x (2, 3)
            %1 = [Exp i0] (2, 3) %0
            %2 = Sum () %1
            %3 = [Subtract i0 i1] (2, 3) %1 %2
            return %3

            """, GraphPrinter.Print(FuseElementwise.Apply(new([_x], [y]))));
    }

    [Fact]
    public void FuseElementwise_sees_a_circle_through_a_group_that_reaches_far_back()
    {
        // p = exp x and r = p + q are one step. Through q it needs t; and s needs p. So t and s may not be one step,
        // although s itself was made before t.
        KerasTensor p = _x.Exp(), s = p.Sum([1], keepDims: true).Tanh();
        KerasTensor t = Keratin.Ops.Input([2, 1], "t").Tanh(), q = t.BroadcastTo([2, 4]).Sum();
        KerasTensor r = p + q, y = s + t;
        KerasTensor input = t.Inputs[0];
        var graph = new TracedGraph([_x, input], [s, r, y]);
        var given = new Dictionary<KerasTensor, float[]> { [_x] = [1, 2, 3, 4, 5, 6], [input] = [0.5f, 0.25f] };
        Assert.Equal(Reference.Run(graph, given).Outputs, Reference.Run(FuseElementwise.Apply(graph), given).Outputs);
    }

    [Fact]
    public void ReuseDropoutMask_reads_both_masks_from_the_result()
    {
        KerasTensor r = Keratin.Ops.Input([50], "r"), g = Keratin.Ops.Input([50], "g"), step = Keratin.Ops.Input([], "step"), zero = Keratin.Ops.Constant(0);
        KerasTensor y = r.Dropout(0.5f, 7, step), dr = r.Greater(zero).Where(g.Dropout(0.5f, 7, step), zero);
        TracedGraph before = new([r, g, step], [y, dr]), after = ReuseDropoutMask.Apply(before);
        Assert.Equal(
            """
            %0 = r (50,)
            %1 = g (50,)
            %2 = step ()
            %3 = Dropout (50,) %0 %2
            %4 = 0
            %5 = Greater (50,) %3 %4
            %6 = 2
            %7 = Multiply (50,) %1 %6
            %8 = Where (50,) %5 %7 %4
            return %3 %8

            """, GraphPrinter.Print(after));
        float[][] given = [Engine.Random(50, 1), Engine.Random(50, 2), [3]];
        Assert.Equal(Engine.OnCpu(before, given)[1], Engine.OnCpu(after, given)[1]);
        // Another mask, or another image: nothing to reuse.
        KerasTensor other = r.Greater(zero).Where(g.Dropout(0.5f, 8, step), zero);
        Assert.Same(other, ReuseDropoutMask.Apply(new([r, g, step], [y, other])).Outputs[1]);
    }

    [Fact]
    public void ScaleWeights_scales_what_is_smaller()
    {
        KerasTensor images = Keratin.Ops.Input([5, 2, 4, 1], "images"), y = (images / 255).Reshape([5, 8]).MatMul(_head);
        TracedGraph before = new([images], [y]), after = ScaleWeights.Apply(before);
        Assert.Equal(
            """
            %0 = images (5, 2, 4, 1)
            %1 = Reshape (5, 8) %0
            %2 = head (8, 3)
            %3 = 255
            %4 = Divide (8, 3) %2 %3
            %5 = MatMul (5, 3) %1 %4
            return %5

            """, GraphPrinter.Print(after));
        _head.Assign(Engine.Random(24, 1));
        float[] pixels = Engine.Random(40, 2, 0, 255);
        Engine.AssertClose(Engine.OnReference(before, pixels), Engine.OnReference(after, pixels), 1e-6, "scaled weights");

        KerasTensor convolved = (images * 0.5f).Conv2D(_filters) + 1;
        Assert.IsType<Conv2DOp>(ScaleWeights.Apply(new([images], [convolved])).Outputs[0].Inputs[0].Op);
        Assert.Same(images, ScaleWeights.Apply(new([images], [convolved])).Outputs[0].Inputs[0].Inputs[0]);
    }

    [Fact]
    public void ScaleWeights_leaves_what_is_wanted_twice_is_smaller_or_scaled_by_many()
    {
        KerasTensor images = Keratin.Ops.Input([5, 8], "images"), few = Keratin.Ops.Input([2, 8], "few"), scale = Keratin.Ops.Input([8], "scale");
        KerasTensor twice = images / 255;
        AssertKept([images], [twice.MatMul(_head), twice]);
        AssertKept([few], [(few / 255).MatMul(_head)]);
        AssertKept([images, scale], [(images / scale).MatMul(_head)]);
        AssertKept([images], [(1 / images).MatMul(_head)]);
    }

    private static void AssertKept(KerasTensor[] inputs, KerasTensor[] outputs) =>
        Assert.Equal(outputs, ScaleWeights.Apply(new(inputs, outputs)).Outputs);

    private void Check(Func<TracedGraph, TracedGraph> pass, KerasTensor output, string before, string after)
    {
        var graph = new TracedGraph([_x], [output]);
        Assert.Equal(before, GraphPrinter.Print(graph));
        TracedGraph changed = pass(graph);
        Assert.Equal(after, GraphPrinter.Print(changed));
        var given = new Dictionary<KerasTensor, float[]> { [_x] = Engine.Random(6, 1) };
        _w.Assign(Engine.Random(12, 2));
        _b.Assign(Engine.Random(4, 3));
        // The product, the bias and the activation round once where they are one op.
        Engine.AssertClose(Reference.Run(output, given), Reference.Run(changed.Outputs[0], given), 1e-7, "after the pass");
    }
}
