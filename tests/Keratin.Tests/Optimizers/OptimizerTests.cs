using System.Text.Json.Nodes;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;
using static Keratin.Tests.Optimizers.OptimizerSteps;

namespace Keratin.Tests.Optimizers;

public class OptimizerTests
{
    // All begin at w = 1 and say where it is after each gradient.

    [Fact]
    public void Plain_descent() => Assert.Equal([0.75f, 1.25f], Walk(new SGD(0.25f), 1, -2)); // 1 - 0.25·1, + 0.25·2

    [Fact]
    public void Momentum()
    {
        // m = -0.1, w = 0.9; m = -0.09 - 0.1 = -0.19, w = 0.71; m = -0.171 + 0.1 = -0.071, w = 0.639.
        Numbers.Close([0.9f, 0.71f, 0.639f], Walk(new SGD(0.1f, momentum: 0.9f), 1, 1, -1));
    }

    [Fact]
    public void Nesterovs_momentum()
    {
        // m = -0.1, w = 1 - 0.09 - 0.1 = 0.81; m = -0.19, w = 0.81 - 0.171 - 0.1 = 0.539.
        Numbers.Close([0.81f, 0.539f], Walk(new SGD(0.1f, momentum: 0.9f, nesterov: true), 1, 1));
    }

    [Fact]
    public void Root_mean_square()
    {
        // v = 0.4, w = 1 - 0.2/√0.4; v = 0.36 + 0.4 = 0.76, a further 0.2/√0.76.
        float first = 1 - (0.2f / MathF.Sqrt(0.4f));
        Numbers.Close([first, first - (0.2f / MathF.Sqrt(0.76f))], Walk(new RMSprop(0.1f, epsilon: 0), 2, 2));
    }

    [Fact]
    public void Root_mean_square_with_momentum()
    {
        // m = 0.2/√0.4; then half of it and 0.2/√0.76.
        float m = 0.2f / MathF.Sqrt(0.4f);
        Numbers.Close([1 - m, 1 - m - (m / 2) - (0.2f / MathF.Sqrt(0.76f))], Walk(new RMSprop(0.1f, momentum: 0.5f, epsilon: 0), 2, 2));
    }

    [Fact]
    public void Centered_root_mean_square()
    {
        // v = 0.4, ḡ = 0.2: 0.4 - 0.04 = 0.36, √ = 0.6; v = 0.76, ḡ = 0.38: 0.76 - 0.1444 = 0.6156.
        float first = 1 - (0.2f / 0.6f);
        Numbers.Close([first, first - (0.2f / MathF.Sqrt(0.6156f))], Walk(new RMSprop(0.1f, epsilon: 0, centered: true), 2, 2), 1e-6f);
    }

    // The epsilon stands inside the root: v + ε = 0.4 + 0.6 = 1.
    [Fact]
    public void Epsilon_of_root_mean_square_stands_inside_the_root() => Numbers.Close([0.8f], Walk(new RMSprop(0.1f, epsilon: 0.6f), 2));

    [Fact]
    public void Adaptive_moments()
    {
        // The first step is the learning rate, whatever the gradient. Then m = 0.09 - 0.1 = -0.01, v = 0.001999, α = 0.1·√0.001999/0.19:
        // a step of 0.1·(-0.01)/0.19.
        Numbers.Close([0.9f, 0.9f + (0.001f / 0.19f)], Walk(new Adam(0.1f, epsilon: 0), 1, -1), 1e-5f);
    }

    // ε = 1e-7 is added to √v where v is not corrected: √v = 0.0316·|g|, so a gradient of 1e-5 feels it: 0.1/(1 + 1e-7/3.16e-7).
    [Fact]
    public void Epsilon_of_adaptive_moments_stands_outside_the_root() =>
        Numbers.Close([1 - (0.1f / (1 + (1e-7f / (MathF.Sqrt(0.001f) * 1e-5f))))], Walk(new Adam(0.1f), 1e-5f), 1e-5f);

    [Fact]
    public void Largest_mean_square_so_far()
    {
        // β₁ = 0, β₂ = ½: v = 2, then 1 + ½ = 1.5, but the largest is 2. α = 0.1·√½ and 0.1·√¾; steps 0.1·√½·2/√2 = 0.1, 0.1·√¾/√2.
        float second = 0.1f * MathF.Sqrt(0.75f);
        Numbers.Close([0.9f, 0.9f - (second / MathF.Sqrt(2))], Walk(new Adam(0.1f, 0, 0.5f, 0, amsgrad: true), 2, 1));
        Numbers.Close([0.9f, 0.9f - (second / MathF.Sqrt(1.5f))], Walk(new Adam(0.1f, 0, 0.5f, 0), 2, 1));
    }

