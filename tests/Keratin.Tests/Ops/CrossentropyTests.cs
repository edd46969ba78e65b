using Keratin.Graph;
using Keratin.Graph.Transforms;

namespace Keratin.Tests.Operations;

public class CrossentropyTests
{
    private static readonly float s_ln2 = MathF.Log(2), s_ln3 = MathF.Log(3);

    private readonly KerasTensor _logits = Keratin.Ops.Input([2, 2]), _classes = Keratin.Ops.Input([2]);

    [Fact]
    public void Numbers_a_pencil_can_check()
    {
        // Logits (0, 0) are probabilities ½, ½: -ln ½ = ln 2. Logits (ln 3, 0) are ¾, ¼: -ln ¼ = ln 4 for class 1.
        KerasTensor loss = Keratin.Ops.SparseCategoricalCrossentropy(_classes, _logits, fromLogits: true);
        float[][] got = Engine.OnCpu(new([_logits, _classes], [loss, Gradients.Of(loss, _logits)[0]]), [0, 0, s_ln3, 0], [0, 1]);
        AssertNear([s_ln2, 2 * s_ln2], got[0]);
        // Probabilities minus one-hot.
        AssertNear([-0.5f, 0.5f, 0.75f, -0.75f], got[1]);
    }

    [Fact]
    public void Soft_targets_weigh_the_classes()
    {
        // Logits (ln 3, 0), target (½, ½): ½ ln (4/3) + ½ ln 4.
        KerasTensor target = Keratin.Ops.Input([2, 2]), loss = Keratin.Ops.CategoricalCrossentropy(target, _logits, fromLogits: true);
        float[][] got = Engine.OnCpu(new([_logits, target], [loss, Gradients.Of(loss, _logits)[0]]), [s_ln3, 0, 0, 0], [0.5f, 0.5f, 1, 0]);
        AssertNear([2 * s_ln2 - s_ln3 / 2, s_ln2], got[0]);
        AssertNear([0.25f, -0.25f, -0.5f, 0.5f], got[1]);
    }

    [Fact]
    public void A_confident_right_answer_keeps_its_digits()
    {
        // ln(1 + e⁻⁸) = 3.354e-4, right to the rounding of a sum near 1; were 1000 added and taken away again, 6e-5 of it would be lost.
        KerasTensor loss = Keratin.Ops.SparseCategoricalCrossentropy(_classes, _logits, fromLogits: true);
        float[] got = Engine.OnCpu(new([_logits, _classes], [loss]), [1000, 992, 8, 0], [0, 0])[0];
        Assert.Equal(Math.Log(1 + Math.Exp(-8)), got[0], 1.2e-7);
        Assert.Equal(Math.Log(1 + Math.Exp(-8)), got[1], 1.2e-7);
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        KerasTensor loss = Keratin.Ops.SparseCategoricalCrossentropy(_classes, _logits, fromLogits: true);
        float[][] got = Engine.OnCpu(new([_logits, _classes], [loss, _logits.Softmax()]), [1000, 1000, -1000, 1000], [0, 0]);
        AssertNear([s_ln2, 2000], got[0]);
        AssertNear([0.5f, 0.5f, 0, 1], got[1]);
    }

    [Fact]
    public void A_softmax_before_it_is_looked_through()
    {
        // p of class 1 is e⁻²⁰⁰ = 0 in float; through the logits its logarithm is still known.
        KerasTensor loss = Keratin.Ops.SparseCategoricalCrossentropy(_classes, _logits.Softmax());
        AssertNear([200, 0], Engine.OnCpu(new([_logits, _classes], [loss]), [200, 0, 200, 0], [1, 0])[0]);
    }

    [Fact]
    public void A_class_that_there_is_not_gives_nan()
    {
        KerasTensor loss = Keratin.Ops.SparseCategoricalCrossentropy(_classes, _logits, fromLogits: true);
        float[] got = Engine.OnCpu(new([_logits, _classes], [loss]), [1, 2, 3, 4], [2, -1])[0];
        Assert.All(got, value => Assert.True(float.IsNaN(value)));
    }

    private static void AssertNear(float[] expected, float[] got) => Engine.AssertClose(expected, got, 5e-7, "cross-entropy");
}
