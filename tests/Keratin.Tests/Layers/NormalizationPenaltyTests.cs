using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

// A gradient penalty, as critics of Wasserstein GANs have it, differentiates a gradient: Σ |dF/dx|² with F = Σ w · y³, against the same of composed ops.
public class NormalizationPenaltyTests
{
    [Fact]
    public void Of_layer_normalization() => Compare(new LayerNormalization { Epsilon = 0.01f }, x => Composed(x, [-1], 0.01f), [3, 2, 5]);

    [Fact]
    public void Of_layer_normalization_along_the_middle() => Compare(new LayerNormalization { Axis = [1], Epsilon = 0.01f }, x => Composed(x, [1], 0.01f), [3, 4, 2]);

    [Fact]
    public void Of_batch_normalization() => Compare(new BatchNormalization { Epsilon = 0.01f }, x => Composed(x, [0, 1], 0.01f), [4, 3, 2]);

    [Fact]
    public void Of_group_normalization() => Compare(
        new GroupNormalization(2) { Epsilon = 0.01f }, x => Composed(x.Reshape([2, 3, 2, 2]), [1, 3], 0.01f).Reshape([2, 3, 4]), [2, 3, 4]);

    private static KerasTensor Composed(KerasTensor x, int[] axes, float epsilon)
    {
        var (mean, variance) = x.Moments(axes, keepDims: true);
        return (x - mean) / (variance + epsilon).Sqrt();
    }

    private static void Compare(Layer layer, Func<KerasTensor, KerasTensor> composed, Shape shape)
    {
        layer.EnsureBuilt(shape);
        Tensor<float> x = Numbers.Wave(shape);
        Numbers.Close(Penalty(composed, x), Penalty(node => layer.Apply(node), x), 2e-4f, layer.ClassName);
    }

    // The penalty itself, then its gradient with respect to x.
    private static float[] Penalty(Func<KerasTensor, KerasTensor> function, Tensor<float> x)
    {
        KerasTensor weights = Ops.Constant(Numbers.Wave(x.Shape(), phase: 1));
        var traced = new TracedFunction(inputs =>
        {
            KerasTensor y = function(inputs[0]);
            KerasTensor gradient = Gradients.Of((weights * y * y * y).Sum(), inputs[0])[0];
            KerasTensor penalty = gradient.Square().Sum();
            return [penalty, Gradients.Of(penalty, inputs[0])[0]];
        }, training: true);
        return [.. traced.Call(x).SelectMany(result => result.ToArray())];
    }
}
