using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Layers;
using Keratin.Regularizers;

namespace Keratin.Tests.Layers;

public class ConvolutionLayerTests
{
    // 1 2 3 4 5
    private static readonly Tensor<float> s_steps = Numbers.Of([1, 5, 1], 1, 2, 3, 4, 5);

    [Fact]
    public void A_sequence_is_convolved()
    {
        // Kernel 1 10: 1 + 20, 2 + 30, …; bias 0.5.
        Assert.Equal([21.5f, 32.5f, 43.5f, 54.5f], Run(new Conv1D(1, 2), [1, 10], 0.5f));
        Assert.Equal([21.5f, 32.5f, 43.5f, 54.5f, 5.5f], Run(new Conv1D(1, 2) { Padding = Padding.Same }, [1, 10], 0.5f));
        Assert.Equal([21.5f, 43.5f], Run(new Conv1D(1, 2) { Strides = 2 }, [1, 10], 0.5f));
    }

    [Fact]
    public void A_causal_convolution_sees_nothing_that_comes_later()
    {
        // Kernel 1 10, two apart: x[t - 2] + 10·x[t].
        Assert.Equal([10f, 20, 31, 42, 53], Run(new Conv1D(1, 2) { Padding = Padding.Causal, DilationRate = 2 }, [1, 10], 0));
        Assert.Equal([10f, 32, 54], Run(new Conv1D(1, 2) { Padding = Padding.Causal, Strides = 2 }, [1, 10], 0));
    }

    [Fact]
    public void A_volume_is_convolved()
    {
        // All eight corners of 1 … 8, once plain and once with the last slice only.
        var layer = new Conv3D(1, 2) { UseBias = false };
        Tensor<float> x = Numbers.Of([1, 2, 2, 2, 1], 1, 2, 3, 4, 5, 6, 7, 8);
        layer.EnsureBuilt(x.Shape());
        Assert.Equal([2, 2, 2, 1, 1], layer.Weights[0].Shape);
        layer.Weights[0].Assign([1, 1, 1, 1, 1, 1, 1, 1]);
        Assert.Equal([36f], Step.Run(layer.Apply, x));
        layer.Weights[0].Assign([0, 0, 0, 0, 1, 10, 100, 1000]);
        Assert.Equal([8765f], Step.Run(layer.Apply, x));
    }

    [Fact]
    public void A_small_image_is_drawn_large()
    {
        // 1 2 / 3 4, each times the kernel 1 10 / 100 1000, two apart: nothing overlaps.
        var layer = new Conv2DTranspose(1, 2) { Strides = 2 };
        Tensor<float> x = Numbers.Of([1, 2, 2, 1], 1, 2, 3, 4);
        layer.EnsureBuilt(x.Shape());
        layer.Weights[0].Assign([1, 10, 100, 1000]);
        Assert.Equal([1f, 10, 2, 20, 100, 1000, 200, 2000, 3, 30, 4, 40, 300, 3000, 400, 4000], Step.Run(layer.Apply, x));
    }

    [Fact]
    public void Channels_first_gives_the_same_numbers_in_another_order()
    {
        var last = new Conv2D(3, (2, 3), "tanh") { Padding = Padding.Same };
        var first = new Conv2D(3, (2, 3), "tanh") { Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst };
        Tensor<float> x = Numbers.Wave([2, 4, 5, 2]);
        last.EnsureBuilt([Shape.Unknown, 4, 5, 2]);
        first.EnsureBuilt([Shape.Unknown, 2, 4, 5]);
        first.SetWeights(last.GetWeights());
        float[] expected = Step.Run(tensor => last.Apply(tensor).Transpose(0, 3, 1, 2), x);
        Assert.Equal(expected, Step.Run(tensor => first.Apply(tensor.Transpose(0, 3, 1, 2)), x));
        Assert.Equal([Shape.Unknown, 3, 4, 5], first.OutputShape!);
    }

