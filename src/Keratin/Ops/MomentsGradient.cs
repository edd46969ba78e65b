using Keratin.Graph;

namespace Keratin;

/// <summary>Gradients of a normalization's means, variances and sums: asked for where a gradient is differentiated again, as by a gradient penalty.</summary>
/// <remarks>For rows and columns alike: what there is one of for each row or column broadcasts over its elements.</remarks>
internal static class MomentsGradient
{
    /// <summary>Of mean and variance with respect to x; <paramref name="count"/> elements went into each.</summary>
    public static KerasTensor? Of(KerasTensor x, KerasTensor mean, IReadOnlyList<KerasTensor?> gradients, long count)
    {
        KerasTensor? ofMean = gradients[0] is { } m ? (m * (1f / count)).BroadcastTo(x.Shape) : null;
        KerasTensor? ofVariance = gradients[1] is { } v ? (x - mean) * (v * (2f / count)) : null;
        return ofMean is null ? ofVariance : ofVariance is null ? ofMean : ofMean + ofVariance;
    }

    /// <summary>Of Σ g and Σ g · (x − mean) with respect to g, x and mean.</summary>
    public static IReadOnlyList<KerasTensor?> OfSums(KerasTensor node, IReadOnlyList<KerasTensor?> gradients)
    {
        KerasTensor g = node.Inputs[0], x = node.Inputs[1], mean = node.Inputs[2];
        KerasTensor? ofSum = gradients[0]?.BroadcastTo(g.Shape);
        if (gradients[1] is not { } product)
            return [ofSum, null, null];
        KerasTensor ofProduct = (x - mean) * product;
        return [ofSum is null ? ofProduct : ofSum + ofProduct, g * product, -(product * KerasTensor.Of(new OutputOp(0), node))];
    }
}
