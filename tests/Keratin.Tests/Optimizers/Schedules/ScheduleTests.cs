using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;

namespace Keratin.Tests.Optimizers.Schedules;

public class ScheduleTests
{
    private const float Tolerance = 1e-6f;

    [Fact]
    public void Exponential()
    {
        var smooth = new ExponentialDecay(0.5f, 10, 0.25f);
        Numbers.Close([0.5f, 0.25f, 0.125f, 0.03125f], At(smooth, 0, 5, 10, 20), Tolerance); // ¼ after 10 steps, ½ after 5
        Numbers.Close([0.5f, 0.5f, 0.125f, 0.125f, 0.03125f], At(new ExponentialDecay(0.5f, 10, 0.25f, staircase: true), 0, 9, 10, 19, 20), Tolerance);
        // Keras' own numbers.
        Numbers.Close([0.05f * MathF.Pow(0.96f, 0.5f)], At(new ExponentialDecay(0.05f, 10, 0.96f), 5), Tolerance);
        Numbers.Close([0.1f, 0.1f, 0.1f * MathF.Pow(0.96f, 33)], At(new ExponentialDecay(0.1f, 3, 0.96f, true), 1, 2, 100), Tolerance);
    }

    [Fact]
    public void Inverse_time()
    {
        // 0.5 / (1 + 2·step/10).
        Numbers.Close([0.5f, 0.25f, 0.5f / 3], At(new InverseTimeDecay(0.5f, 10, 2), 0, 5, 10), Tolerance);
        Numbers.Close([0.5f, 0.5f, 0.5f / 3], At(new InverseTimeDecay(0.5f, 10, 2, staircase: true), 0, 9, 10), Tolerance);
    }

