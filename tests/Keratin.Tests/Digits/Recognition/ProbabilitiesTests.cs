using Keratin.Digits.Recognition;

namespace Keratin.Tests.Digits.Recognition;

public class ProbabilitiesTests
{
    [Fact]
    public void Probabilities_stay_and_sigmoids_are_divided_by_their_sum()
    {
        float[] got = Probabilities.Of(Rows([0.5f, 0.25f, 0.25f], [1, 1, 1, 1])).ToArray();
        Assert.Equal([0.5f, 0.25f, 0.25f], got[..3]);
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f, 0], got[10..15]);
    }

    [Fact]
    public void Logits_go_through_a_softmax()
    {
        // e^ln 2 = 2 and eight times e^0 = 1 and once e^-1000 = 0: 2 / 10 and 1 / 10.
        float[] got = Probabilities.Of(Rows([MathF.Log(2), 0, 0, 0, 0, 0, 0, 0, 0, -1000])).ToArray();
        Assert.Equal(0.2f, got[0], 1e-6f);
        Assert.Equal(0.1f, got[8], 1e-6f);
        Assert.Equal(0, got[9]);
    }

    [Fact]
    public void Large_logits_do_not_overflow() =>
        Assert.Equal([1f, 0, 0], Probabilities.Of(Rows([1000, 0, -1000])).ToArray()[..3]);

    [Fact]
    public void The_best_of_equals_is_the_smallest() => Assert.Equal(1, Probabilities.Best([0.1f, 0.4f, 0.1f, 0.4f]));

    [Fact]
    public void Score_is_the_mean_of_the_logarithms()
    {
        // Right with one half, wrong with one quarter, certain and wrong: (ln 2 + ln 4 + ln 10⁷) / 3.
        Tensor<float> probabilities = Rows([0.5f, 0.25f, 0.25f], [0.5f, 0.25f, 0.25f], [1]);
        DigitScore score = DigitScore.Of(probabilities, Tensor.Create<byte>([0, 1, 2]));
        Assert.Equal((Math.Log(2) + Math.Log(4) + Math.Log(1e7)) / 3, score.Loss, 1e-12);
        Assert.Equal(1 / 3.0, score.Accuracy);
        Assert.Equal((1, 1, 1), (score.Confusion[0, 0], score.Confusion[1, 0], score.Confusion[2, 0]));
        Assert.Throws<ArgumentException>(() => DigitScore.Of(probabilities, Tensor.Create<byte>([0, 1])));
    }

    [Fact]
    public void As_a_table()
    {
        float[] probabilities = [0, 0.125f, 0, 0, 0, 0, 0.875f, 0, 0, 0];
        Assert.Equal(
            "     0     1     2     3     4     5     6     7     8     9\n" +
            " 0.000 0.125 0.000 0.000 0.000 0.000 0.875 0.000 0.000 0.000\n", ProbabilityText.Table(probabilities));
        Assert.Equal(
            "     0     1     2     3     4\n 0.000 0.125 0.000 0.000 0.000\n" +
            "     5     6     7     8     9\n 0.000 0.875 0.000 0.000 0.000\n", ProbabilityText.Table(probabilities, 59));
    }

    private static Tensor<float> Rows(params float[][] rows) =>
        Tensor.Create<float>([.. rows.SelectMany(row => row.Concat(Enumerable.Repeat(0f, 10 - row.Length)))], [rows.Length, 10]);
}