    [Fact]
    public void The_activation_goes_along_the_axis_that_the_user_sees()
    {
        // A softmax along the last axis: the width. Two equal pixels share it.
        var layer = new Conv1D(2, 1, "softmax") { DataFormat = DataFormat.ChannelsFirst };
        layer.EnsureBuilt([Shape.Unknown, 1, 2]);
        layer.Weights[0].Assign([1, 2]);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], Step.Run(layer.Apply, Numbers.Of([1, 1, 2], 3, 3)));
    }

    [Fact]
    public void Weights_have_the_names_and_shapes_of_keras()
    {
        AssertWeights(new Conv1D(4, 3) { Groups = 2 }, [8, 6], ("kernel", [3, 3, 4]), ("bias", [4]));
        AssertWeights(new Conv3D(4, (1, 2, 3)), [4, 5, 6, 2], ("kernel", [1, 2, 3, 2, 4]), ("bias", [4]));
        AssertWeights(new Conv1DTranspose(4, 3), [8, 6], ("kernel", [3, 4, 6]), ("bias", [4]));
        AssertWeights(new Conv2DTranspose(4, (2, 3)), [5, 6, 2], ("kernel", [2, 3, 4, 2]), ("bias", [4]));
        AssertWeights(new Conv3DTranspose(4, 2), [4, 5, 6, 2], ("kernel", [2, 2, 2, 4, 2]), ("bias", [4]));
        AssertWeights(new DepthwiseConv1D(3) { DepthMultiplier = 2 }, [8, 6], ("kernel", [3, 6, 2]), ("bias", [12]));
        AssertWeights(new DepthwiseConv2D((2, 3)), [5, 6, 4], ("kernel", [2, 3, 4, 1]), ("bias", [4]));
        AssertWeights(
            new SeparableConv1D(5, 3) { DepthMultiplier = 2 }, [8, 6], ("depthwise_kernel", [3, 6, 2]), ("pointwise_kernel", [1, 12, 5]), ("bias", [5]));
        AssertWeights(new SeparableConv2D(5, (2, 3)), [5, 6, 4], ("depthwise_kernel", [2, 3, 4, 1]), ("pointwise_kernel", [1, 1, 4, 5]), ("bias", [5]));
        AssertWeights(new Conv2D(4, 3) { DataFormat = DataFormat.ChannelsFirst, UseBias = false }, [2, 8, 9], ("kernel", [3, 3, 2, 4]));
    }

    [Fact]
    public void Configurations_have_the_keys_of_keras_in_its_order()
    {
        const string Rest = "activation use_bias {0} bias_initializer {1} bias_regularizer activity_regularizer {2} bias_constraint";
        string kernel = Keys(Rest, "kernel"), depthwise = Keys(Rest, "depthwise"), both = Keys(Rest, "depthwise", "pointwise");
        foreach (Layer layer in (Layer[])[new Conv1D(2, 3), new Conv2D(2, 3), new Conv3D(2, 3)])
            AssertKeys($"filters kernel_size strides padding data_format dilation_rate groups {kernel}", layer);
        foreach (Layer layer in (Layer[])[new Conv1DTranspose(2, 3), new Conv2DTranspose(2, 3), new Conv3DTranspose(2, 3)])
            AssertKeys($"filters kernel_size strides padding output_padding data_format dilation_rate {kernel}", layer);
        foreach (Layer layer in (Layer[])[new DepthwiseConv1D(3), new DepthwiseConv2D(3)])
            AssertKeys($"depth_multiplier kernel_size strides padding data_format dilation_rate {depthwise}", layer);
        foreach (Layer layer in (Layer[])[new SeparableConv1D(2, 3), new SeparableConv2D(2, 3)])
            AssertKeys($"depth_multiplier filters kernel_size strides padding data_format dilation_rate {both}", layer);
    }

    [Fact]
    public void Configurations_write_lists_and_read_numbers_too()
    {
        JsonObject config = new Conv3D(2, (1, 2, 3)) { Name = "c", Strides = 2, DataFormat = DataFormat.ChannelsFirst }.Config;
        Assert.Equal("[1,2,3]", config["kernel_size"]!.ToJsonString());
        Assert.Equal("[2,2,2]", config["strides"]!.ToJsonString());
        Assert.Equal("channels_first", (string?)config["data_format"]);
        Assert.Equal("[3]", new Conv1D(2, 3).Config["kernel_size"]!.ToJsonString());
        Assert.Null(new Conv2DTranspose(2, 3).Config["output_padding"]);
        Assert.Equal("[1,1]", new Conv2DTranspose(2, 3) { Strides = 2, OutputPadding = 1 }.Config["output_padding"]!.ToJsonString());

        var read = (Conv3D)LayerTable.FromConfig["Conv3D"](Config("""{"name":"c","filters":2,"kernel_size":3,"strides":[2],"padding":"SAME"}"""));
        Assert.Equal((3, 3, 3), read.KernelSize);
        Assert.Equal((2, 2, 2), read.Strides);
        Assert.Equal((1, 1, 1), read.DilationRate);
        Assert.Equal(Padding.Same, read.Padding);
        var old = (Conv2DTranspose)LayerTable.FromConfig["Conv2DTranspose"](Config("""{"name":"c","filters":2,"kernel_size":3,"output_padding":0}"""));
        Assert.Equal((0, 0), old.OutputPadding);
    }

    [Fact]
    public void Other_names_of_keras_are_read()
    {
        Assert.IsType<Conv2D>(LayerTable.FromConfig["Convolution2D"](new Conv2D(2, 3).Config));
        Assert.IsType<Conv3DTranspose>(LayerTable.FromConfig["Convolution3DTranspose"](new Conv3DTranspose(2, 3).Config));
        Assert.IsType<SeparableConv1D>(LayerTable.FromConfig["SeparableConvolution1D"](new SeparableConv1D(2, 3).Config));
        Assert.IsType<MaxPooling2D>(LayerTable.FromConfig["MaxPool2D"](new MaxPooling2D().Config));
        Assert.IsType<AveragePooling3D>(LayerTable.FromConfig["AvgPool3D"](new AveragePooling3D().Config));
        Assert.IsType<GlobalMaxPooling1D>(LayerTable.FromConfig["GlobalMaxPool1D"](new GlobalMaxPooling1D().Config));
        Assert.IsType<GlobalAveragePooling2D>(LayerTable.FromConfig["GlobalAvgPool2D"](new GlobalAveragePooling2D().Config));
        Assert.All(LayerTable.Aliases.Keys, name => Assert.Contains(name, LayerTable.FromConfig.Keys));
    }

    [Fact]
    public void Each_kernel_has_its_own_regularizer()
    {
        var layer = new SeparableConv2D(3, 2) { DepthwiseRegularizer = new L2(1), PointwiseRegularizer = new L1(2), BiasRegularizer = new L2(4) };
        JsonObject config = layer.Config;
        Assert.Equal("1", config["depthwise_regularizer"]!["config"]!["l2"]!.ToJsonString());
        Assert.Equal("2", config["pointwise_regularizer"]!["config"]!["l1"]!.ToJsonString());
        Assert.Equal("4", config["bias_regularizer"]!["config"]!["l2"]!.ToJsonString());
        Assert.Equal(config.ToJsonString(), LayerTable.FromConfig["SeparableConv2D"](config).Config.ToJsonString());
    }

    [Fact]
    public void Each_kernel_has_its_own_constraint()
    {
        var layer = new SeparableConv1D(1, 1) { DepthwiseConstraint = "non_neg", PointwiseConstraint = new MaxNorm(3), ActivityRegularizer = "l1" };
        JsonObject config = layer.Config;
        Assert.Equal("NonNeg", (string?)config["depthwise_constraint"]!["class_name"]);
        Assert.Equal("3", config["pointwise_constraint"]!["config"]!["max_value"]!.ToJsonString());
        Assert.Null(config["bias_constraint"]);
        Assert.Equal("L1", (string?)config["activity_regularizer"]!["class_name"]);
        Assert.Equal(config.ToJsonString(), LayerTable.FromConfig["SeparableConv1D"](config).Config.ToJsonString());

        layer.EnsureBuilt([Shape.Unknown, 2, 1]);
        float[][] brought = Step.RunAll(x => [.. layer.Weights.Where(weight => weight.Constraint is not null).Select(weight => weight.Constraint!(x[0]))], [Numbers.Of([2, 1], -3, 4)]);
        Assert.Equal([0f, 4], brought[0]);
        Numbers.Close([-9f / 5, 12f / 5], brought[1]);
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Assert.Equal(
            "Conv1D 'c': expected strides or dilation rate of 1; got strides 2 and dilation rate 3.",
            Assert.Throws<ArgumentException>(() => new Conv1D(2, 3) { Name = "c", Strides = 2, DilationRate = 3 }.Apply(new Input(20, 1))).Message);
        Assert.Equal(
            "Conv2DTranspose 'c': expected an output padding of at least 0 and below the strides (2, 3); got (1, 3).",
            Assert.Throws<ArgumentException>(
                () => new Conv2DTranspose(2, 3) { Name = "c", Strides = (2, 3), OutputPadding = (1, 3) }.Apply(new Input(4, 4, 1))).Message);
        Assert.Equal(
            "Conv2D 'c': expected padding valid or same; got causal.",
            Assert.Throws<ArgumentException>(() => new Conv2D(2, 3) { Name = "c", Padding = Padding.Causal }.Apply(new Input(4, 4, 1))).Message);
        Assert.Equal(
            "DepthwiseConv1D 'c': expected padding valid or same; got causal.",
            Assert.Throws<ArgumentException>(() => new DepthwiseConv1D(3) { Name = "c", Padding = Padding.Causal }.Apply(new Input(4, 1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(2, (3, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv3D(2, 3) { Strides = (1, 0, 1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DepthwiseConv2D(2) { DepthMultiplier = 0 });
        Assert.Throws<InvalidDataException>(() => LayerTable.FromConfig["Conv2D"](Config("""{"name":"c","filters":2,"kernel_size":[3,3,3]}""")));
        Assert.Throws<InvalidDataException>(() => LayerTable.FromConfig["Conv2D"](Config("""{"name":"c","filters":2,"kernel_size":3,"padding":"causal"}""")));
        Assert.Throws<InvalidDataException>(() => LayerTable.FromConfig["Conv2D"](Config("""{"name":"c","filters":2,"kernel_size":3,"data_format":"nhwc"}""")));
    }

    [Fact]
    public void Inputs_of_another_rank_or_other_channels_are_refused()
    {
        Assert.Equal(
            """
            Conv3D 'c': the shapes do not fit.
              expected: (batch, channels, depth, height, width), channels known
              got:      (None, 4, 4, 1)
            """, Assert.Throws<ShapeException>(() => new Conv3D(2, 3) { Name = "c", DataFormat = DataFormat.ChannelsFirst }.Apply(new Input(4, 4, 1))).Message);
        var layer = new Conv1D(2, 3) { Name = "c" };
        layer.Apply(new Input(9, 2));
        Assert.Equal(
            """
            Conv1D 'c': the shapes do not fit.
              expected: (batch, steps, channels) with 2 channels
              got:      (None, 9, 4)
            """, Assert.Throws<ShapeException>(() => layer.Apply(new Input(9, 4))).Message);
        Assert.Equal(
            """
            DepthwiseConv2D 'c': the shapes do not fit.
              expected: an image of at least 11 × 11
              got:      (None, 8, 8, 3)
              hint:     use Padding.Same, or fewer poolings before it
            """, Assert.Throws<ShapeException>(() => new DepthwiseConv2D(11) { Name = "c" }.Apply(new Input(8, 8, 3))).Message);
    }

    private static float[] Run(Conv1D layer, float[] kernel, float bias)
    {
        layer.EnsureBuilt(s_steps.Shape());
        layer.Weights[0].Assign(kernel);
        layer.Weights[1].Assign([bias]);
        return Step.Run(layer.Apply, s_steps);
    }

    private static JsonObject Config(string text) => (JsonObject)JsonNode.Parse(text)!;

    private static string Keys(string pattern, params string[] kernels) => string.Format(
        null, pattern, string.Join(' ', kernels.Select(kernel => $"{kernel}_initializer")), string.Join(' ', kernels.Select(kernel => $"{kernel}_regularizer")),
        string.Join(' ', kernels.Select(kernel => $"{kernel}_constraint")));

    private static void AssertKeys(string expected, Layer layer) =>
        Assert.Equal($"name trainable dtype {expected}", string.Join(' ', layer.Config.Select(pair => pair.Key)));

    private static void AssertWeights(Layer layer, Shape input, params (string Name, Shape Shape)[] expected)
    {
        layer.EnsureBuilt([[Shape.Unknown, .. input]]);
        Assert.Equal(expected, layer.Weights.Select(weight => (weight.Name, weight.Shape)));
    }
}