    [Fact]
    public void Weights_decay_before_the_update()
    {
        // 1 - 1·0.5·0.25 = 0.875, - 0.25·1.
        Assert.Equal([0.625f], Walk(new SGD(0.25f) { WeightDecay = 0.5f }, 1));
    }

    [Fact]
    public void A_long_gradient_is_shortened_variable_by_variable()
    {
        // (3, 4) has length 5 and becomes (0.6, 0.8); (0.3, 0.4) stays.
        Numbers.Close([-0.6f, -0.8f, -0.3f, -0.4f], TwoVariables(new SGD(1) { ClipNorm = 1 }, [3, 4], [0.3f, 0.4f]));
    }

    [Fact]
    public void Gradients_are_shortened_together()
    {
        // (3, 4) and (0, 12) have length 13 together.
        Numbers.Close([-1.5f, -2, 0, -6], TwoVariables(new SGD(1) { GlobalClipNorm = 6.5f }, [3, 4], [0, 12]));
        Numbers.Close([-3, -4, 0, -12], TwoVariables(new SGD(1) { GlobalClipNorm = 100 }, [3, 4], [0, 12]));
    }

    [Fact]
    public void Gradients_are_cut_element_by_element() =>
        Numbers.Close([-0.5f, 0.5f, -0.25f, 0], TwoVariables(new SGD(1) { ClipValue = 0.5f }, [3, -4], [0.25f, 0]));

    [Fact]
    public void A_gradient_of_zeros_is_clipped_to_zeros()
    {
        Assert.Equal([0f, 0, 0, 0], TwoVariables(new SGD(1) { ClipNorm = 1 }, [0, 0], [0, 0]));
        Assert.Equal([0f, 0, 0, 0], TwoVariables(new SGD(1) { GlobalClipNorm = 1 }, [0, 0], [0, 0]));
    }

    [Fact]
    public void Only_one_kind_of_clipping_at_a_time()
    {
        var error = Assert.Throws<ArgumentException>(() => Walk(new SGD { ClipNorm = 1, ClipValue = 1 }, 1));
        Assert.Equal("SGD: expected at most one of ClipNorm, GlobalClipNorm, ClipValue; got several.", error.Message);
    }

    [Fact]
    public void The_moving_average_begins_at_the_first_new_weight()
    {
        // w = 0.75, 0.5; average 0.75, then 0.5·0.75 + 0.5·0.5.
        var optimizer = new SGD(0.25f) { UseEma = true, EmaMomentum = 0.5f };
        Assert.Equal([0.75f, 0.5f], Walk(optimizer, 1, 1));
        Variable average = Assert.Single(optimizer.Slots);
        Assert.Equal("sgd/w_average", average.Path);
        Assert.Equal([0.625f], average.Span.ToArray());
    }