    [Fact]
    public void Piecewise()
    {
        // Keras' own numbers: a boundary belongs to the piece before it.
        var schedule = new PiecewiseConstantDecay([100, 110, 120], [1, 0.1f, 0.01f, 0.001f]);
        Assert.Equal([1, 1, 0.1f, 0.1f, 0.01f, 0.001f], At(schedule, -999, 100, 105, 110, 120, 999));
        Assert.Equal([0.4f, 0.4f, 0.5f, 0.6f, 0.7f], At(new PiecewiseConstantDecay([1, 2, 3], [0.4f, 0.5f, 0.6f, 0.7f]), 0, 1, 2, 3, 4));
        Assert.StartsWith(
            "PiecewiseConstantDecay: expected boundaries and one value more; got 2 boundaries and 2 values.",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [1, 2])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "PiecewiseConstantDecay: expected boundaries that rise; got 1 after 2.",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([2, 1], [1, 2, 3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Polynomial()
    {
        // Keras' own numbers.
        Numbers.Close([0.025f], At(new PolynomialDecay(0.05f, 10, 0), 5), Tolerance);
        Numbers.Close([0.0255f, 0.001f, 0.001f], At(new PolynomialDecay(0.05f, 10, 0.001f), 5, 10, 15), Tolerance);
        Numbers.Close([(0.049f * 0.25f) + 0.001f], At(new PolynomialDecay(0.05f, 10, 0.001f, cycle: true), 15), Tolerance);
        Numbers.Close([0.05f * MathF.Sqrt(0.5f)], At(new PolynomialDecay(0.05f, 10, 0, 0.5f), 5), Tolerance);
        Numbers.Close([(0.049f * 0.5f) + 0.001f], At(new PolynomialDecay(0.05f, 10, 0.001f, 0.5f, true), 15), Tolerance);
        Numbers.Close([0.001f], At(new PolynomialDecay(0.001f, 10, cycle: true), 0), Tolerance);
    }

    [Fact]
    public void Cosine()
    {
        for (int step = 0; step < 1500; step += 250)
        {
            float half = (float)(0.5 * (1 + Math.Cos(Math.PI * Math.Min(step, 1000) / 1000)));
            Numbers.Close([half], At(new CosineDecay(1, 1000), step), Tolerance);
            Numbers.Close([(0.9f * half) + 0.1f], At(new CosineDecay(1, 1000, 0.1f), step), Tolerance);
        }
    }

    [Fact]
    public void Cosine_after_a_warmup()
    {
        // From 2 to 10 in 4 steps, then down to a fifth of 10 in 8.
        var schedule = new CosineDecay(2, 8, 0.2f, warmupTarget: 10, warmupSteps: 4);
        Numbers.Close([2, 4, 8, 10, 6, 2, 2], At(schedule, 0, 1, 3, 4, 8, 12, 99), Tolerance);
        Numbers.Close([10, 6], At(new CosineDecay(2, 8, 0.2f, warmupTarget: 10), 0, 4), Tolerance);
    }

    [Fact]
    public void Cosine_with_restarts()
    {
        foreach (var (t, m, alpha) in new[] { (2f, 1f, 0f), (2f, 0.9f, 0.1f), (1f, 0.9f, 0f), (3f, 1f, 0.1f), (1.5f, 0.5f, 0f) })
        {
            var schedule = new CosineDecayRestarts(1, 8, t, m, alpha);
            for (int step = 0; step < 60; step++)
                Numbers.Close([Restarted(step, 8, t, m, alpha)], At(schedule, step), 2e-6f, $"{t}, {m}, {alpha}, step {step}");
        }
    }

    // At a restart the logarithm may round to the period before: every one of thousands begins where it should.
    [Fact]
    public void A_period_begins_at_its_first_step()
    {
        var schedule = new CosineDecayRestarts(1, 8);
        for (int period = 1; period < 18; period++)
            Assert.Equal(1, schedule.At((8 << period) - 8), 1e-6f);
    }

    [Fact]
    public void A_learning_rate_is_a_number_or_a_schedule()
    {
        var fixedRate = new SGD(0.5f);
        Assert.Null(fixedRate.LearningRateSchedule);
        fixedRate.LearningRate = 0.25f;
        Assert.Equal(0.25f, fixedRate.LearningRate);

        var optimizer = new SGD(new ExponentialDecay(0.5f, 1, 0.5f));
        Assert.Equal(0.5f, optimizer.LearningRate);
        Assert.Equal([0.5f, 0.25f, 0.125f], OptimizerSteps.Walk(optimizer, 1, 1, 1));
        Assert.Equal(0.0625f, optimizer.LearningRate);
        Assert.Equal(1, optimizer.CountParams()); // the iteration: the rate is not kept
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = 1);
        Assert.StartsWith(
            "SGD: expected a learning rate that can be set; got one that the schedule ExponentialDecay gives.", error.Message, StringComparison.Ordinal);
    }

    // Schedules count batches, also where several make an update.
    [Fact]
    public void Accumulated_batches_count()
    {
        var optimizer = new SGD(new ExponentialDecay(1, 1, 0.5f)) { GradientAccumulationSteps = 2 };
        Assert.Equal([1, 0.5f, 0.5f, 0.375f], OptimizerSteps.Walk(optimizer, 1, 1, 1, 1)); // rates of steps 1 and 3: ½ and ⅛
    }

    [Fact]
    public void A_configuration_makes_it_again()
    {
        LearningRateSchedule[] schedules =
        [
            new ExponentialDecay(0.05f, 10, 0.96f, true) { Name = "my_ed" }, new InverseTimeDecay(0.05f, 10, 0.96f, true),
            new PiecewiseConstantDecay([10, 20], [1, 2, 3]), new PolynomialDecay(0.1f, 100, 0.005f, 2, true) { Name = null },
            new CosineDecay(0.05f, 10, 0.1f, 0.2f, 2), new CosineDecayRestarts(0.05f, 10, 3, 4, 0.1f),
        ];
        Assert.Equal(ScheduleTable.FromConfig.Keys.Order(StringComparer.Ordinal), schedules.Select(s => s.ClassName).Order(StringComparer.Ordinal));
        foreach (LearningRateSchedule schedule in schedules)
        {
            string text = schedule.Serialize().ToJsonString();
            Assert.Equal(text, LearningRateSchedule.Deserialize(JsonNode.Parse(text)!).Serialize().ToJsonString());
        }
        Assert.Equal(
            """{"initial_learning_rate":0.1,"decay_steps":100,"alpha":0,"name":"CosineDecay","warmup_target":null,"warmup_steps":0}""",
            new CosineDecay(0.1f, 100).Config.ToJsonString());
        Assert.Equal(
            """{"initial_learning_rate":0.1,"first_decay_steps":100,"t_mul":2,"m_mul":1,"alpha":0,"name":"SGDRDecay"}""",
            new CosineDecayRestarts(0.1f, 100).Config.ToJsonString());
        Assert.Equal(
            """{"module":"keras.optimizers.schedules","class_name":"PiecewiseConstantDecay","config":{"boundaries":[1],"values":[1,0.5],"name":"PiecewiseConstant"},"registered_name":null}""",
            new PiecewiseConstantDecay([1], [1, 0.5f]).Serialize().ToJsonString());
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InverseTimeDecay(1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialDecay(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecayRestarts(1, 0));
        var error = Assert.Throws<InvalidDataException>(() => ScheduleTable.FromConfig["CosineDecay"](new JsonObject { ["decay_steps"] = 1 }));
        Assert.Equal("Learning rate schedule: expected a number as initial_learning_rate; got none.", error.Message);
    }

    // Keras' own test of fit() with a schedule: the losses of three epochs, and that four batches of each were counted.
    [Fact]
    public void Fit_follows_a_schedule()
    {
        var model = new Sequential([new Dense(2) { KernelInitializer = "ones", BiasInitializer = "ones" }]);
        model.Compile(new Adam(new ExponentialDecay(0.05f, 1, 0.9f)), "mse");
        Tensor<float> x = Numbers.Of([16, 2], [.. Enumerable.Range(0, 32).Select(i => (float)i)]);
        IReadOnlyList<float> losses = model.Fit(x, x, batchSize: 4, epochs: 3, shuffle: false, verbose: 0)["loss"];
        Numbers.Close([230.79457092285156f, 128.30319213867188f, 79.33648681640625f], [.. losses], 5e-5f);
        Assert.Equal(12, model.Optimizer!.Iterations.Span[0]);
    }

    private static float[] At(LearningRateSchedule schedule, params int[] steps) => [.. steps.Select(step => schedule.At(step))];

    // Period after period, in double.
    private static float Restarted(double step, double period, double t, double m, double alpha)
    {
        double factor = 1;
        while (step >= period)
            (step, period, factor) = (step - period, period * t, factor * m);
        return (float)(((1 - alpha) * factor * 0.5 * (1 + Math.Cos(Math.PI * step / period))) + alpha);
    }
}
