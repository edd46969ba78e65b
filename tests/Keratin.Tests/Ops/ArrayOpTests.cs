namespace Keratin.Tests.Operations;

/// <summary>Operations on arrays against NumPy's numbers, and what they refuse.</summary>
public class ArrayOpTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([2, 3], 1, 2, 3, 4, 5, 6);

    [Fact]
    public void Matrices_are_multiplied_as_numpy_does()
    {
        Tensor<float> y = Numbers.Of([3, 2], 1, 0, 0, 1, 1, 1);
        Assert.Equal([4f, 5, 10, 11], Step.Run((a, b) => a.MatMul(b), s_x, y));
        // A vector is a row on the left and a column on the right.
        Assert.Equal([5f, 7, 9], Step.Run((a, b) => a.MatMul(b), Numbers.Of([2], 1, 1), s_x));
        Assert.Equal([6f, 15], Step.Run((a, b) => a.MatMul(b), s_x, Numbers.Of([3], 1, 1, 1)));
        Assert.Equal([14f], Step.Run((a, b) => a.MatMul(b), Numbers.Of([3], 1, 2, 3), Numbers.Of([3], 1, 2, 3)));
        Assert.Equal([2, 7, 3, 5], Ops.Input([2, 1, 3, 4]).MatMul(Ops.Input([7, 4, 5])).Shape.ToArray());
        Assert.Equal([Shape.Unknown, 3, 5], Ops.Input([Shape.Unknown, 3, 4]).MatMul(Ops.Input([Shape.Unknown, 4, 5])).Shape.ToArray());
        Assert.Throws<ShapeException>(() => Ops.Input([2, 3, 4]).MatMul(Ops.Input([3, 5])));
        Assert.Throws<ShapeException>(() => Ops.Input([2, 3, 4]).MatMul(Ops.Input([3, 4, 5])));
        Assert.Throws<ShapeException>(() => Ops.Input([]).MatMul(Ops.Input([3])));
    }

    [Theory]
    [InlineData("ij->ji", new float[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData("ij->", new float[] { 21 })]
    [InlineData("ij->i", new float[] { 6, 15 })]
    [InlineData("ba", new float[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData("...j->...", new float[] { 6, 15 })]
    public void Einsum_of_one(string subscripts, float[] expected) => Assert.Equal(expected, Step.Run(x => Ops.Einsum(subscripts, x), s_x));

    [Theory]
    [InlineData("ij,ij->", new float[] { 91 })]
    [InlineData("ij,kj->ik", new float[] { 14, 32, 32, 77 })]
    [InlineData("ij,ij->ij", new float[] { 1, 4, 9, 16, 25, 36 })]
    [InlineData("ij,ik", new float[] { 17, 22, 27, 22, 29, 36, 27, 36, 45 })]
    [InlineData(" i j , k l -> i k ", new float[] { 36, 90, 90, 225 })]
    public void Einsum_of_two(string subscripts, float[] expected) => Assert.Equal(expected, Step.Run(x => Ops.Einsum(subscripts, x, x), s_x));

    [Fact]
    public void Einsum_takes_diagonals_and_traces()
    {
        Tensor<float> square = Numbers.Of([2, 2], 1, 2, 3, 4);
        Assert.Equal([1f, 4], Step.Run(x => Ops.Einsum("ii->i", x), square));
        Assert.Equal([5f], Step.Run(x => Ops.Einsum("ii", x), square));
        Assert.Equal([3f, 3], Step.Run(x => Ops.Einsum("ab,bc,c->a", x, x, x.Slice(0, 0, 1).Reshape([2])) / Ops.Einsum("ab,bc,c->a", x, x, x.Slice(0, 0, 1).Reshape([2])) * 3, square));
    }

    [Theory]
    [InlineData("ij,jk->ik")]
    [InlineData("ij->ik")]
    [InlineData("ij->ii")]
    [InlineData("i1->i")]
    [InlineData("ij->i->j")]
    public void Einsum_refuses_what_is_no_notation(string subscripts) => Assert.Throws<ArgumentException>(() => Ops.Einsum(subscripts, Ops.Input([2, 3])));

    [Fact]
    public void Einsum_refuses_other_ranks_and_lengths()
    {
        Assert.Throws<ShapeException>(() => Ops.Einsum("ijk->i", Ops.Input([2, 3])));
        Assert.Throws<ShapeException>(() => Ops.Einsum("ij,jk->ik", Ops.Input([2, 3]), Ops.Input([4, 5])));
        Assert.Throws<ShapeException>(() => Ops.Einsum("ii->i", Ops.Input([2, 3])));
        Assert.Equal([Shape.Unknown, 7, 5], Ops.Einsum("btd,dk->btk", Ops.Input([Shape.Unknown, 7, 3]), Ops.Input([3, 5])).Shape.ToArray());
    }

    [Fact]
    public void Elements_are_taken_by_their_index()
    {
        Assert.Equal([4f, 5, 6, 4, 5, 6, 1, 2, 3], Step.Run(x => x.Take(Of(1, -1, 0)), s_x));
        Assert.Equal([3f, 1, 6, 4], Step.Run(x => x.Take(Of(2, 0), 1), s_x));
        Assert.Equal([3f, 4], Step.Run(x => x.TakeAlongAxis(Ops.Constant(Numbers.Of([2, 1], 2, 0)), 1), s_x));
        float[] outside = Step.Run(x => x.Take(Of(3, -3, 1), 0), Numbers.Of([2], 7, 8));
        Assert.Equal([float.NaN, float.NaN, 8], outside);
        Assert.Throws<ShapeException>(() => Ops.Input([2, 3]).TakeAlongAxis(Ops.Input([2]), 1));
        Assert.Throws<ShapeException>(() => Ops.Input([2, 3]).Take(Ops.Input([2]), 2));
    }

    [Fact]
    public void Order_is_stable_and_nan_comes_last()
    {
        Tensor<float> x = Numbers.Of([1, 6], 2, 1, float.NaN, 2, 1, 0);
        Assert.Equal([5f, 1, 4, 0, 3, 2], Step.Run(t => t.Argsort(), x));
        Assert.Equal([0f, 1, 1, 2, 2, float.NaN], Step.Run(t => t.Sort(), x));
        float[][] top = Step.RunAll(t => [t[0].TopK(3).Values, t[0].TopK(3).Indices], [x]);
        Assert.Equal([[2f, 2, 1], [0f, 3, 1]], top);
        Assert.Equal([1f, 2, 3, 4, 5, 6], Step.Run(t => t.Sort(0), s_x));
        Assert.Equal([0f, 0, 1, 1], Step.Run(t => t.Argsort(0), Numbers.Of([2, 2], 1, 2, 3, 4)));
    }

    [Fact]
    public void Running_sums_and_products()
    {
        Assert.Equal([1f, 3, 6, 4, 9, 15], Step.Run(x => x.Cumsum(1), s_x));
        Assert.Equal([1f, 2, 3, 5, 7, 9], Step.Run(x => x.Cumsum(0), s_x));
        Assert.Equal([1f, 2, 6, 4, 20, 120], Step.Run(x => x.Cumprod(-1), s_x));
        Assert.Equal([6f, 120], Step.Run(x => x.Prod([1]), s_x));
        Assert.Equal([720f], Step.Run(x => x.Prod(), s_x));
        // The gradient of a product is the product of the others, also where one of them is 0.
        Assert.Equal([6f, 0, 0], Step.Run(x => Keratin.Graph.Transforms.Gradients.Of(x.Prod(), x)[0], Numbers.Of([3], 0, 2, 3)));
    }

    [Fact]
    public void Statistics_along_axes()
    {
        Numbers.Close([2.25f, 2.25f, 2.25f], Step.Run(x => x.Var([0]), s_x));
        Numbers.Close([1.5f, 1.5f, 1.5f], Step.Run(x => x.Std([0], keepDims: true), s_x));
        Numbers.Close([2, 5], Step.Run(x => x.Moments([1]).Mean, s_x));
        Numbers.Close([MathF.Sqrt(91)], Step.Run(x => x.Norm(), s_x));
        Numbers.Close([3, 6], Step.Run(x => x.Norm(float.PositiveInfinity, [1]), s_x));
        Numbers.Close([1, 4], Step.Run(x => x.Min([1]), s_x));
        Numbers.Close([1000 + MathF.Log(2)], Step.Run(x => x.LogSumExp(), Numbers.Of([2], 1000, 1000)));
        Numbers.Close([0.6f, 0.8f], Step.Run(x => x.Normalize(), Numbers.Of([1, 2], 3, 4)));
        Numbers.Close([0.25f, 0.75f], Step.Run(x => x.Normalize(order: 1), Numbers.Of([1, 2], 1, 3)));
    }

    [Fact]
    public void Elements_move()
    {
        Assert.Equal([1f, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], Step.Run(x => x.Repeat(2, 0), s_x));
        Assert.Equal([1f, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6], Step.Run(x => x.Repeat(2, 1), s_x));
        Assert.Equal([1f, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], Step.Run(x => x.Tile(2), s_x));
        Assert.Equal([2, 4, 9], Ops.Input([4, 3]).Tile(2, 1, 3).Shape.ToArray());
        Assert.Equal([6f, 5, 4, 3, 2, 1], Step.Run(x => x.Flip(), s_x));
        Assert.Equal([3f, 1, 2, 6, 4, 5], Step.Run(x => x.Roll(1, 1), s_x));
        Assert.Equal([2f, 3, 1, 5, 6, 4], Step.Run(x => x.Roll(-4, 1), s_x));
        Assert.Equal([1f, 4, 2, 5, 3, 6], Step.Run(x => x.SwapAxes(0, 1), s_x));
        Assert.Equal([3, 4, 2], Ops.Input([2, 3, 4]).MoveAxis(0, -1).Shape.ToArray());
        Assert.Equal([1f, 0, 0, 4, 5, 0], Step.Run(x => x.Tril(), s_x));
        Assert.Equal([0f, 2, 3, 0, 0, 6], Step.Run(x => x.Triu(1), s_x));
        Assert.Equal([1f, 0, 0, 0, 1, 0], Step.Run(_ => Ops.Eye(2, 3), s_x));
        Assert.Equal([5f, 3, 1], Step.Run(_ => Ops.Arange(5, 0, -2), s_x));
    }

    [Fact]
    public void Axes_come_and_go()
    {
        Assert.Equal([2, 1, 3], Ops.Input([2, 3]).ExpandDims(1).Shape.ToArray());
        Assert.Equal([2, 3, 1], Ops.Input([2, 3]).ExpandDims(-1).Shape.ToArray());
        Assert.Equal([2, 3], Ops.Input([1, 2, 1, 3]).Squeeze().Shape.ToArray());
        Assert.Equal([1, 2, 3], Ops.Input([1, 2, 1, 3]).Squeeze(2).Shape.ToArray());
        Assert.Throws<ShapeException>(() => Ops.Input([1, 2]).Squeeze(1));
        Assert.Equal([1f, 4, 2, 5, 3, 6], Step.Run(x => Ops.Stack(x.Unstack(), 1), s_x));
        Assert.Equal([3f, 6], Step.Run(x => x.Split(3, 1)[2], s_x));
        Assert.Equal([2f, 3, 5, 6], Step.Run(x => x.Split([1], 1)[1], s_x));
        Assert.Throws<ShapeException>(() => Ops.Input([2, 3]).Split(2, 1));
    }

    [Fact]
    public void Questions_are_answered_by_0_and_1()
    {
        Tensor<float> x = Numbers.Of([4], 0, 1, float.NaN, float.NegativeInfinity);
        Assert.Equal([0f, 0, 1, 0], Step.Run(t => t.IsNan(), x));
        Assert.Equal([0f, 0, 0, 1], Step.Run(t => t.IsInf(), x));
        Assert.Equal([1f, 1, 0, 0], Step.Run(t => t.IsFinite(), x));
        Tensor<float> a = Numbers.Of([4], 0, 0, 2, 2), b = Numbers.Of([4], 0, 2, 0, 2);
        Assert.Equal([0f, 0, 0, 1], Step.Run((x, y) => x.LogicalAnd(y), a, b));
        Assert.Equal([0f, 1, 1, 1], Step.Run((x, y) => x.LogicalOr(y), a, b));
        Assert.Equal([0f, 1, 1, 0], Step.Run((x, y) => x.LogicalXor(y), a, b));
        Assert.Equal([1f, 1, 0, 0], Step.Run(x => x.LogicalNot(), a));
        Assert.Equal([0f, 1, 0, 0], Step.Run((x, y) => x.Less(y), a, b));
        Assert.Equal([1f, 1, 0, 1], Step.Run((x, y) => x.LessEqual(y), a, b));
        Assert.Equal([0f, 1, 1, 0], Step.Run((x, y) => x.NotEqual(y), a, b));
        Assert.Equal([2f], Step.Run(x => x.CountNonzero(), a));
    }

    [Fact]
    public void Numbers_are_rounded()
    {
        Tensor<float> x = Numbers.Of([6], -2.5f, -1.2f, -0.5f, 0.5f, 1.5f, 2.7f);
        Assert.Equal([-3f, -2, -1, 0, 1, 2], Step.Run(t => t.Floor(), x));
        Assert.Equal([-2f, -1, 0, 1, 2, 3], Step.Run(t => t.Ceil(), x));
        Assert.Equal([-2f, -1, 0, 0, 2, 3], Step.Run(t => t.Round(), x));
        Assert.Equal([-2f, -1, 0, 0, 1, 2], Step.Run(t => t.Trunc(), x));
        // The remainder has the sign of the divisor.
        Assert.Equal([2f, 1, -1, -2], Step.Run((a, b) => a.Mod(b), Numbers.Of([4], 5, -5, 5, -5), Numbers.Of([4], 3, 3, -3, -3)));
        Assert.Equal([1f, -2], Step.Run((a, b) => a.FloorDivide(b), Numbers.Of([2], 5, -5), Numbers.Of([2], 3, 3)));
    }

    [Fact]
    public void A_stopped_gradient_is_zero()
    {
        Tensor<float> x = Numbers.Of([2], 2, 3);
        Assert.Equal([4f, 9], Step.Run(t => t * t.StopGradient(), x));
        Assert.Equal([2f, 3], Step.Run(t => Keratin.Graph.Transforms.Gradients.Of(t * t.StopGradient(), t)[0], x));
    }

    private static KerasTensor Of(params float[] indices) => Ops.Constant(Numbers.Of([indices.Length], indices));
}
