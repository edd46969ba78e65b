using System.Text.Json.Nodes;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

// Cases of Keras' tests of convolutional recurrent layers; their numbers are among RecurrentCases.
public class ConvLSTMTests
{
    private static ConvLSTM2D Hundredths(Padding padding = Padding.Same) =>
        new(4, 3) { Padding = padding, KernelInitializer = new Constant(0.01f), RecurrentInitializer = new Constant(0.02f) };

    // Keras prints the sums alone.
    [Fact]
    public void A_step_from_given_states()
    {
        Tensor<float> state = RecurrentCase.Count([2, 5, 5, 4], 0.1f);
        RNNCell cell = Hundredths().Cell;
        float[][] results = Step.RunAll(x => cell.ApplyAll([.. x]), [RecurrentCase.Count([2, 5, 5, 3], 0.1f), state, state]);
        double[] sums = [.. results.Select(result => result.Sum(number => (double)number))];
        Assert.Equal(188.89502, sums[0], 3);
        Assert.Equal(188.89502, sums[1], 3);
        Assert.Equal(2170.444, sums[2], 2);
    }

    [Fact]
    public void A_sequence_from_given_states()
    {
        Tensor<float> state = RecurrentCase.Count([2, 5, 5, 4], 0.01f);
        ConvLSTM2D layer = Hundredths();
        float[] y = Step.RunAll(x => [layer.Apply([.. x])], [RecurrentCase.Count([2, 3, 5, 5, 3], 0.01f), state, state])[0];
        Assert.Equal(119.812454, y.Sum(number => (double)number), 3);
    }

    [Theory]
    [InlineData(1, "same", false, 4)]
    [InlineData(1, "valid", false, 6)]
    [InlineData(1, "valid", true, 6)]
    [InlineData(2, "same", false, 4)]
    [InlineData(2, "valid", false, 6)]
    [InlineData(2, "valid", true, 6)]
    [InlineData(3, "same", false, 4)]
    [InlineData(3, "valid", false, 6)]
    [InlineData(3, "valid", true, 6)]
    public void Has_the_shape_that_Keras_says_in_both_formats(int rank, string padding, bool sequences, int length)
    {
        int before = padding == "same" ? 4 : 8;
        int[] sizes = [.. Enumerable.Repeat(before, rank)], after = [.. Enumerable.Repeat(length, rank)], time = sequences ? [2] : [];
        foreach (bool isFirst in new[] { false, true })
        {
            var config = new JsonObject
            {
                ["name"] = "layer",
                ["filters"] = 5,
                ["kernel_size"] = 3,
                ["padding"] = padding,
                ["return_sequences"] = sequences,
                ["recurrent_dropout"] = sequences ? 0 : 0.5f,
                ["data_format"] = isFirst ? "channels_first" : "channels_last",
            };
            Layer layer = LayerTable.FromConfig[$"ConvLSTM{rank}D"](config);
            Shape input = isFirst ? [3, 2, 3, .. sizes] : [3, 2, .. sizes, 3], expected = isFirst ? [3, .. time, 5, .. after] : [3, .. time, .. after, 5];
            Shape shape = Shape.Scalar;
            float[] y = Step.Run(
                x =>
                {
                    KerasTensor result = layer.Apply(x);
                    shape = result.Shape;
                    return result;
                }, Numbers.Wave(input), training: true);
            Assert.Equal(expected, shape);
            Assert.All(y, number => Assert.True(float.IsFinite(number)));
            Assert.Equal((3, 0), (layer.TrainableWeights.Count, layer.NonTrainableWeights.Count));
        }
    }

    [Fact]
    public void Channels_first_is_the_same_turned()
    {
        var last = new ConvLSTM2D(2, (3, 2)) { Strides = (2, 1), ReturnSequences = true, ReturnState = true, GoBackwards = true, BiasInitializer = new RandomNormal(1) };
        var first = new ConvLSTM2D(2, (3, 2))
        {
            Strides = (2, 1),
            ReturnSequences = true,
            ReturnState = true,
            GoBackwards = true,
            DataFormat = DataFormat.ChannelsFirst,
        };
        float[][] results = Step.RunAll(
            x =>
            {
                IReadOnlyList<KerasTensor> one = last.ApplyAll(x[0]);
                first.EnsureBuilt([2, 3, 3, 6, 5]);
                first.SetWeights(last.GetWeights());
                IReadOnlyList<KerasTensor> other = first.ApplyAll(x[0].Transpose(0, 1, 4, 2, 3));
                return [.. one, other[0].Transpose(0, 1, 3, 4, 2), .. other.Skip(1).Select(state => state.Transpose(0, 2, 3, 1))];
            }, [Numbers.Wave([2, 3, 6, 5, 3])]);
        for (int i = 0; i < 3; i++)
            Numbers.Close(results[i], results[3 + i], 1e-6f, $"{i}");
    }

