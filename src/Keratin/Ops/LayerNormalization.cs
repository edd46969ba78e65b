using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Brings each sample to mean 0 and variance 1 along axes: <c>gamma · (x - mean) / √(variance + epsilon) + beta</c>.</summary>
    /// <remarks>Ba, Kiros, Hinton: "Layer normalization", 2016.</remarks>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="gamma">Factor, with the axes' lengths; null means 1.</param>
    /// <param name="beta">Added, with the axes' lengths; null means 0.</param>
    /// <param name="axis">Which axes; the last by default.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static KerasTensor LayerNormalization(
        this KerasTensor x, KerasTensor? gamma = null, KerasTensor? beta = null, ReadOnlySpan<int> axis = default, float epsilon = 1e-7f)
    {
        IntList axes = Axes.Normalize(axis.Length == 0 ? [-1] : axis, x.Rank, "LayerNormalization");
        KerasTensor y = Standardize(x, axes, epsilon);
        if (gamma is not null)
            y *= gamma.Reshape(AlongAxes(x.Shape, axes));
        return beta is null ? y : y + beta.Reshape(AlongAxes(x.Shape, axes));
    }

    /// <summary>Divides each sample by the root of the mean of its squares along axes: <c>scale · x / √(mean(x²) + epsilon)</c>.</summary>
    /// <remarks>Zhang, Sennrich: "Root mean square layer normalization", 2019.</remarks>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="scale">Factor, with the axes' lengths; null means 1.</param>
    /// <param name="axis">Which axes; the last by default.</param>
    /// <param name="epsilon">Added to the mean of the squares.</param>
    public static KerasTensor RmsNormalization(this KerasTensor x, KerasTensor? scale = null, ReadOnlySpan<int> axis = default, float epsilon = 1e-7f)
    {
        IntList axes = Axes.Normalize(axis.Length == 0 ? [-1] : axis, x.Rank, "RmsNormalization");
        KerasTensor y = x * (x.Square().Mean(axes.AsSpan(), keepDims: true) + epsilon).Rsqrt();
        return scale is null ? y : y * scale.Reshape(AlongAxes(x.Shape, axes));
    }

    /// <summary><c>(x - mean) / √(variance + epsilon)</c> along axes.</summary>
    internal static KerasTensor Standardize(KerasTensor x, IntList axes, float epsilon)
    {
        if (axes.Any(axis => x.Shape[axis] == Shape.Unknown))
            throw new ShapeException("LayerNormalization", "known lengths along the axes", $"{x.Shape}");
        int[] others = [.. Enumerable.Range(0, x.Rank).Where(axis => !axes.Contains(axis))], order = [.. others, .. axes];
        bool isLast = order.SequenceEqual(Enumerable.Range(0, x.Rank));
        KerasTensor moved = isLast ? x : x.Transpose(order);
        // The kernels take all other axes as one of rows.
        int columns = axes.Aggregate(1, (product, axis) => checked(product * x.Shape[axis]));
        KerasTensor rows = moved.Reshape([Shape.Unknown, columns]);
        var (mean, variance) = RowMomentsOp.Of(rows);
        KerasTensor y = (rows - mean) * (variance + epsilon).Rsqrt();
        y = KerasTensor.Of(new RowNormalizationOp(epsilon), rows, mean, variance, y).Reshape(moved.Shape);
        if (isLast)
            return y;
        int[] back = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            back[order[i]] = i;
        return y.Transpose(back);
    }

    // The lengths of these axes, and 1 for the others.
    private static Shape AlongAxes(Shape shape, IntList axes) => [.. shape.Select((length, axis) => axes.Contains(axis) ? length : 1)];
}

/// <summary>
/// <c>y = (x − mean) / √(variance + ε)</c> of each row; inputs x, mean, variance and y itself, which element-wise ops have computed. It changes
/// nothing: it is there for its gradient, as <see cref="BatchNormalizationOp"/> is.
/// </summary>
/// <param name="Epsilon">Keeps the root from zero.</param>
internal sealed record RowNormalizationOp(float Epsilon) : Op
{
    private const int Result = 3;

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[Result];

    /// <summary>What computes the same: the input that is y.</summary>
    public static KerasTensor Unwrap(KerasTensor node) => node.Inputs[Result];

    // Mean and variance depend on x too, which takes the gradient's mean and its part along y away.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        KerasTensor x = result.Inputs[0], mean = result.Inputs[1], variance = result.Inputs[2];
        var (sum, product) = RowSumsOp.Of(gradient, x, mean);
        float share = 1f / x.Shape[^1];
        KerasTensor scale = (variance + Epsilon).Rsqrt();
        KerasTensor along = product * (scale * scale) * share;
        return [(gradient - (sum * share) + ((mean - x) * along)) * scale, null, null, null];
    }
}

/// <summary>Mean and variance of each row: <c>Σ x / n</c> and <c>Σ (x − mean)² / n</c>. Results of shape [rows, 1].</summary>
/// <remarks>Primitive because composed it reads x twice from memory, writes the squares and reads them again.</remarks>
internal sealed record RowMomentsOp : Op
{
    internal override int ResultCount => 2;

    /// <summary>Mean and variance of each row of a matrix.</summary>
    public static (KerasTensor Mean, KerasTensor Variance) Of(KerasTensor x)
    {
        KerasTensor moments = KerasTensor.Of(new RowMomentsOp(), x);
        return (KerasTensor.Of(new OutputOp(0), moments), KerasTensor.Of(new OutputOp(1), moments));
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) =>
        inputs[0].Rank == 2 ? [inputs[0][0], 1] : throw new ShapeException(Name, "(rows, columns)", $"{inputs[0]}");

    // What the normalization's own gradient has left for a second one: d mean/dx = 1/n and d variance/dx = 2 (x − mean)/n, as Σ (x − mean) is 0.
    internal override IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients)
    {
        KerasTensor x = node.Inputs[0];
        return [MomentsGradient.Of(x, KerasTensor.Of(new OutputOp(0), node), gradients, x.Shape[^1])];
    }
}

/// <summary>Sums of each row that the gradient of a normalization takes: <c>Σ g</c> and <c>Σ g · (x − mean)</c>; inputs g, x, mean. Results of shape [rows, 1].</summary>
internal sealed record RowSumsOp : Op
{
    internal override int ResultCount => 2;

    /// <summary>Both sums of each row of a matrix.</summary>
    public static (KerasTensor Sum, KerasTensor Product) Of(KerasTensor gradient, KerasTensor x, KerasTensor mean)
    {
        KerasTensor sums = KerasTensor.Of(new RowSumsOp(), gradient, x, mean);
        return (KerasTensor.Of(new OutputOp(0), sums), KerasTensor.Of(new OutputOp(1), sums));
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) =>
        inputs[0].Rank == 2 && inputs[0] == inputs[1] && inputs[2] == inputs[0].With(1, 1)
            ? inputs[2]
            : throw new ShapeException(Name, "g and x of one shape and a mean for each row", $"{inputs[0]}, {inputs[1]}, {inputs[2]}");

    // Both are linear in g; only the second knows x and the mean, and there d/d mean = −Σ g.
    internal override IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients) => MomentsGradient.OfSums(node, gradients);
}
