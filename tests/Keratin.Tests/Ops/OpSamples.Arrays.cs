using static Keratin.Tests.Operations.Given;
using K = Keratin.Ops;

namespace Keratin.Tests.Operations;

// Products of many matrices, indices, order, running sums, rows: operations on arrays with kernels of their own, and what is composed of them.
internal static partial class OpSamples
{
    private static IEnumerable<OpSample> Arrays =>
    [
        .. from x in new[] { false, true }
           from y in new[] { false, true }
           select new OpSample($"BatchMatMul{(x ? " xᵀ" : "")}{(y ? " yᵀ" : "")}", t => t[0].BatchMatMul(x, t[1], y), Any(x ? [3, 7, 5] : [3, 5, 7]), Any(y ? [3, 9, 7] : [3, 7, 9]))
           {
               Tolerance = 1e-5,
           },
        new("MatMul of matrices that broadcast", x => x[0].MatMul(x[1]), Any([2, 1, 3, 4]), Any([5, 4, 2])) { Tolerance = 1e-5 },
        new("MatMul of many by one", x => x[0].MatMul(x[1]), Any([2, 3, 4]), Any([4, 5])) { Tolerance = 1e-5 },
        new("MatMul of a vector", x => x[0].MatMul(x[1]), Any([4]), Any([3, 4, 5])) { Tolerance = 1e-5 },
        new("MatMul by a vector", x => x[0].MatMul(x[1]), Any([3, 4, 5]), Any([5])) { Tolerance = 1e-5 },
        new("MatMul, large batch", x => x[0].MatMul(x[1]), Any([40, 30, 20]), Any([40, 20, 70])) { Tolerance = 1e-5 },
        new("Einsum", x => K.Einsum("abc,cde->abde", x[0], x[1]), Any([2, 3, 4]), Any([4, 2, 3])) { Tolerance = 1e-5 },
        new("Einsum in batches", x => K.Einsum("bhqd,bhkd->bhqk", x[0], x[1]), Any([2, 3, 4, 5]), Any([2, 3, 6, 5])) { Tolerance = 1e-5 },
        new("Einsum in another order", x => K.Einsum("aecd,abcd->acbe", x[0], x[1]), Any([2, 3, 4, 5]), Any([2, 6, 4, 5])) { Tolerance = 1e-5 },
        new("Einsum with dots", x => K.Einsum("...ab,...bc", x[0], x[1]), Any([3, 1, 2, 4]), Any([5, 4, 2])) { Tolerance = 1e-5 },
        new("Einsum of three", x => K.Einsum("ab,bc,cb->a", x[0], x[1], x[2]), Any([2, 3]), Any([3, 4]), Any([4, 3])) { Tolerance = 1e-5 },
        new("Einsum of a diagonal", x => K.Einsum("iji->j", x[0]), Any([3, 4, 3])) { Tolerance = 1e-5 },

        new("Take rows", x => x[0].Take(x[1]), Any([7, 5]), Whole(7, [3, 4])),
        new("Take in the middle", x => x[0].Take(x[1], 1), Any([2, 6, 3]), Whole(6, [9])),
        new("Take numbers", x => x[0].Take(x[1], -1), Any([3, 6]), Whole(6, [])),
        new("Take from a large table", x => x[0].Take(x[1]), Any([600, 40]), Whole(600, [50])),
        new("TakeGradient of indices from the end", x => KerasTensor.Of(new TakeGradientOp([7, 3], 0), x[0], x[1] - 7), Any([9, 3]), Whole(7, [9])),
        new("TakeAlongAxis", x => x[0].TakeAlongAxis(x[1], -1), Any([3, 6]), Whole(6, [3, 8])),
        new("TakeAlongAxis of columns", x => x[0].TakeAlongAxis(x[1], 0), Any([6, 3]), Whole(6, [8, 1])),
        new("TakeAlongLastGradient", x => KerasTensor.Of(new TakeAlongLastGradientOp(5), x[0], x[1]), Any([3, 8]), Whole(5, [3, 8])),
        new("Argsort", x => x[0].Argsort(), Distinct([5, 33])),
        new("Argsort of equals", x => x[0].Argsort(), Whole(4, [5, 33])),
        new("Sort of columns", x => x[0].Sort(0), Distinct([17, 3])),
        new("Cumsum", x => x[0].Cumsum(1), Any([3, 40, 2])) { Tolerance = 1e-5 },
        new("Cumsum of a row", x => x[0].Cumsum(-1), Any([3, 40])) { Tolerance = 1e-5 },
        new("Cumprod", x => x[0].Cumprod(1), Any([3, 7, 2])) { Tolerance = 1e-5 },

        .. Enumerable.Range(0, 2).Select(result => new OpSample(
            $"RowMoments, result {result}", x => KerasTensor.Of(new OutputOp(result), KerasTensor.Of(new RowMomentsOp(), x)), Fixed([9, 70])) { Tolerance = 1e-5 }),
        .. Enumerable.Range(0, 2).Select(result => new OpSample(
            $"RowSums, result {result}", x => KerasTensor.Of(new OutputOp(result), KerasTensor.Of(new RowSumsOp(), x)), Fixed([9, 70]), Fixed([9, 70]), Fixed([9, 1]))
        { Tolerance = 1e-5 }),
        new("RowMoments of long rows", x => K.Standardize(x[0], [1], 0.01f), Any([2, 9000])) { Tolerance = 1e-5 },
        new("LayerNormalization", x => x[0].LayerNormalization(x[1], x[2]), Any([5, 3, 7]), Any([7]), Any([7])) { Tolerance = 1e-5 },
        new("LayerNormalization of axes 1 and 3", x => x[0].LayerNormalization(x[1], x[2], [1, 3], 0.01f), Any([2, 3, 4, 5]), Any([3, 5]), Any([3, 5])) { Tolerance = 1e-5 },
        new("RmsNormalization", x => x[0].RmsNormalization(x[1], [-1], 0.01f), Any([5, 7]), Any([7])) { Tolerance = 1e-5 },
    ];

