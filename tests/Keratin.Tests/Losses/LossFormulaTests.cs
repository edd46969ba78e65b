using Keratin.Graph.Transforms;
using Keratin.Losses;
using Keratin.Models;

namespace Keratin.Tests.Losses;

// Numbers a pencil can check; Keras' own are held in the conformance tests.
public class LossFormulaTests
{
    [Fact]
    public void Regression()
    {
        // Errors 1, -2 and 0, 4 of targets 2, 4 and 1, 8.
        Tensor<float> y = Numbers.Of([2, 2], 2, 4, 1, 8), p = Numbers.Of([2, 2], 3, 2, 1, 12);
        Numbers.Close([1.5f, 2], Step.Run(new MeanAbsoluteError().Call, y, p));
        Numbers.Close([50, 25], Step.Run(new MeanAbsolutePercentageError().Call, y, p)); // (1/2 + 2/4)/2, (0 + 4/8)/2
        // ½·1² and 1·2 - ½;  0 and 1·4 - ½.
        Numbers.Close([1, 1.75f], Step.Run(new Huber().Call, y, p));
        Numbers.Close([(LogCosh(1) + LogCosh(2)) / 2, LogCosh(4) / 2], Step.Run(new LogCosh().Call, y, p));
        // (ln 4/3)² and (ln 3/5)²;  0 and (ln 13/9)².
        Numbers.Close(
            [(Square(MathF.Log(4 / 3f)) + Square(MathF.Log(3 / 5f))) / 2, Square(MathF.Log(13 / 9f)) / 2],
            Step.Run(new MeanSquaredLogarithmicError().Call, y, p));
    }

