using Keratin.Graph;

namespace Keratin;

/// <summary>
/// <c>y = (x − mean) · γ / √(variance + ε) + β</c> where mean and variance are those of x's own batch; inputs x, mean, variance, γ, β
/// and y itself, which element-wise ops have computed. It changes nothing: it is there for its gradient.
/// </summary>
/// <remarks>
/// The ops that y is made of have the same gradient together, but each of their sums over the batch goes through memory by itself: for
/// 128 × 28² × 16 that took four times as long. <c>Simplify</c> takes this op away before anything runs.
/// </remarks>
/// <param name="Epsilon">Keeps the root from zero.</param>
internal sealed record BatchNormalizationOp(float Epsilon) : Op
{
    private const int Result = 5;

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[Result];

    /// <summary>What computes the same: the input that is y.</summary>
    public static KerasTensor Unwrap(KerasTensor node) => node.Inputs[Result];

    // Ioffe and Szegedy 2015, section 3: mean and variance depend on x too, which takes the gradient's mean and its part along x̂ away.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        KerasTensor x = result.Inputs[0], mean = result.Inputs[1], variance = result.Inputs[2], gamma = result.Inputs[3];
        var (sum, product) = NormalizationSumsOp.Of(gradient, x, mean);
        float share = (float)((double)x.Shape[^1] / x.Shape.Elements);
        KerasTensor scale = 1 / (variance + Epsilon).Sqrt();
        KerasTensor along = product * (scale * scale) * share;
        // Not x − mean, which y is made of too: kept for here, it would go through memory.
        KerasTensor dx = (gradient - sum * share + (mean - x) * along) * (scale * gamma);
        return [dx, null, null, product * scale, sum, null];
    }
}

/// <summary>Mean and variance of each column: <c>Σ x / n</c> and <c>Σ (x − mean)² / n</c>, n being the number of rows. Results of shape [columns].</summary>
/// <remarks>Primitive because composed it reads x twice from memory, and once more for the difference.</remarks>
internal sealed record MomentsOp : Op
{
    internal override int ResultCount => 2;

    /// <summary>Mean and variance over all axes but the last.</summary>
    public static (KerasTensor Mean, KerasTensor Variance) Of(KerasTensor x)
    {
        KerasTensor moments = KerasTensor.Of(new MomentsOp(), x);
        return (KerasTensor.Of(new OutputOp(0), moments), KerasTensor.Of(new OutputOp(1), moments));
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => [inputs[0][^1]];

    // What the normalization's own gradient has left for a second one: d mean/dx = 1/n and d variance/dx = 2 (x − mean)/n, as Σ (x − mean) is 0.
    internal override IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients)
    {
        KerasTensor x = node.Inputs[0];
        return [MomentsGradient.Of(x, KerasTensor.Of(new OutputOp(0), node), gradients, x.Shape.Elements / x.Shape[^1])];
    }
}

/// <summary>Sums of each column that the gradient of a normalization takes: <c>Σ g</c> and <c>Σ g · (x − mean)</c>; inputs g, x, mean. Results of shape [columns].</summary>
internal sealed record NormalizationSumsOp : Op
{
    internal override int ResultCount => 2;

    /// <summary>Both sums, over all axes but the last.</summary>
    public static (KerasTensor Sum, KerasTensor Product) Of(KerasTensor gradient, KerasTensor x, KerasTensor mean)
    {
        KerasTensor sums = KerasTensor.Of(new NormalizationSumsOp(), gradient, x, mean);
        return (KerasTensor.Of(new OutputOp(0), sums), KerasTensor.Of(new OutputOp(1), sums));
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) =>
        inputs[0] == inputs[1] && inputs[2].Rank == 1 && inputs[2][0] == inputs[0][^1]
            ? inputs[2]
            : throw new ShapeException(Name, "g and x of one shape and a mean for each column", $"{inputs[0]}, {inputs[1]}, {inputs[2]}");

    // Both are linear in g; only the second knows x and the mean, and there d/d mean = −Σ g.
    internal override IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients) => MomentsGradient.OfSums(node, gradients);
}