    [Fact]
    public void Steps_are_counted_and_the_rate_may_be_changed_between_them()
    {
        var optimizer = new SGD(0.25f);
        var weight = new Variable("w", [1]);
        Take(optimizer, [weight], Numbers.Of([1], 1));
        optimizer.LearningRate = 0.5f;
        Take(optimizer, [weight], Numbers.Of([1], 1));
        Assert.Equal(-0.75f, weight.Span[0]);
        Assert.Equal(2, optimizer.Iterations.Span[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = -1);
    }

    [Fact]
    public void Slots_are_named_and_ordered_as_in_files()
    {
        var a = new Variable("kernel", [2]) { Path = "net/dense/kernel" };
        var b = new Variable("bias", [1]) { Path = "net/dense/bias" };
        Assert.Equal(
            ["adam/net_dense_kernel_momentum", "adam/net_dense_kernel_velocity", "adam/net_dense_bias_momentum", "adam/net_dense_bias_velocity",
             "adam/net_dense_kernel_velocity_hat", "adam/net_dense_bias_velocity_hat"],
            SlotsOf(new Adam(amsgrad: true)));
        Assert.Equal(
            ["rm_sprop/net_dense_kernel_velocity", "rm_sprop/net_dense_bias_velocity", "rm_sprop/net_dense_kernel_momentum", "rm_sprop/net_dense_bias_momentum"],
            SlotsOf(new RMSprop(momentum: 0.5f)));
        Assert.Empty(SlotsOf(new SGD()));
        var adam = new Adam();
        adam.Build([a, b]);
        Assert.Equal(2 + 6, adam.CountParams());

        string[] SlotsOf(Optimizer optimizer)
        {
            optimizer.Build([a, b]);
            return [.. optimizer.Slots.Select(slot => slot.Path)];
        }
    }

    [Fact]
    public void Defaults_are_those_of_keras()
    {
        Assert.Equal(0.01f, ((Optimizer)"sgd").LearningRate);
        Assert.Equal(0.001f, ((Optimizer)"RMSprop").LearningRate);
        var adam = Assert.IsType<Adam>((Optimizer)"adam");
        Assert.Equal((0.001f, 0.9f, 0.999f, 1e-7f, false), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.Amsgrad));
        // What Keras' get_config() gives of each class without arguments, but for name and learning rate.
        const string Common = "\"clipnorm\":null,\"global_clipnorm\":null,\"clipvalue\":null,\"use_ema\":false,\"ema_momentum\":0.99,"
            + "\"ema_overwrite_frequency\":null,\"loss_scale_factor\":null,\"gradient_accumulation_steps\":null,";
        const string Betas = "\"beta_1\":0.9,\"beta_2\":0.999,\"epsilon\":1E-07";
        (string Name, float Rate, string Decay, string Own)[] expected =
        [
            ("sgd", 0.01f, "null", "\"momentum\":0,\"nesterov\":false"),
            ("rmsprop", 0.001f, "null", "\"rho\":0.9,\"momentum\":0,\"epsilon\":1E-07,\"centered\":false"),
            ("adam", 0.001f, "null", $"{Betas},\"amsgrad\":false"), ("adamw", 0.001f, "0.004", $"{Betas},\"amsgrad\":false"),
            ("adamax", 0.001f, "null", Betas), ("nadam", 0.001f, "null", Betas), ("lamb", 0.001f, "null", Betas),
            ("lion", 0.001f, "null", "\"beta_1\":0.9,\"beta_2\":0.99"),
            ("adagrad", 0.001f, "null", "\"initial_accumulator_value\":0.1,\"epsilon\":1E-07"),
            ("adadelta", 0.001f, "null", "\"rho\":0.95,\"epsilon\":1E-07"),
            ("ftrl", 0.001f, "null", "\"learning_rate_power\":-0.5,\"initial_accumulator_value\":0.1,\"l1_regularization_strength\":0,"
                + "\"l2_regularization_strength\":0,\"l2_shrinkage_regularization_strength\":0,\"beta\":0"),
            ("adafactor", 0.001f, "null", "\"beta_2_decay\":-0.8,\"epsilon_1\":1E-30,\"epsilon_2\":0.001,\"clip_threshold\":1,\"relative_step\":true"),
            ("muon", 0.001f, "0.004", "\"adam_beta_1\":0.9,\"adam_beta_2\":0.999,\"epsilon\":1E-07,\"exclude_layers\":[],\"muon_a\":3.4445,"
                + "\"muon_b\":-4.775,\"muon_c\":2.0315,\"adam_lr_ratio\":1,\"momentum\":0.95,\"ns_steps\":5,\"nesterov\":true,"
                + "\"exclude_embeddings\":true,\"adam_weight_decay\":0.004,\"rms_rate\":0.2"),
            ("schedulefreeadamw", 0.0025f, "null", "\"beta_1\":0.9,\"beta_2\":0.999,\"epsilon\":1E-08,\"warmup_steps\":0"),
        ];
        foreach (var (name, rate, decay, own) in expected)
        {
            JsonObject config = ((Optimizer)name).Config;
            Assert.Equal(rate, (float)config["learning_rate"]!);
            config.Remove("learning_rate");
            config.Remove("name");
            Assert.Equal($"{{\"weight_decay\":{decay},{Common}{own}}}", config.ToJsonString());
        }
    }

    [Fact]
    public void Names_follow_keras_rules()
    {
        Assert.Equal("adam_w", new AdamW().Name);
        Assert.Equal("schedule_free_adam_w", new ScheduleFreeAdamW().Name);
        Assert.Equal("adam_1", Optimizer.Deserialize(JsonNode.Parse("""{"class_name":"Adam","config":{"name":"adam_1"}}""")!).Name);
        var mine = new SGD(momentum: 0.5f) { Name = "mine" };
        mine.Build([new Variable("w", [1])]);
        Assert.Equal("mine/w_momentum", mine.Slots[0].Path);
    }

