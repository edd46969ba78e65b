using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;

namespace Keratin.Tests.Saving;

public class CompileRoundTripTests
{
    public static TheoryData<string> LossNames => [.. LossTable.FromConfig.Keys];

    [Theory]
    [MemberData(nameof(LossNames))]
    public void A_loss_comes_back_from_a_file(string name)
    {
        Model model = SampleModels.Sequential();
        model.Compile("adam", name);
        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Fail);
        Assert.Equal(model.Loss!.Serialize().ToJsonString(), loaded.Loss!.Serialize().ToJsonString());
        Assert.Equal(model.Loss.GetType(), loaded.Loss.GetType());
    }

    [Fact]
    public void Arguments_of_losses_and_metrics_come_back_from_a_file()
    {
        Model model = SampleModels.Sequential();
        model.Compile(
            "adam", new CategoricalFocalCrossentropy { Alpha = [0.25f, 0.75f], Gamma = 3, Reduction = Reduction.Sum },
            [
                "accuracy", "AUC", "mae", "huber", new AUC(50, AucCurve.PR, multiLabel: true), new Precision([0.25f, 0.5f], topK: 2), new F1Score(ScoreAverage.Macro),
                new MeanIoU(3, sparseYPred: false, ignoreClass: 255), new PrecisionAtRecall(0.75f), MeanOfLoss.BinaryCrossentropy("bits", fromLogits: true),
                new SparseTopKCategoricalAccuracy(2), new R2Score(ClassAggregation.VarianceWeightedAverage),
            ]);

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Fail);

        Assert.Equal(model.Loss!.Serialize().ToJsonString(), loaded.Loss!.Serialize().ToJsonString());
        Assert.Equal(model.Metrics.Select(Text), loaded.Metrics.Select(Text));
        Assert.Equal(SampleModels.Saved(model), SampleModels.Saved(loaded));

        static string Text(MetricSpec spec) => spec.Name ?? spec.Metric!.Serialize().ToJsonString();
    }

    // A function has no place in a file but its name: the model is loaded, and says that it is not compiled.
    [Fact]
    public void Who_only_predicts_gets_the_model_uncompiled()
    {
        Model model = SampleModels.Sequential();
        model.Compile("adam", "mse");
        byte[] saved = SampleModels.Saved(model);
        using var stream = new MemoryStream(saved);
        Model asked = Keratin.Saving.Models.Load(stream, onWarning: Fail, compile: false);
        Assert.True(SampleModels.Loaded(saved, Fail).IsCompiled);
        Assert.False(asked.IsCompiled);
        Assert.Equal(SampleModels.Bits(model.Weights), SampleModels.Bits(asked.Weights));
    }

    [Fact]
    public void Functions_of_ones_own_leave_a_loaded_model_uncompiled()
    {
        Model model = SampleModels.Sequential();
        model.Compile("adam", new LossFunction("mine", (y, p) => (y - p).Square().Mean([-1])));
        var warnings = new List<string>();
        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), warnings.Add);
        Assert.False(loaded.IsCompiled);
        Assert.Contains("got 'mine'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static void Fail(string warning) => Assert.Fail(warning);
}
