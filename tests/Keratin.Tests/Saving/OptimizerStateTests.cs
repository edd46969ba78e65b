using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;
using Keratin.Saving;
using Keratin.Saving.Hdf5;

namespace Keratin.Tests.Saving;

/// <summary>Where training stood, of every optimizer: configuration, slots and counters go through a file, and the next steps are the same.</summary>
public class OptimizerStateTests
{
    private static readonly Func<Optimizer>[] s_optimizers =
    [
        () => new AdamW(0.01f), () => new Adamax(0.01f), () => new Nadam(0.01f), () => new Lamb(0.01f), () => new Lion(0.001f), () => new Adagrad(0.01f),
        () => new Adadelta(1), () => new Ftrl(0.05f), () => new Adafactor(0.01f), () => new Muon(0.01f) { ExcludeLayers = ["scores"] },
        () => new ScheduleFreeAdamW(0.01f, warmupSteps: 3),
        () => new SGD(new CosineDecay(0.05f, 100, warmupTarget: 0.1f, warmupSteps: 3), momentum: 0.9f),
        () => new Adam(new PiecewiseConstantDecay([2, 5], [0.01f, 0.005f, 0.001f])) { GradientAccumulationSteps = 3, UseEma = true, EmaOverwriteFrequency = 2 },
        () => new RMSprop(0.01f) { LossScaleFactor = 8, GlobalClipNorm = 1, Name = "mine" },
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, s_optimizers.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Training_goes_on_after_loading_as_if_it_had_not_stopped(int number)
    {
        var model = new Sequential([new Input(6), new Dense(5, "tanh"), new Dense(3) { Name = "scores" }]);
        model.Compile(s_optimizers[number](), "mse");
        Train(model);

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), warning => Assert.Fail(warning));

        Assert.Equal(model.Optimizer!.Config.ToJsonString(), loaded.Optimizer!.Config.ToJsonString());
        Assert.Equal(model.Optimizer.LearningRate, loaded.Optimizer.LearningRate);
        Assert.Equal(model.Optimizer.Slots.Select(slot => slot.Path), loaded.Optimizer.Slots.Select(slot => slot.Path));
        AssertSameState(model, loaded);
        Train(model);
        Train(loaded);
        Assert.Equal(SampleModels.Bits(model.Weights), SampleModels.Bits(loaded.Weights));
        AssertSameState(model, loaded);
    }

    [Fact]
    public void A_scheduled_rate_is_not_in_the_file()
    {
        var model = new Sequential([new Input(6), new Dense(3)]);
        model.Compile(new SGD(new ExponentialDecay(0.1f, 10, 0.5f), momentum: 0.9f), "mse");
        Train(model);
        // Iteration, and a momentum of kernel and bias.
        Assert.Equal(["0", "1", "2"], WeightsWriter.Write(model).FindGroup("optimizer/vars")!.Children.Keys);
        Assert.Equal([4L], WeightsWriter.Write(model).FindDataset("optimizer/vars/0")!.ReadInt64s());
    }

    [Fact]
    public void Files_count_batches_and_the_optimizer_updates()
    {
        var model = new Sequential([new Input(6), new Dense(3)]);
        model.Compile(new SGD { GradientAccumulationSteps = 3 }, "mse");
        Train(model);
        Assert.Equal([4L], WeightsWriter.Write(model).FindDataset("optimizer/vars/0")!.ReadInt64s());
        Assert.Equal(1, model.Optimizer!.Iterations.Span[0]);
        Assert.Equal(1, SampleModels.Loaded(SampleModels.Saved(model)).Optimizer!.Iterations.Span[0]);
    }

    // Keras keeps what is wrapped twice; the copy in the place of its own is the one that is read.
    [Fact]
    public void What_a_loss_scale_optimizer_wraps_is_read_from_its_own_place()
    {
        var model = new Sequential([new Input(2), new Dense(1)]);
        model.Compile(new SGD(0.5f, momentum: 0.9f), "mse");
        var root = new H5Group();
        float[][] own = [[7], [0.25f], [1, 2], [3]];
        long[][] shapes = [[], [], [2, 1], [1]];
        H5Group outer = root.Ensure("optimizer/vars"), inner = root.Ensure("optimizer/inner_optimizer/vars");
        for (int i = 0; i < 8; i++)
            outer.Add(i.ToString(CultureInfo.InvariantCulture), H5Dataset.Of<float>([99]));
        for (int i = 0; i < own.Length; i++)
            inner.Add(i.ToString(CultureInfo.InvariantCulture), H5Dataset.Of<float>(own[i], shapes[i]));

        OptimizerState.Read(root, model, new LoadContext("file", null, warning => Assert.Fail(warning)));

        Assert.Equal((7f, 0.25f), (model.Optimizer!.Iterations.Span[0], model.Optimizer.LearningRate));
        Assert.Equal([1f, 2, 3], model.Optimizer.Slots.SelectMany(slot => slot.Span.ToArray()));
    }

    [SharedFact]
    public void An_optimizer_with_a_schedule_that_keras_wrote_is_read()
    {
        using ZipArchive archive = ZipFile.OpenRead(SharedFiles.At("fixtures/keras-3.16/functional_multi_io.keras"));
        JsonNode node = JsonNode.Parse(archive.GetEntry("config.json")!.Open())!["compile_config"]!["optimizer"]!;

        var optimizer = Assert.IsType<SGD>(Optimizer.Deserialize(node));

        Assert.Equal((0.1f, 0.9f), (optimizer.LearningRate, optimizer.Momentum));
        Assert.Equal(0.09f, Assert.IsType<ExponentialDecay>(optimizer.LearningRateSchedule).At(100), 1e-7f);
        Assert.True(JsonNode.DeepEquals(node["config"]!["learning_rate"], optimizer.Serialize()["config"]!["learning_rate"]));
    }

    private static void Train(Model model)
    {
        Tensor<float> x = SampleModels.Numbers([32, 6], new Random(3)), y = SampleModels.Numbers([32, 3], new Random(4));
        model.Fit(x, y, batchSize: 8, epochs: 1, verbose: 0, shuffle: false);
    }

    private static void AssertSameState(Model model, Model loaded)
    {
        Assert.Equal(SampleModels.Bits(model.Optimizer!.FileVariables), SampleModels.Bits(loaded.Optimizer!.FileVariables));
        Assert.Equal(model.Optimizer.Iterations.Span[0], loaded.Optimizer.Iterations.Span[0]);
    }
}