    [Fact]
    public void Keys_that_are_not_known_are_kept_but_not_those_that_keras_3_refuses()
    {
        JsonNode node = JsonNode.Parse("""{"class_name":"SGD","config":{"lr":0.5,"decay":0.0,"jit_compile":true,"is_legacy_optimizer":false,"new":[1]}}""")!;
        Optimizer optimizer = Optimizer.Deserialize(node);
        Assert.Equal(0.5f, optimizer.LearningRate);
        Assert.Equal("[1]", optimizer.Config["new"]!.ToJsonString());
        Assert.DoesNotContain(optimizer.Config, member => member.Key is "lr" or "decay" or "jit_compile" or "is_legacy_optimizer");
        Assert.Throws<InvalidDataException>(() => Optimizer.Deserialize(JsonNode.Parse("""{"class_name":"AdamW","config":{"weight_decay":null}}""")!));
    }

    [Fact]
    public void An_optimizer_that_scales_losses_is_read_as_what_it_wraps()
    {
        JsonNode node = JsonNode.Parse(
            """{"class_name":"LossScaleOptimizer","config":{"name":"x","inner_optimizer":{"class_name":"Lion","config":{"learning_rate":0.25}}}}""")!;
        Assert.Equal(0.25f, Assert.IsType<Lion>(Optimizer.Deserialize(node)).LearningRate);
    }

    [Fact]
    public void A_configuration_makes_it_again()
    {
        Optimizer[] optimizers =
        [
            new SGD(0.5f, 0.25f, true) { ClipNorm = 2 }, new RMSprop(0.25f, 0.5f, 0.75f, 0.125f, true) { GlobalClipNorm = 3, WeightDecay = 0.5f },
            new Adam(0.5f, 0.25f, 0.5f, 0.125f, true) { ClipValue = 4, UseEma = true, EmaMomentum = 0.5f, EmaOverwriteFrequency = 7 },
            new AdamW(0.5f, 0.125f, 0.25f, 0.5f, 0.125f, true) { Name = "mine", GradientAccumulationSteps = 4 },
            new Adamax(0.5f, 0.25f, 0.5f, 0.125f) { LossScaleFactor = 64 }, new Nadam(new CosineDecay(0.5f, 100), 0.25f, 0.5f, 0.125f),
            new Lamb(0.5f, 0.25f, 0.5f, 0.125f), new Lion(0.5f, 0.25f, 0.5f), new Adagrad(0.5f, 0.25f, 0.125f), new Adadelta(0.5f, 0.25f, 0.125f),
            new Ftrl(0.5f, -0.25f, 0.5f, 0.125f, 0.75f, 0.375f, 0.625f), new Adafactor(0.5f, -0.5f, 0.25f, 0.125f, 2, false),
            new Muon(0.5f)
            {
                AdamBeta1 = 0.5f, AdamBeta2 = 0.75f, AdamWeightDecay = null, Epsilon = 0.125f, AdamLRRatio = 0.5f, ExcludeLayers = ["a", "b"],
                ExcludeEmbeddings = false, MuonA = 1, MuonB = 2, MuonC = 3, Momentum = 0.5f, NSSteps = 4, Nesterov = false, RMSRate = null,
                WeightDecay = null,
            },
            new ScheduleFreeAdamW(0.5f, 0.25f, 0.5f, 0.125f, 9),
        ];
        Assert.Equal(
            OptimizerTable.FromConfig.Keys.Except(["LossScaleOptimizer"]).Order(StringComparer.Ordinal),
            optimizers.Select(o => o.ClassName).Order(StringComparer.Ordinal));
        foreach (Optimizer optimizer in optimizers)
        {
            string text = optimizer.Serialize().ToJsonString();
            Assert.Equal(text, Optimizer.Deserialize(JsonNode.Parse(text)!).Serialize().ToJsonString());
        }
    }

    // Two vectors that begin at 0.
    private static float[] TwoVariables(Optimizer optimizer, float[] first, float[] second)
    {
        Variable a = new("a", [2]), b = new("b", [2]);
        Take(optimizer, [a, b], Numbers.Of([2], first), Numbers.Of([2], second));
        return [.. a.Span, .. b.Span];
    }
}
