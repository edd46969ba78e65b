using Keratin.Optimizers;
using static Keratin.Tests.Optimizers.OptimizerSteps;

namespace Keratin.Tests.Optimizers;

/// <summary>One or two steps of each optimizer that <see cref="OptimizerTests"/> does not have, worked out by hand. All begin at w = 1.</summary>
public class FormulaTests
{
    [Fact]
    public void Decoupled_decay() =>
        // Adam's first step is the learning rate, whatever the gradient: 1 - 0.1·0.5·1 - 0.1, then the same of 0.85.
        Numbers.Close([0.85f, 0.85f - (0.1f * 0.5f * 0.85f) - 0.1f], Walk(new AdamW(0.1f, 0.5f, epsilon: 0), 3, 3), 1e-5f);

    [Fact]
    public void Largest_gradient() =>
        // β₁ = β₂ = ½. m = 1, u = 2: 0.1 / ½ · 1 / 2 = 0.1. Then m = ½ + ½·1 = 1, u = max(1, 1) = 1: 0.1 / ¾.
        Numbers.Close([0.9f, 0.9f - (0.1f / 0.75f)], Walk(new Adamax(0.1f, 0.5f, 0.5f, 0), 2, 1));

    [Fact]
    public void Nesterov_and_Adam()
    {
        // β₁ = ½: u₁ = ½(1 - 0.48) = 0.26, u₂ = ½(1 - ½·0.9216) = 0.2696. g = 2: m = 1, v/(1 - β₂) = 4.
        // m̂ = 0.2696·1/(1 - 0.26·0.2696) + 0.74·2/(1 - 0.26), over √4.
        float mean = (0.2696f / (1 - (0.26f * 0.2696f))) + (0.74f * 2 / 0.74f);
        var optimizer = new Nadam(0.1f, 0.5f, 0.5f, 0);
        Numbers.Close([1 - (0.1f * mean / 2)], Walk(optimizer, 2));
        // The product of all u so far is the last slot.
        Assert.Equal(Shape.Scalar, optimizer.Slots[^1].Shape);
        Numbers.Close([0.26f], optimizer.Slots[^1].Span);
    }

    [Fact]
    public void All_squares_so_far() =>
        // a = ½ + 4 = 4.5 - with ε = 4.5: √9; then 4.5 + 2.5² + ε = 17: √17 of the gradient 2.5.
        Numbers.Close(
            [1 - (0.1f * 2 / 3), 1 - (0.2f / 3) - (0.25f / MathF.Sqrt(15.25f))], Walk(new Adagrad(0.1f, 0.5f, 4.5f), 2, 2.5f));

    [Fact]
    public void In_the_weights_own_unit()
    {
        // ρ = ½, ε = 2. a = 2, Δ = -2·√2/√4 = -√2, d = 1. Then a = 1 + 8 = 9, Δ = -4·√3/√11.
        float first = MathF.Sqrt(2), second = 4 * MathF.Sqrt(3 / 11f);
        Numbers.Close([1 - (0.1f * first), 1 - (0.1f * (first + second))], Walk(new Adadelta(0.1f, 0.5f, 2), 2, 4));
    }

    [Fact]
    public void Follow_the_regularized_leader()
    {
        // n = 1 → 4 with g = √3: roots 1 and 2. z = √3 - (2 - 1)/½·1 = √3 - 2. w = -z / (2/½) = (2 - √3)/4.
        Numbers.Close([(2 - MathF.Sqrt(3)) / 4], Walk(new Ftrl(0.5f, initialAccumulatorValue: 1), MathF.Sqrt(3)));
        // l2 = 1, β = 3: λ₂ = 1 + 3/(2·½) = 4, so the quadratic is 4 + 8; shrinkage ½ adds 2·½·1 to z.
        Numbers.Close(
            [(1 - MathF.Sqrt(3)) / 12],
            Walk(new Ftrl(0.5f, initialAccumulatorValue: 1, l2RegularizationStrength: 1, l2ShrinkageRegularizationStrength: 0.5f, beta: 3), MathF.Sqrt(3)));
        // With l1 above |z| the weight is exactly 0, else it is nearer to 0 by l1.
        Assert.Equal([0f], Walk(new Ftrl(0.5f, initialAccumulatorValue: 1, l1RegularizationStrength: 0.5f), MathF.Sqrt(3)));
        Numbers.Close(
            [(2 - MathF.Sqrt(3) - 0.125f) / 4], Walk(new Ftrl(0.5f, initialAccumulatorValue: 1, l1RegularizationStrength: 0.125f), MathF.Sqrt(3)));
    }

    [Fact]
    public void Follow_the_regularized_leader_with_another_power() =>
        // n'¹ = 4, n¹ = 1, lr = 1: z = √3 - 3·1, w = (3 - √3)/4. With power 0 they are 1 and 1: z = √3, w = -√3.
        Numbers.Close(
            [(3 - MathF.Sqrt(3)) / 4, -MathF.Sqrt(3)],
            [Walk(new Ftrl(1, -1, 1), MathF.Sqrt(3))[0], Walk(new Ftrl(1, 0, 1), MathF.Sqrt(3))[0]]);

