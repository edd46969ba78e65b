using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Layers;

// Cases of Keras' time_distributed_test, and what it does with layers that mix the samples of a step.
public class TimeDistributedTests
{
    private static readonly Tensor<float> s_x = RecurrentCase.Count([3, 2, 4]);

    private static Dense Hundredths(int units) => new(units) { KernelInitializer = new Constant(0.01f), UseBias = false };

    [Fact]
    public void Applies_a_dense_layer_to_each_step()
    {
        Numbers.Close([0.06f, 0.22f, 0.38f, 0.54f, 0.7f, 0.86f], new TimeDistributed(Hundredths(1)).Predict(s_x).ToArray());
    }

    [Fact]
    public void Says_the_shape_of_images_of_a_film()
    {
        KerasTensor y = new TimeDistributed(new Conv2D(64, 3)).Apply(new Input(10, 128, 128, 3));
        Assert.Equal([Shape.Unknown, 10, 126, 126, 64], y.Shape);
    }

    // Its row of the mask, (batch), goes to the layer at each step.
    [Fact]
    public void A_mask_of_two_axes_reaches_a_layer_that_asks_for_it()
    {
        float[] y = Step.Run(
            (x, mask) => new TimeDistributed(new MaskedDense()).Apply([x], new CallArguments { Mask = mask }), s_x, Numbers.Of([3, 2], 0, 1, 1, 0, 1, 1));
        Numbers.Close([0, 0.22f, 0.38f, 0, 0.7f, 0.86f], y);
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(5, 5)]
    [InlineData(5, 6)]
    [InlineData(4, 6, 2)]
    public void Refuses_a_mask_of_another_batch_or_time(params int[] shape)
    {
        var error = Assert.Throws<ShapeException>(() => Step.Run(
            (x, mask) => new TimeDistributed(new Dense(5, "softmax")).Apply([x], new CallArguments { Mask = mask }),
            Numbers.Wave([4, 5, 3]), Numbers.Wave([.. shape])));
        Assert.Contains("(4, 5, …)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(4, 5, 1)]
    [InlineData(4, 5, 2)]
    public void Takes_a_mask_that_begins_with_batch_and_time(params int[] shape)
    {
        var layer = new TimeDistributed(new Dense(5, "softmax"));
        Tensor<float> x = Numbers.Wave([4, 5, 3]);
        float[] masked = Step.Run((x, mask) => layer.Apply([x], new CallArguments { Mask = mask }), x, Numbers.Wave([.. shape]));
        Assert.Equal(layer.Predict(x).ToArray(), masked);
    }

    [Fact]
    public void Trains_behind_an_embedding_that_masks()
    {
        var model = new Sequential { new Input(20), new Embedding(10, 5) { MaskZero = true }, new TimeDistributed(new Dense(5, "softmax")) };
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        float[] x = [.. Engine.Random(22 * 20, seed: 1, low: 1, high: 10).Select(MathF.Floor)];
        var history = model.Fit(x.ToTensor([22, 20]), Numbers.Of([22, 20], [.. Enumerable.Repeat(1f, 22 * 20)]), batchSize: 16, epochs: 2, verbose: 0);
        Assert.True(history["loss"][1] < history["loss"][0]);
    }

    // Each step has a mean of its own, and the moving averages move once a step: by hand, as in two calls.
    [Fact]
    public void Batch_normalization_in_training_goes_step_by_step()
    {
        var layer = new BatchNormalization();
        var distributed = new TimeDistributed(layer);
        float[] together = Step.Run(x => distributed.Apply(x), s_x, training: true);
        var alone = new BatchNormalization();
        float[][] steps = Step.RunAll(
            x => [.. Enumerable.Range(0, 2).Select(t => alone.Apply(x[0].Slice(1, t, 1).Reshape([3, 4])))], [s_x], training: true);
        for (int n = 0; n < together.Length; n++)
        {
            var (row, feature) = Math.DivRem(n, 4);
            Assert.Equal(steps[row % 2][(row / 2 * 4) + feature], together[n], 6);
        }
        foreach (var (one, other) in layer.Weights.Zip(alone.Weights))
            Numbers.Close(one.Span, other.Span);
    }

    // Of step 0 only the first sample counts, of step 1 the last two: means of 0 … 3 and of 16 … 19.
    [Fact]
    public void Batch_normalization_leaves_out_samples_that_do_not_count_at_a_step()
    {
        var layer = new BatchNormalization { Momentum = 0 };
        Step.Run((x, mask) => new TimeDistributed(layer).Apply([x], new CallArguments { Mask = mask }), s_x, Numbers.Of([3, 2], 1, 0, 0, 1, 0, 1), training: true);
        Numbers.Close([16, 17, 18, 19], layer.NonTrainableWeights[0].Span, 1e-5f);
        Numbers.Close([16, 16, 16, 16], layer.NonTrainableWeights[1].Span, 1e-5f);
    }

    // Sentences of words: the words' mask goes to the layer that reads a sentence.
    [Fact]
    public void A_model_inside_sees_the_mask_of_its_own_steps_also_from_a_file()
    {
        Tensor<float> words = Numbers.Of([2, 2, 3], 1, 2, 0, 3, 0, 0, 2, 2, 2, 1, 0, 0);
        var word = new Input(3, 4);
        var sentence = new Model(word, new LSTM(3) { Name = "words" }.Apply(word), "sentence");
        var x = new Input(2, 3);
        var embedding = new Embedding(4, 4) { MaskZero = true };
        var model = new Model(x, new TimeDistributed(sentence).Apply(embedding.Apply(x)));
        Tensor<float> y = model.Predict(words);
        using var folder = new TemporaryFolder();
        model.Save(folder.At("model.keras"));
        Numbers.SameBits(y.ToArray(), Keratin.Saving.Models.Load(folder.At("model.keras")).Predict(words).ToArray());

        // The second sentence of the first sample by itself.
        float[] alone = Step.Run(row => sentence.Apply(embedding.Apply(row)), Numbers.Of([1, 3], 3, 0, 0));
        Numbers.Close(alone, y.ToArray().AsSpan(3, 3));
    }

    // As Keras' test has it.
    private sealed class MaskedDense : Layer
    {
        private readonly Dense _dense = Hundredths(1);

        protected override KerasTensor Call(KerasTensor x, bool training) =>
            MaskOf(x) is { } mask ? _dense.Apply(x) * mask.ExpandDims(-1) : _dense.Apply(x);
    }
}
