using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class PredictTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(22)]
    [InlineData(1000)]
    public void The_batch_size_does_not_matter(int batchSize)
    {
        Model model = SmallNet.Listed();
        // Other kernels may be chosen for other sizes; float sums in another order differ by rounding only.
        Numbers.Close(model.Predict(SmallData.X).ToArray(), model.Predict(SmallData.X, batchSize).ToArray(), 1e-6f);
    }

    [Fact]
    public void More_sizes_than_plans_are_kept_give_the_same_numbers()
    {
        Model model = SmallNet.Listed();
        float[] all = model.Predict(SmallData.X).ToArray();
        for (int round = 0; round < 2; round++)
        {
            for (int count = 1; count <= SmallData.Count; count++)
                Numbers.Close(all.AsSpan(0, 3 * count), model.Predict(Numbers.Of([count, 4], SmallData.X.ToArray()[..(4 * count)])).ToArray(), 1e-6f);
        }
    }

    [Fact]
    public void Bytes_doubles_and_integers_mean_the_same_as_floats()
    {
        var model = new Sequential { new Input(2, 2), new Rescaling(1f / 255), new Flatten(), new Dense(3, "softmax") };
        byte[,,] bytes = { { { 0, 255 }, { 128, 1 } }, { { 7, 8 }, { 9, 10 } } };
        float[,,] floats = new float[2, 2, 2];
        double[] doubles = new double[8];
        int[] integers = new int[8];
        for (int i = 0; i < 8; i++)
            floats[i / 4, i / 2 % 2, i % 2] = integers[i] = (int)(doubles[i] = bytes[i / 4, i / 2 % 2, i % 2]);
        float[] expected = model.Predict(floats).ToArray();
        Numbers.SameBits(expected, model.Predict(bytes).ToArray());
        Numbers.SameBits(expected, model.Predict(Tensor.Create(doubles, [2, 2, 2])).ToArray());
        Numbers.SameBits(expected, model.Predict(Tensor.Create(integers, [2, 2, 2])).ToArray());
    }

    // Keras adds a last axis of length 1 where it is missing, and drops one that is too many.
    [Fact]
    public void Images_with_and_without_a_channel_axis_mean_the_same()
    {
        var withChannel = new Sequential { new Input(28, 28, 1), new Conv2D(2, 3), new Flatten() };
        Tensor<float> flat = Numbers.Wave([2, 28, 28]), deep = Numbers.Wave([2, 28, 28, 1]);
        Numbers.SameBits(withChannel.Predict(deep).ToArray(), withChannel.Predict(flat).ToArray());
        var withoutChannel = new Sequential { new Input(28, 28), new Flatten(), new Dense(2) };
        Numbers.SameBits(withoutChannel.Predict(flat).ToArray(), withoutChannel.Predict(deep).ToArray());
    }

    [Fact]
    public void A_part_of_a_tensor_is_read_as_it_is()
    {
        var model = new Sequential { new Input(2), new Rescaling(1) };
        Tensor<float> all = Tensor.Create<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3]);
        Assert.Equal([4f, 5, 7, 8], model.Predict(all[1..3, 0..2]).ToArray());
        Assert.Equal([5f, 6, 8, 9], model.Predict(all[1..3, 1..3]).ToArray());
        Tensor<float> pairs = Tensor.Create<float>([1, 2, 3, 4, 5, 6], [3, 2]);
        Assert.Equal([3f, 4, 5, 6], model.Predict(pairs[1..3, 0..2]).ToArray());
    }

    [Fact]
    public void Dropout_does_nothing_in_prediction_and_evaluation()
    {
        var model = new Sequential { new Input(4), new Dropout(0.5f) };
        Numbers.SameBits(SmallData.X.ToArray(), model.Predict(SmallData.X).ToArray());
        model.Compile("sgd", "mse");
        Assert.Equal(0, model.Evaluate(SmallData.X, SmallData.X, verbose: 0).Loss);
        Assert.True(model.Fit(SmallData.X, SmallData.X, verbose: 0)["loss"][0] > 0);
    }

    [Fact]
    public void A_cancelled_prediction_throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Model model = SmallNet.Listed();
        Assert.Throws<OperationCanceledException>(() => model.Predict(SmallData.X, cancellationToken: source.Token));
    }

    [Fact]
    public void Prediction_follows_training()
    {
        Model model = SmallNet.Listed();
        model.Compile("sgd", "sparse_categorical_crossentropy");
        float[] before = model.Predict(SmallData.X).ToArray();
        model.Fit(SmallData.X, SmallData.Classes, verbose: 0);
        Assert.NotEqual(before, model.Predict(SmallData.X).ToArray());
    }
}
