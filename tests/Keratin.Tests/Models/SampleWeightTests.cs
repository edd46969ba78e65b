using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Models;

public class SampleWeightTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([4, 1], 1, 1, 1, 1);

    // ŷ = 1 for every sample; squared residuals 1, 4, 9, 16.
    private static readonly Tensor<float> s_y = Numbers.Of([4, 1], 2, 3, 4, 5);

    private static Sequential Slope() => new() { new Input(1), new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) } };

    [Fact]
    public void Weights_count_in_the_loss_and_in_weighted_metrics_only()
    {
        Sequential model = Slope();
        model.Compile(new SGD(0.1f), "mse", ["mse"], weightedMetrics: ["mse"]);
        float[] weights = [1, 0, 2, 1];
        // Loss: (1 + 18 + 16) / 4 samples; the metric divides by the sum of the weights.
        Assert.Equal("loss: 8.7500 - mse: 7.5000 - mse_1: 8.7500", model.Evaluate(s_x, s_y, verbose: 0, sampleWeight: weights).ToString());
        // Gradient: -2 · (1·1 + 2·3 + 1·4) / 4 = -5.5.
        History history = model.Fit(s_x, s_y, sampleWeight: weights, verbose: 0);
        Assert.Equal([8.75f], history["loss"]);
        Numbers.Close([1.55f], model.Weights[0].Span);
    }

    [Fact]
    public void Classes_have_weights_by_index_or_one_hot()
    {
        float[,] x = { { 1, 0 }, { 0, 1 }, { 1, 1 } };
        int[] indices = [0, 1, 1];
        Dictionary<int, float> classes = new() { [1] = 3 };
        float Loss(string loss, Samples y, IReadOnlyDictionary<int, float>? classWeight, Samples? sampleWeight)
        {
            var model = new Sequential { new Input(2), new Dense(2, "softmax") { KernelInitializer = "ones" } };
            model.Compile(new SGD(0), loss);
            return model.Fit(x, y, classWeight: classWeight, sampleWeight: sampleWeight, verbose: 0)["loss"][0];
        }
        float expected = Loss("sparse_categorical_crossentropy", indices, null, new float[] { 1, 3, 3 });
        Assert.Equal(MathF.Log(2) * 7 / 3, expected, 1e-5f);
        Assert.Equal(expected, Loss("sparse_categorical_crossentropy", indices, classes, null));
        Assert.Equal(expected, Loss("categorical_crossentropy", Utils.ToCategorical(indices, 2), classes, null), 1e-6f);
        var both = Assert.Throws<ArgumentException>(() => Loss("sparse_categorical_crossentropy", indices, classes, new float[] { 1, 1, 1 }));
        Assert.Contains("expected classWeight or sampleWeight; got both", both.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_off_samples_keep_their_weights_and_given_ones_have_their_own()
    {
        Sequential model = Slope();
        model.Compile(new SGD(0), "mse");
        History split = model.Fit(s_x, s_y, validationSplit: 0.5f, sampleWeight: new float[] { 1, 1, 3, 5 }, verbose: 0);
        Assert.Equal([(3 * 9 + 5 * 16) / 2f], split["val_loss"]);
        History given = model.Fit(
            s_x, s_y, validationData: (s_x, s_y), sampleWeight: new float[] { 1, 1, 3, 5 }, validationSampleWeight: new float[] { 0, 0, 0, 1 }, verbose: 0);
        Assert.Equal([4f], given["val_loss"]);
        Assert.Equal([7.5f], model.Fit(s_x, s_y, validationData: (s_x, s_y), sampleWeight: new float[] { 1, 1, 3, 5 }, verbose: 0)["val_loss"]);
    }

    [Fact]
    public void As_many_weights_as_samples_are_wanted()
    {
        Sequential model = Slope();
        model.Compile("sgd", "mse");
        Assert.Throws<ArgumentException>(() => model.Fit(s_x, s_y, sampleWeight: new float[] { 1, 2 }, verbose: 0));
        Assert.Throws<ArgumentException>(() => model.Fit([s_x], [s_y], sampleWeight: [s_y, s_y], verbose: 0));
    }

    [Fact]
    public void Steps_of_an_epoch_go_on_where_the_last_ended()
    {
        Sequential model = Slope();
        model.Compile(new SGD(0), "mse");
        History history = model.Fit(s_x, s_y, batchSize: 1, epochs: 3, stepsPerEpoch: 3, shuffle: false, verbose: 0);
        // 1, 4, 9; 16, 1, 4; 9, 16, 1.
        Assert.Equal([14 / 3f, 7f, 26 / 3f], history["loss"], (a, b) => MathF.Abs(a - b) < 1e-5f);
        Assert.Equal([2.5f], model.Fit(s_x, s_y, batchSize: 1, validationData: (s_x, s_y), validationSteps: 2, validationBatchSize: 1, verbose: 0)["val_loss"]);
    }

    [Fact]
    public void One_batch_at_a_time()
    {
        Sequential model = Slope();
        model.Compile(new SGD(0.1f), "mse", ["mse"]);
        Assert.Equal("loss: 7.5000 - mse: 7.5000", model.TestOnBatch(s_x, s_y).ToString());
        Assert.Equal([1f], model.Weights[0].Span.ToArray());
        model.ResetMetrics();
        Assert.Equal(7.5f, model.TrainOnBatch(s_x, s_y).Loss);
        Numbers.Close([1.5f], model.Weights[0].Span);
        // Residuals 0.5, 1.5, 2.5, 3.5: mse 5.25; the values go on gathering.
        Assert.Equal((7.5f + 5.25f) / 2, model.TrainOnBatch(s_x, s_y).Loss);
        Numbers.Close([1.9f, 1.9f, 1.9f, 1.9f], model.PredictOnBatch(s_x).ToArray());
        model.ResetMetrics();
        // Two of four count: residuals 0.1 and 1.1, (0.01 + 1.21) / 4.
        Assert.Equal(0.305f, model.TestOnBatch(s_x, s_y, new float[] { 1, 1, 0, 0 }).Loss, 1e-5f);
    }
}
