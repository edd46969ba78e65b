using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;

namespace Keratin.Tests.Optimizers;

/// <summary>What a user can derive.</summary>
public class OwnOptimizerTests
{
    // Momentum without the learning rate in it: v ← μ·v + g, w ← w - lr·v.
    private sealed class HeavyBall(LearningRateSchedule learningRate, float momentum) : Optimizer(learningRate)
    {
        private Variable[] _velocities = [];

        protected override void BuildSlots(IReadOnlyList<Variable> weights) =>
            _velocities = [.. weights.Select(weight => AddSlot(weight, "velocity"))];

        protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
        {
            KerasTensor velocity = (_velocities[index] * Keratin.Ops.Constant(momentum)) + gradient;
            _velocities[index].Assign(velocity);
            return weight - (rate * velocity);
        }

        protected override void WriteConfig(JsonObject config) => config["momentum"] = momentum;
    }

    // The shortest there is.
    private sealed class SignDescent(float learningRate) : Optimizer(learningRate)
    {
        protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step) =>
            weight - (rate * gradient.Sign());
    }

    private sealed class InverseRoot(float initialLearningRate) : LearningRateSchedule
    {
        public override JsonObject Config => new() { ["initial_learning_rate"] = initialLearningRate };

        public override KerasTensor Call(KerasTensor step) => initialLearningRate / (step + 1).Sqrt();
    }

    private sealed class TwoRates : LearningRateSchedule
    {
        public override KerasTensor Call(KerasTensor step) => step.BroadcastTo([2]);
    }

    [Fact]
    public void An_optimizer_of_ones_own_takes_its_steps()
    {
        // v = 1, 1.5: 1 - 0.25, - 0.375.
        Assert.Equal([0.75f, 0.375f], OptimizerSteps.Walk(new HeavyBall(0.25f, 0.5f), 1, 1));
        Assert.Equal([0.75f, 1], OptimizerSteps.Walk(new SignDescent(0.25f), 3, -9));
    }

    [Fact]
    public void What_is_common_comes_free()
    {
        // Clipped to 1 and halved by the rate: 1 - 0.5·0.5·1 - 0.5·1.
        Assert.Equal([0.25f], OptimizerSteps.Walk(new SignDescent(0.5f) { WeightDecay = 0.5f, ClipValue = 1 }, 3));
        var optimizer = new HeavyBall(0.25f, 0.5f) { GradientAccumulationSteps = 2, UseEma = true };
        Assert.Equal([1, 0.5f], OptimizerSteps.Walk(optimizer, 1, 3));
        Assert.Equal(
            ["heavy_ball/w_average", "heavy_ball/w_gradient_accumulator", "heavy_ball/w_velocity"], optimizer.Slots.Select(slot => slot.Path));
        Assert.Equal(0.5f, (float)optimizer.Config["momentum"]!);
        Assert.Equal("heavy_ball", (string?)optimizer.Config["name"]);
    }

    [Fact]
    public void A_schedule_of_ones_own_is_followed_and_can_be_asked()
    {
        // 0.5, then 0.5/√2, then 0.5/√3.
        var optimizer = new HeavyBall(new InverseRoot(0.5f), 0);
        Numbers.Close([0.5f, 0.5f - (0.5f / MathF.Sqrt(2))], OptimizerSteps.Walk(optimizer, 1, 1));
        Numbers.Close([0.5f / MathF.Sqrt(3)], [optimizer.LearningRate]);
        Assert.Equal(0.25f, new InverseRoot(0.5f).At(3));
        Assert.Equal("""{"initial_learning_rate":0.5}""", optimizer.Config["learning_rate"]!["config"]!.ToJsonString());
    }

    [Fact]
    public void A_schedule_gives_one_number()
    {
        var error = Assert.Throws<ShapeException>(() => new TwoRates().At(1));
        Assert.Equal("TwoRates: the shapes do not fit.\n  expected: a learning rate of shape ()\n  got:      (2,)", error.Message);
    }

    [Fact]
    public void Files_name_it_as_keras_names_classes_of_ones_own()
    {
        JsonObject node = new HeavyBall(new InverseRoot(0.5f), 0.5f).Serialize();
        Assert.Equal("Custom>HeavyBall", (string?)node["registered_name"]);
        Assert.Null(node["module"]);
        Assert.Equal("Custom>InverseRoot", (string?)node["config"]!["learning_rate"]!["registered_name"]);
        Assert.Equal("keras.optimizers", (string?)new AdamW().Serialize()["module"]);
    }

    [Fact]
    public void It_trains_a_model()
    {
        var model = new Sequential([new Dense(1) { KernelInitializer = "zeros" }]);
        model.Compile(new HeavyBall(new InverseRoot(0.1f), 0.9f), "mse");
        float[] x = [-2, -1, 1, 2], y = [-4, -2, 2, 4];
        model.Fit(x.ToTensor([4, 1]), y.ToTensor([4, 1]), epochs: 60, verbose: 0);
        Assert.Equal(2, model.Weights[0].Span[0], 0.05f);
    }
}
