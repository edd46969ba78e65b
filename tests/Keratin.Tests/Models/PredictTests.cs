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

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(22)]
    [InlineData(32)]
    public void Numbers_go_into_memory_of_the_callers_own(int batchSize)
    {
        Model model = SmallNet.Listed();
        float[] expected = model.Predict(SmallData.X, batchSize).ToArray();
        float[] fromSamples = new float[expected.Length + 1], fromNumbers = new float[expected.Length + 1];
        fromSamples[^1] = fromNumbers[^1] = 7;
        model.Predict(SmallData.X, fromSamples, batchSize);
        model.Predict(SmallData.X.ToArray(), fromNumbers, batchSize);
        Numbers.SameBits([.. expected, 7], fromSamples);
        Numbers.SameBits([.. expected, 7], fromNumbers);
    }

    [Fact]
    public void Bytes_and_images_without_a_channel_go_into_memory_of_the_callers_own()
    {
        var model = new Sequential { new Input(2, 2, 1), new Rescaling(0.5f), new Flatten() };
        float[] destination = new float[8];
        model.Predict(new byte[,,] { { { 0, 255 }, { 128, 1 } }, { { 7, 8 }, { 9, 10 } } }, destination);
        Assert.Equal([0, 127.5f, 64, 0.5f, 3.5f, 4, 4.5f, 5], destination);
    }

    [Fact]
    public void A_model_that_was_not_built_takes_its_shape_from_samples()
    {
        Model model = SmallNet.ListedWithoutInput();
        Assert.Contains("not seen its input", Assert.Throws<InvalidOperationException>(() => model.Predict(new float[4], new float[3])).Message);
        float[] destination = new float[3 * SmallData.Count];
        model.Predict(SmallData.X, destination);
        Numbers.SameBits(model.Predict(SmallData.X).ToArray(), destination);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        Model model = SmallNet.Listed();
        string message = Assert.Throws<ShapeException>(() => model.Predict(new float[6], new float[3])).Message;
        Assert.Contains("a multiple of 4 numbers, as samples are (None, 4)", message);
        Assert.Contains("got:      6 numbers", message);
        Assert.Throws<ShapeException>(() => model.Predict(ReadOnlySpan<float>.Empty, new float[3]));
        Assert.Throws<ShapeException>(() => model.Predict(Numbers.Wave([2, 3]), new float[6]));
        float[] tooShort = [1, 2, 3, 4, 5];
        message = Assert.Throws<ShapeException>(() => model.Predict(new float[8], tooShort, batchSize: 1)).Message;
        Assert.Contains("a destination for 2 × 3 numbers", message);
        Assert.Equal([1f, 2, 3, 4, 5], tooShort);
    }

    [Fact]
    public void Models_that_numbers_alone_do_not_describe_are_refused()
    {
        KerasTensor x = new Input(4), y = new Input(4);
        KerasTensor sum = new Add().Apply(x, y);
        Assert.Throws<NotSupportedException>(() => new Model([x, y], [sum]).Predict(new float[4], new float[4]));
        Assert.Throws<NotSupportedException>(() => new Model([x], [x * 2, x * 3]).Predict(new float[4], new float[4]));
        KerasTensor images = new Input(Shape.Unknown, Shape.Unknown, 1);
        var anySize = new Model(images, new ReLU().Apply(images));
        Assert.Contains("how large its samples are", Assert.Throws<InvalidOperationException>(() => anySize.Predict(new float[4], new float[4])).Message);
        float[] positive = new float[4];
        anySize.Predict(Numbers.Of([1, 2, 2, 1], 1, -2, 3, -6), positive);
        Assert.Equal([1f, 0, 3, 0], positive);
    }

    [Fact]
    public void Many_threads_predict_into_their_own_memory()
    {
        Model model = SmallNet.Listed();
        float[] x = SmallData.X.ToArray();
        float[][] expected = [.. Enumerable.Range(1, SmallData.Count).Select(count => model.Predict(Numbers.Of([count, 4], x[..(4 * count)])).ToArray())];
        Parallel.For(0, 2000, i =>
        {
            int count = 1 + (i % SmallData.Count);
            float[] destination = new float[3 * count];
            model.Predict(x.AsSpan(0, 4 * count), destination);
            Numbers.SameBits(expected[count - 1], destination);
        });
    }
}
