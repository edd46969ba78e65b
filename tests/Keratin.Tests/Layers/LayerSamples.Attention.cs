using Keratin.Constraints;
using Keratin.Layers;
using Keratin.Regularizers;

namespace Keratin.Tests.Layers;

internal static partial class LayerSamples
{
    private static IEnumerable<(string Title, Func<Layer> Make, Shape[] Inputs)> Attentions =>
    [
        ("Attention", () => new Attention(), [[3, 4], [5, 4]]),
        ("Attention with scale and dropout", () => new Attention { UseScale = true, Dropout = 0.25f, Seed = 3 }, [[3, 4], [5, 2], [5, 4]]),
        ("Attention of concat", () => new Attention { UseScale = true, ScoreMode = "concat" }, [[3, 4], [5, 4]]),
        ("AdditiveAttention", () => new AdditiveAttention { Dropout = 0.25f, Seed = 3 }, [[3, 4], [5, 4]]),
        ("AdditiveAttention without scale", () => new AdditiveAttention { UseScale = false }, [[3, 4], [5, 2], [5, 4]]),
        ("MultiHeadAttention", () => new MultiHeadAttention(2, 3), [[3, 4], [5, 4]]),
        ("MultiHeadAttention with all extras", () => new MultiHeadAttention(2, 3)
        {
            ValueDim = 2, Dropout = 0.25f, UseBias = false, UseGate = true, PartialOutputShape = [3, 2], AttentionAxes = [-2], SlidingWindow = 3, Seed = 3,
            KernelInitializer = "he_normal", KernelRegularizer = new L2(0.25f), KernelConstraint = new MaxNorm(2),
        }, [[3, 4], [5, 6], [5, 2]]),
        ("MultiHeadAttention of two axes", () => new MultiHeadAttention(2, 2) { UseBias = false }, [[2, 3, 4], [3, 2, 4]]),
        ("MultiHeadAttention of one of two axes", () => new MultiHeadAttention(2, 2) { UseBias = false, AttentionAxes = [2] }, [[2, 3, 4], [2, 2, 4]]),
        ("GroupQueryAttention", () => new GroupQueryAttention(3, 4, 2) { UseBias = false }, [[3, 4], [5, 4]]),
        ("GroupQueryAttention with all extras", () => new GroupQueryAttention(3, 4, 1) { UseBias = false, UseGate = true, Dropout = 0.25f, SlidingWindow = 3, Seed = 3 }, [[3, 4], [5, 4], [5, 2]]),
    ];
}