    [Fact]
    public void Directions()
    {
        // (3, 4) beside itself, beside (-4, 3), beside (-3, -4), and nothing beside something.
        Tensor<float> y = Numbers.Of([4, 2], 3, 4, 3, 4, 3, 4, 0, 0), p = Numbers.Of([4, 2], 6, 8, -4, 3, -3, -4, 1, 1);
        Numbers.Close([-1, 0, 1, 0], Step.Run(new CosineSimilarity().Call, y, p));
        Assert.All(Step.Run(x => Gradients.Of(Ops.CosineSimilarity(x, x + 1), x)[0], Numbers.Of([1, 2], 0, 0)), g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void Hinges()
    {
        // 1 - 1·0.5 = 0.5 and 1 + 1·2 = 3;  1 - 3 < 0 and 1 - 1·1 = 0.
        Tensor<float> p = Numbers.Of([2, 2], 0.5f, 2, -3, -1);
        foreach (Tensor<float> y in new[] { Numbers.Of([2, 2], 1, -1, -1, -1), Numbers.Of([2, 2], 1, 0, 0, 0) })
        {
            Numbers.Close([1.75f, 0], Step.Run(new Hinge().Call, y, p));
            Numbers.Close([4.625f, 0], Step.Run(new SquaredHinge().Call, y, p));
        }
        // Right 0.5, best other 2: 2 - 0.5 + 1. Right -1, best other 0: the 0 that a one-hot target leaves at the right class.
        Numbers.Close([2.5f, 2], Step.Run(new CategoricalHinge().Call, Numbers.Of([2, 2], 1, 0, 0, 1), p));
    }

    [Fact]
    public void Probabilities()
    {
        Tensor<float> y = Numbers.Of([1, 2], 0.5f, 0.5f), p = Numbers.Of([1, 2], 0.25f, 0.75f);
        Numbers.Close([0.5f * MathF.Log(4 / 3f)], Step.Run(new KLDivergence().Call, y, p)); // ½ ln 2 + ½ ln 2/3
        Numbers.Close([0.5f - (0.25f * MathF.Log(3 / 16f))], Step.Run(new Poisson().Call, y, p)); // mean of p minus ½ mean of ln p
        // p[1] = ¾ with q = ½: (1 - √¾) / ½.
        Numbers.Close([2 * (1 - MathF.Sqrt(0.75f))], Step.Run(new CategoricalGeneralizedCrossEntropy().Call, Numbers.Of([1], 1), p));
        // -ln ¼ and -ln ¼ again: class 0 of the second is wrong by as much.
        Numbers.Close([MathF.Log(4)], Step.Run(new BinaryCrossentropy().Call, Numbers.Of([1, 2], 1, 0), p));
        // Each times the square of what is missing, (¾)².
        Numbers.Close([0.5625f * MathF.Log(4)], Step.Run(new BinaryFocalCrossentropy().Call, Numbers.Of([1, 2], 1, 0), p));
        Numbers.Close([0.25f * 0.5625f * MathF.Log(4)], Step.Run(new CategoricalFocalCrossentropy().Call, Numbers.Of([1, 2], 1, 0), p));
    }

    // ln(1 + e²⁰) = 20 + 2·10⁻⁹; and no digits are lost where a logit is right by far: ln(1 + e⁻²⁰).
    [Fact]
    public void Binary_cross_entropy_of_logits_keeps_its_digits()
    {
        var loss = new BinaryCrossentropy { FromLogits = true };
        float[] actual = Step.Run(loss.Call, Numbers.Of([4, 1], 0, 1, 1, 0), Numbers.Of([4, 1], 20, 20, -1000, 0));
        Numbers.Close([20, 2.0611537e-9f, 1000, MathF.Log(2)], actual, 1e-6f);
        Assert.Equal(2.0611537e-9f, actual[1], 1e-14f);
        // The gradient is σ(x) - y.
        float[] gradient = Step.Run((y, x) => Gradients.Of(loss.Call(y, x), x)[0], Numbers.Of([3, 1], 0, 1, 1), Numbers.Of([3, 1], 0, 0, 100));
        Numbers.Close([0.5f, -0.5f, 0], gradient);
        // A sigmoid that the model ends with is seen through.
        Numbers.Close([30f], Step.Run((y, x) => new BinaryCrossentropy().Call(y, x.Sigmoid()), Numbers.Of([1, 1], 0), Numbers.Of([1, 1], 30)));
    }

    [Fact]
    public void Masks_of_images()
    {
        // Both 1, said only, right only: 2·1 / (2 + 2) = ½, and 1 / (1 + α + β).
        Tensor<float> y = Numbers.Of([1, 4], 1, 0, 1, 0), p = Numbers.Of([1, 4], 1, 1, 0, 0);
        Numbers.Close([0.5f], Step.Run(new Dice().Call, y, p));
        Numbers.Close([0.5f], Step.Run(new Tversky().Call, y, p));
        Numbers.Close([0.6f], Step.Run(new Tversky { Alpha = 1, Beta = 0.5f }.Call, y, p));
        // Each row by itself.
        var rows = new Dice { Axis = [1], Reduction = Reduction.None };
        Numbers.Close([1, 0], rows.Evaluate(new float[,] { { 1, 0 }, { 0, 1 } }, new float[,] { { 0, 1 }, { 0, 1 } }).ToArray());
    }

    // Two samples of one class, one of another, on the axes: distances 1. One partner each and one opponent, but for the last.
    [Fact]
    public void Circle_loss_by_hand()
    {
        Tensor<float> labels = Numbers.Of([3], 0, 0, 1), embeddings = Numbers.Of([3, 3], 1, 0, 0, 0, 1, 0, 0, 0, 1);
        // Partner: -γ (m + 1)(m - 1) = γ (1 - m²); opponents: γ (1 + m - 1)(1 - m - 1) = -γ m². γ = 2, m = ½: 1.5 - 0.5 = 1.
        float expected = MathF.Log(1 + MathF.E);
        Numbers.Close([expected, expected, 0], Step.Run(new Circle { Gamma = 2, Margin = 0.5f }.Call, labels, embeddings), 1e-5f);
        // Who has no partner is left out of the mean.
        Numbers.Close([expected], Step.Run((y, p) => new Circle { Gamma = 2, Margin = 0.5f }.Compute(y, p), labels, embeddings), 1e-5f);
    }

    [Theory]
    [InlineData("mae")]
    [InlineData("mape")]
    [InlineData("msle")]
    [InlineData("huber")]
    [InlineData("log_cosh")]
    [InlineData("hinge")]
    [InlineData("kl_divergence")]
    [InlineData("poisson")]
    [InlineData("binary_crossentropy")]
    [InlineData("dice")]
    public void Targets_that_do_not_fit_are_refused(string name)
    {
        Loss loss = name;
        var error = Assert.Throws<ShapeException>(() => loss.Call(Ops.Input([3]), Ops.Input([3, 2])));
        Assert.Contains(
            """
            the shapes do not fit.
              expected: targets of the output's shape (3, 2)
              got:      (3,)
            """, error.Message, StringComparison.Ordinal);
    }

    private static float LogCosh(float x) => (float)Math.Log(Math.Cosh(x));

    private static float Square(float x) => x * x;
}