    // On images of one pixel with a kernel of one pixel a convolution is a product.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void On_single_pixels_it_is_an_LSTM(int rank)
    {
        int[] one = [.. Enumerable.Repeat(1, rank)];
        var lstm = new LSTM(3) { ReturnSequences = true, RecurrentActivation = "hard_sigmoid", BiasInitializer = new RandomNormal(1) };
        Layer layer = LayerTable.FromConfig[$"ConvLSTM{rank}D"](new()
        {
            ["name"] = "layer",
            ["filters"] = 3,
            ["kernel_size"] = 1,
            ["return_sequences"] = true,
            ["recurrent_activation"] = "hard_sigmoid",
        });
        float[][] results = Step.RunAll(
            x =>
            {
                var arguments = new CallArguments { Mask = x[1] };
                KerasTensor expected = lstm.Apply([x[0]], arguments), images = x[0].Reshape([2, 5, .. one, 4]);
                layer.EnsureBuilt(images.Shape);
                layer.SetWeights([.. lstm.GetWeights().Select((weight, i) => i == 2 ? weight : weight.ToArray().ToTensor([.. one, .. weight.Shape()]))]);
                return [expected, layer.Apply([images], arguments)];
            }, [Numbers.Wave([2, 5, 4]), Numbers.Of([2, 5], 1, 1, 0, 1, 0, 0, 1, 1, 1, 1)]);
        Numbers.Close(results[0], results[1], 2e-6f);
    }

    [Fact]
    public void A_stateful_layer_goes_on_where_it_was()
    {
        var plain = new ConvLSTM1D(2, 3) { ReturnSequences = true };
        var stateful = new ConvLSTM1D(2, 3) { ReturnSequences = true, Stateful = true };
        Tensor<float> x = Numbers.Wave([1, 4, 6, 2]);
        float[] expected = plain.Predict(x).ToArray();
        stateful.EnsureBuilt(x.Shape());
        stateful.SetWeights(plain.GetWeights());
        float[] all = x.ToArray();
        float[] parts = [.. stateful.Predict(all[..24].ToTensor([1, 2, 6, 2])).ToArray(), .. stateful.Predict(all[24..].ToTensor([1, 2, 6, 2])).ToArray()];
        Numbers.Close(expected, parts);
    }

    // Dropout of the input with all weights of the state at 0: a gate's numbers are those of a mask of its own.
    [Fact]
    public void Dropout_draws_in_training_alone()
    {
        var layer = new ConvLSTM2D(2, 2) { Dropout = 0.5f, Seed = 3, ReturnSequences = true };
        Tensor<float> x = Numbers.Of([2, 3, 4, 4, 1], [.. Enumerable.Repeat(0.5f, 96)]);
        float[] calm = layer.Predict(x).ToArray(), trained = Step.Run(input => layer.Apply(input), x, training: true);
        Assert.NotEqual(calm, trained);
        Assert.Equal(calm, layer.Predict(x).ToArray());
    }

    [Fact]
    public void Strides_and_dilation_do_not_go_together()
    {
        foreach (var (layer, input) in new (Layer, Shape)[]
        {
            (new ConvLSTM1D(1, 1) { Strides = 2, Padding = Padding.Same, DilationRate = 3 }, [1, 2, 4, 1]),
            (new ConvLSTM2D(1, 1) { Strides = 2, Padding = Padding.Same, DilationRate = 3 }, [1, 2, 4, 4, 1]),
            (new ConvLSTM3D(1, 1) { Strides = 2, Padding = Padding.Same, DilationRate = (1, 2, 2) }, [1, 2, 4, 4, 4, 1]),
        })
            Assert.Contains("strides or dilation rate of 1", Assert.Throws<ArgumentException>(() => layer.EnsureBuilt(input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_images_without_time_and_images_of_unknown_size()
    {
        var error = Assert.Throws<ShapeException>(() => new ConvLSTM2D(1, 2).Apply(new Input(4, 4, 1)));
        Assert.Contains("(batch, time, height, width, channels)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new ConvLSTM2D(1, 2).Apply(new Input(3, Shape.Unknown, 4, 1)));
    }

    // The keys of Keras 3.16 in its order.
    [Fact]
    public void Writes_the_configuration_of_Keras()
    {
        string[] keys = [.. new ConvLSTM2D(5, 3).Config.Select(entry => entry.Key)];
        Assert.Equal(
        [
            "name", "trainable", "dtype", "return_sequences", "return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask",
            "filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "activation", "recurrent_activation", "use_bias",
            "kernel_initializer", "recurrent_initializer", "bias_initializer", "unit_forget_bias", "kernel_regularizer", "recurrent_regularizer",
            "bias_regularizer", "activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint", "dropout",
            "recurrent_dropout", "seed",
        ], keys);
    }
}