    private static IEnumerable<OpSample> Composed =>
    [
        new("Tan", x => x[0].Tan(), Between(-1.2f, 1.2f, [3, 5])) { Tolerance = 1e-5 },
        new("Sinh", x => x[0].Sinh(), AwayFromZero([3, 5])) { Tolerance = 1e-5 },
        new("Cosh", x => x[0].Cosh(), Any([3, 5])) { Tolerance = 1e-5 },
        new("Rsqrt", x => x[0].Rsqrt(), Between(0.2f, 3, [3, 5])),
        new("Reciprocal", x => x[0].Reciprocal(), AwayFromZero([3, 5])),
        new("Log2", x => x[0].Log2(), Between(0.2f, 9, [3, 5])),
        new("Log10", x => x[0].Log10(), Between(0.2f, 9, [3, 5])),
        new("Exp2", x => x[0].Exp2(), Any([3, 5])),
        new("LogAddExp", x => x[0].LogAddExp(x[1]), Between(-5, 5, [3, 5]), Between(6, 9, [5])) { Tolerance = 1e-5 },
        new("LogSumExp", x => x[0].LogSumExp([1]), Between(-5, 5, [3, 5, 2])) { Tolerance = 1e-5 },
        new("Trunc", x => x[0].Trunc(), Any([3, 5])),
        new("LogicalXor", x => x[0].LogicalXor(x[1]), Whole(2, [3, 5]), Whole(2, [5])),
        new("Any", x => x[0].Any([1]), Whole(2, [30, 4])),
        new("All", x => x[0].All([1]), Whole(2, [30, 4])),
        new("Min", x => x[0].Min([0]), Distinct([4, 5])),
        new("ArgMin", x => x[0].ArgMin(0), Distinct([4, 5])),
        new("Prod", x => x[0].Prod([1]), Any([3, 7, 2])) { Tolerance = 1e-5 },
        new("Moments", x => x[0].Moments([1]).Mean + x[0].Moments([1]).Variance, Any([3, 7, 2])) { Tolerance = 1e-5 },
        new("Std", x => x[0].Std([0, 2], keepDims: true), Any([3, 4, 5])) { Tolerance = 1e-5 },
        .. new[] { 0.0f, 1, 2, 3, float.PositiveInfinity, float.NegativeInfinity }.Select(
            ord => new OpSample($"Norm {ord}", x => x[0].Norm(ord, [1]), AwayFromZero([3, 5])) { Tolerance = 1e-5 }),
        new("Normalize", x => x[0].Normalize(), Any([3, 5])) { Tolerance = 1e-5 },
        new("Normalize of order 3", x => x[0].Normalize([1, 2], 3), AwayFromZero([3, 5, 2])) { Tolerance = 1e-5 },
        new("Glu", x => x[0].Glu(1), Any([3, 6])) { Tolerance = 1e-5 },
        new("Gelu, approximate", x => x[0].Gelu(), Any([3, 5])) { Tolerance = 1e-5 },
        new("Sparsemax", x => x[0].Sparsemax(), Between(-1, 1, [5, 9])) { Tolerance = 1e-5 },
        new("Squareplus", x => x[0].Squareplus(2), AwayFromZero([3, 5])) { Tolerance = 1e-5 },
        new("StopGradient", x => x[0].StopGradient() * 2, Any([3, 5]) with { IsSmooth = false }),
        new("Stack", x => K.Stack([x[0], x[1]], 1), Any([3, 5]), Any([3, 5])),
        new("Unstack", x => x[0].Unstack(1)[2], Any([3, 5])),
        new("Split", x => x[0].Split([1, 3], 1)[1], Any([3, 5])),
        new("Repeat", x => x[0].Repeat(3, 1), Any([3, 5, 2])),
        new("Tile", x => x[0].Tile(2, 1, 3), Any([3, 5])),
        new("Flip", x => x[0].Flip(0, 2), Any([3, 4, 5])),
        new("Roll", x => x[0].Roll(-2, 1), Any([3, 5])),
        new("MoveAxis", x => x[0].MoveAxis(0, -1), Any([3, 4, 5])),
        new("Tril", x => x[0].Tril(), Any([3, 5])),
        new("Triu", x => x[0].Triu(1), Any([2, 3, 5])),
    ];
}