    [Fact]
    public void Signs() =>
        // sign(0.1·2) = 1, m = ½·2 = 1; sign(½·1 - ½·3) = -1 with β₁ = ½, m = ½ - 1.5 = -1; sign(-½ + ½·1) = 0.
        Assert.Equal([0.75f, 1, 1], Walk(new Lion(0.25f, 0.5f, 0.5f), 2, -3, 1));

    [Fact]
    public void As_long_as_the_weight()
    {
        // m̂ = g, v̂ = g²: u = (1, 1, -1, 1), of length 2; w = (3, 0, 0, 4), of length 5: a step of 2.5 times the rate.
        Variable weight = Weight([4], 3, 0, 0, 4);
        Take(new Lamb(0.1f, epsilon: 0), [weight], Numbers.Of([4], 2, 1, -7, 9));
        Numbers.Close([2.75f, -0.25f, 0.25f, 3.75f], weight.Span, 1e-5f);
        // Of weights that are all 0 the ratio is 1.
        weight.Span.Clear();
        Take(new Lamb(0.1f, epsilon: 0), [weight], Numbers.Of([4], 2, 1, -7, 9));
        Numbers.Close([-0.1f, -0.1f, 0.1f, -0.1f], weight.Span, 1e-5f);
    }

    [Fact]
    public void Rows_and_columns()
    {
        // t = 1: β = 0. g² = (1, 9; 4, 36): r = (5, 20), c = (2.5, 22.5), r/mean(r) = (0.4, 1.6), v = (1, 9; 4, 36): u = 1 everywhere.
        // rms(w) = 2, rho = min(0.5, 1): a step of 2·0.5.
        Variable weight = Weight([2, 2], 2, -2, 2, 2);
        var optimizer = new Adafactor(0.5f);
        Take(optimizer, [weight], Numbers.Of([2, 2], 1, 3, 2, 6));
        Numbers.Close([1, -3, 1, 1], weight.Span, 1e-5f);
        Assert.Equal(["adafactor/w", "adafactor/w", "adafactor/w_velocity"], optimizer.Slots.Select(slot => slot.Path));
        Numbers.Close([5, 20, 2.5f, 22.5f, 1, 9, 4, 36], [.. optimizer.Slots.SelectMany(slot => slot.Span.ToArray())], 1e-5f);
        // The second step has β = 1 - 2^-0.8; with the same squares the means stay, and u too. rms(w) = √3, rho = min(½, 1/√2).
        Take(optimizer, [weight], Numbers.Of([2, 2], 1, 3, 2, 6));
        float step = MathF.Sqrt(3) / 2;
        Numbers.Close([1 - step, -3 - step, 1 - step, 1 - step], weight.Span, 1e-5f);
    }

    [Fact]
    public void Rows_and_columns_of_a_stack_of_matrices()
    {
        Variable weight = new("kernel", [3, 2, 4]), bias = new("bias", [4]);
        weight.Span.Fill(1);
        var optimizer = new Adafactor(0.5f);
        optimizer.Build([weight, bias]);
        Assert.Equal(["(3, 2)", "(3, 4)", "(3, 2, 4)", "()", "()", "(4,)"], optimizer.Slots.Select(slot => $"{slot.Shape}"));
        // Each matrix of the stack by itself: the squares are products of rows and columns, so u is 1 again.
        float[] gradient = [.. Enumerable.Range(0, 24).Select(i => (1 + (i / 8)) * (1 + (i / 4 % 2)) * (1f + (i % 4)))];
        Take(optimizer, [weight], Numbers.Of([3, 2, 4], gradient));
        Numbers.Close([.. Enumerable.Repeat(0.5f, 24)], weight.Span, 1e-5f);
    }

    [Fact]
    public void Without_a_schedule()
    {
        // g/√v̂ = 1, so z = 1 - 0.1 = 0.9, t = 1: x = z, w = z. Then z = 0.8, x = ½·0.9 + ½·0.8 = 0.85, w = ½·0.8 + ½·0.85 with β₁ = ½.
        Numbers.Close([0.9f, 0.825f], Walk(new ScheduleFreeAdamW(0.1f, 0.5f, epsilon: 0), 2, 2), 1e-5f);
        // Half the rate, then the full one: z = 0.95, 0.85; x = 0.95, 0.9.
        Numbers.Close([0.95f, 0.875f], Walk(new ScheduleFreeAdamW(0.1f, 0.5f, epsilon: 0, warmupSteps: 2), 2, 2), 1e-5f);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(momentum: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(beta1: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(beta1: 1.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(initialAccumulatorValue: -0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(learningRatePower: 0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(l1RegularizationStrength: -0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(l2RegularizationStrength: -0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(l2ShrinkageRegularizationStrength: -0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { GradientAccumulationSteps = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { EmaMomentum = 1.5f });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { EmaOverwriteFrequency = 0 });
    }
}
