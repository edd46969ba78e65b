namespace Keratin.Tests.Operations;

public class CtcTests
{
    // Of 3⁴ paths through 3 classes in 4 steps, those that spell the labels once repetitions and blanks are taken out.
    [Theory]
    [InlineData(new float[] { 1, 2 })]
    [InlineData(new float[] { 1, 1 })]    // needs a blank between
    [InlineData(new float[] { 2, 1, 2 })]
    [InlineData(new float[] { 1, 2, 1, 2 })] // one path only
    [InlineData(new float[] { 0, 0 })]    // nothing to say: blanks
    public void Is_the_sum_over_all_paths(float[] labels)
    {
        const int Steps = 4, Classes = 3;
        Tensor<float> logits = Numbers.Wave([1, Steps, Classes], phase: labels[0]);
        float[] p = Step.Run(x => x.Softmax(), logits);
        double sum = 0;
        for (int path = 0; path < (int)Math.Pow(Classes, Steps); path++)
        {
            int[] classes = [.. Enumerable.Range(0, Steps).Select(step => path / (int)Math.Pow(Classes, step) % Classes)];
            if (Spelled(classes).SequenceEqual(labels.Where(label => label != 0)))
                sum += classes.Select((k, step) => (double)p[(step * Classes) + k]).Aggregate(1.0, (product, one) => product * one);
        }
        Numbers.Close([(float)-Math.Log(sum)], Step.Run(Ops.Ctc, Numbers.Of([1, labels.Length], labels), logits), 1e-5f);
    }

    // Numbers of Keras' own test of ops.ctc_loss.
    [Fact]
    public void Labels_and_outputs_may_be_shorter_than_their_rows()
    {
        Tensor<float> labels = Numbers.Of([2, 3], 1, 2, 1, 1, 2, 2);
        Tensor<float> logits = Numbers.Of(
            [2, 3, 3], 0.4f, 0.8f, 0.4f, 0.2f, 0.8f, 0.3f, 0.9f, 0.4f, 0.5f, 0.4f, 0.8f, 0.4f, 0.2f, 0.3f, 0.3f, 0.4f, 0.3f, 0.2f);
        float[][] actual = Step.RunAll(
            x => [Ops.CtcLoss(x[0], x[1], x[2], x[3])], [labels, logits, Numbers.Of([2], 3, 2), Numbers.Of([2], 3, 2)]);
        Numbers.Close([3.4411672f, 1.91680186f], actual[0], 1e-5f);
    }

    // Three labels in two steps: Keras' finite stand-in for infinity, and no NaN in the gradient.
    [Fact]
    public void Labels_that_do_not_fit_cost_much()
    {
        Tensor<float> logits = Numbers.Wave([1, 2, 4]);
        float[][] actual = Step.RunAll(
            x =>
            {
                KerasTensor loss = Ops.Ctc(Ops.Constant(Numbers.Of([1, 3], 1, 2, 3)), x[0]);
                return [loss, Keratin.Graph.Transforms.Gradients.Of(loss, x[0])[0]];
            },
            [logits]);
        Assert.InRange(actual[0][0], 0.9e5f, 1.1e5f);
        Assert.All(actual[1], x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void A_label_that_is_no_class_is_loud()
    {
        Assert.Equal([float.NaN], Step.Run(Ops.Ctc, Numbers.Of([1, 1], 7), Numbers.Wave([1, 3, 4])));
    }

    [Fact]
    public void Refuses_what_is_no_sequence()
    {
        var error = Assert.Throws<ShapeException>(() => Ops.Ctc(Ops.Input([2, 3]), Ops.Input([2, 5])));
        Assert.Equal(
            """
            Ctc: the shapes do not fit.
              expected: class indices (batch, labels) and logits (batch, time, classes)
              got:      (2, 3) and (2, 5)
            """, error.Message);
        error = Assert.Throws<ShapeException>(() => Ops.CtcLoss(Ops.Input([2, 3]), Ops.Input([2, 5, 4]), Ops.Input([2]), Ops.Input([2]), maskIndex: 4));
        Assert.Contains("a blank among the 4 classes", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ShapeException>(() => Ops.CtcLoss(Ops.Input([2, 3]), Ops.Input([2, 5, 4]), Ops.Input([3]), Ops.Input([2])));
        Assert.Contains("lengths (2,) of labels and of outputs", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<float> Spelled(int[] path)
    {
        for (int step = 0; step < path.Length; step++)
        {
            if (path[step] != 0 && (step == 0 || path[step] != path[step - 1]))
                yield return path[step];
        }
    }
}
