using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class SpatialPoolingTests
{
    private static readonly Tensor<float> s_steps = Numbers.Of([1, 5, 1], 1, 2, 3, 4, 5);
    private static readonly Tensor<float> s_six = Numbers.Of([1, 1, 6], 1, 2, 3, 4, 5, 6);

    // The examples of Keras' documentation of MaxPooling1D and AveragePooling1D.
    [Fact]
    public void Sequences_are_pooled()
    {
        Assert.Equal([2f, 3, 4, 5], Step.Run(new MaxPooling1D(2) { Strides = 1 }.Apply, s_steps));
        Assert.Equal([2f, 4], Step.Run(new MaxPooling1D(2) { Strides = 2 }.Apply, s_steps));
        Assert.Equal([2f, 3, 4, 5, 5], Step.Run(new MaxPooling1D(2) { Strides = 1, Padding = Padding.Same }.Apply, s_steps));
        Assert.Equal([1.5f, 2.5f, 3.5f, 4.5f], Step.Run(new AveragePooling1D(2) { Strides = 1 }.Apply, s_steps));
        Assert.Equal([1.5f, 3.5f], Step.Run(new AveragePooling1D(2) { Strides = 2 }.Apply, s_steps));
        Assert.Equal([1.5f, 2.5f, 3.5f, 4.5f, 5], Step.Run(new AveragePooling1D(2) { Strides = 1, Padding = Padding.Same }.Apply, s_steps));
    }

    [Fact]
    public void Volumes_are_pooled()
    {
        // 1 … 8 as a cube; with Same padding and steps of one the last window of each axis holds one slice only.
        Tensor<float> x = Numbers.Of([1, 2, 2, 2, 1], 1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal([8f], Step.Run(new MaxPooling3D().Apply, x));
        Assert.Equal([4.5f], Step.Run(new AveragePooling3D().Apply, x));
        Assert.Equal([4.5f, 5, 5.5f, 6, 6.5f, 7, 7.5f, 8], Step.Run(new AveragePooling3D(2) { Strides = 1, Padding = Padding.Same }.Apply, x));
        Assert.Equal([8f, 8, 8, 8, 8, 8, 8, 8], Step.Run(new MaxPooling3D(2) { Strides = 1, Padding = Padding.Same }.Apply, x));
    }

    [Fact]
    public void Of_equal_elements_of_a_volume_the_first_gets_the_gradient()
    {
        Tensor<float> x = Numbers.Of([1, 2, 2, 2, 1], 1, 7, 7, 7, 7, 7, 7, 7);
        Assert.Equal([0f, 1, 0, 0, 0, 0, 0, 0], Step.Run(tensor => Gradients.Of(new MaxPooling3D().Apply(tensor), tensor)[0], x));
        Assert.Equal([0f, 1, 0, 0, 0, 0, 0, 0], Step.Run(tensor => Gradients.Of(new AdaptiveMaxPooling3D(1).Apply(tensor), tensor)[0], x));
    }

    // The numbers of Keras' own tests: keras/src/layers/pooling/adaptive_pooling{1,2,3}d_test.py.
    [Fact]
    public void Bins_are_pooled()
    {
        Assert.Equal([2f, 5], Step.Run(new AdaptiveAveragePooling1D(2) { DataFormat = DataFormat.ChannelsFirst }.Apply, s_six));
        Assert.Equal([3f, 6], Step.Run(new AdaptiveMaxPooling1D(2) { DataFormat = DataFormat.ChannelsFirst }.Apply, s_six));
        Tensor<float> image = Numbers.Of([1, 1, 4, 4], [.. Enumerable.Range(1, 16).Select(i => (float)i)]);
        Assert.Equal([3.5f, 5.5f, 11.5f, 13.5f], Step.Run(new AdaptiveAveragePooling2D(2) { DataFormat = DataFormat.ChannelsFirst }.Apply, image));
        Assert.Equal([6f, 8, 14, 16], Step.Run(new AdaptiveMaxPooling2D(2) { DataFormat = DataFormat.ChannelsFirst }.Apply, image));
        Tensor<float> volume = Numbers.Of([1, 1, 2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8], Step.Run(new AdaptiveAveragePooling3D(2) { DataFormat = DataFormat.ChannelsFirst }.Apply, volume));
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8], Step.Run(new AdaptiveMaxPooling3D(2) { DataFormat = DataFormat.ChannelsFirst }.Apply, volume));
    }

    [Fact]
    public void Bins_that_do_not_come_out_even_share_an_element()
    {
        // Five steps in two bins: 1 2 3 and 3 4 5. In three: 1 2, 2 3 4, 4 5.
        Assert.Equal([2f, 4], Step.Run(new AdaptiveAveragePooling1D(2).Apply, s_steps));
        Assert.Equal([1.5f, 3, 4.5f], Step.Run(new AdaptiveAveragePooling1D(3).Apply, s_steps));
        // More bins than steps: every second one lies between two.
        Assert.Equal([1f, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5], Step.Run(new AdaptiveAveragePooling1D(9).Apply, s_steps));
        Assert.Equal([2f, 4, 5], Step.Run(new AdaptiveMaxPooling1D(3).Apply, s_steps));
    }

    // keras/src/layers/pooling/global_average_pooling_test.py: 0 … 23 as (2, 3, 4).
    [Fact]
    public void Whole_sequences_are_pooled()
    {
        Tensor<float> x = Numbers.Of([2, 3, 4], [.. Enumerable.Range(0, 24).Select(i => (float)i)]);
        Assert.Equal([4f, 5, 6, 7, 16, 17, 18, 19], Step.Run(new GlobalAveragePooling1D().Apply, x));
        Assert.Equal([1.5f, 5.5f, 9.5f, 13.5f, 17.5f, 21.5f], Step.Run(new GlobalAveragePooling1D { DataFormat = DataFormat.ChannelsFirst }.Apply, x));
        Assert.Equal([8f, 9, 10, 11, 20, 21, 22, 23], Step.Run(new GlobalMaxPooling1D().Apply, x));
        Assert.Equal([3f, 7, 11, 15, 19, 23], Step.Run(new GlobalMaxPooling1D { DataFormat = DataFormat.ChannelsFirst }.Apply, x));
    }

    // The masks of the same test.
    [Fact]
    public void Steps_that_are_masked_do_not_count()
    {
        Tensor<float> x = Numbers.Of([2, 3, 4], [.. Enumerable.Range(0, 24).Select(i => i == 8 ? float.PositiveInfinity : i)]);
        Tensor<float> mask = Numbers.Of([2, 3], 1, 1, 0, 0, 1, 0), acrossMask = Numbers.Of([2, 4], 0, 1, 1, 0, 0, 1, 0, 1);
        Assert.Equal([2f, 3, 4, 5, 16, 17, 18, 19], Step.Run((tensor, m) => Masked(new(), tensor, m), x, mask));
        var first = new GlobalAveragePooling1D { DataFormat = DataFormat.ChannelsFirst, KeepDims = true };
        Assert.Equal([1.5f, 5.5f, 9.5f, 14, 18, 22], Step.Run((tensor, m) => Masked(first, tensor, m), x, acrossMask));
        Assert.Equal([2, 3, 1], first.OutputShape!.With(0, 2));

        static KerasTensor Masked(GlobalAveragePooling1D layer, KerasTensor tensor, KerasTensor mask)
        {
            Trace.Current!.Masks[tensor] = mask;
            KerasTensor y = layer.Apply(tensor);
            Assert.False(Trace.Current.Masks.ContainsKey(y));
            return y;
        }
    }

    [Fact]
    public void Shapes_are_those_of_keras()
    {
        AssertShape([3, 4], new GlobalAveragePooling1D(), [5, 4], batch: 3);
        AssertShape([3, 1, 4], new GlobalAveragePooling1D { KeepDims = true }, [5, 4], batch: 3);
        AssertShape([3, 5], new GlobalAveragePooling2D { DataFormat = DataFormat.ChannelsFirst }, [5, 6, 4], batch: 3);
        AssertShape([3, 1, 1, 1, 4], new GlobalMaxPooling3D { KeepDims = true }, [5, 6, 5, 4], batch: 3);
        AssertShape([3, 5, 1, 1, 1], new GlobalMaxPooling3D { KeepDims = true, DataFormat = DataFormat.ChannelsFirst }, [5, 6, 5, 4], batch: 3);
        AssertShape([Shape.Unknown, 16, 3], new AdaptiveAveragePooling1D(16), [64, 3]);
        AssertShape([Shape.Unknown, 3, 8, 16], new AdaptiveMaxPooling2D((8, 16)) { DataFormat = DataFormat.ChannelsFirst }, [3, 64, 64]);
        AssertShape([Shape.Unknown, 3, 4, 8, 8], new AdaptiveMaxPooling3D((4, 8, 8)) { DataFormat = DataFormat.ChannelsFirst }, [3, 32, 32, 32]);
        AssertShape([Shape.Unknown, 10, 10, 10, 3], new MaxPooling3D(3), [30, 30, 30, 3]);
    }

    [Fact]
    public void Configurations_have_the_keys_of_keras()
    {
        AssertConfig("""{"pool_size":[2],"padding":"valid","strides":[2],"data_format":"channels_last"}""", new MaxPooling1D());
        AssertConfig("""{"pool_size":[3,2],"padding":"same","strides":[1,1],"data_format":"channels_first"}""",
            new AveragePooling2D((3, 2)) { Strides = 1, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst });
        AssertConfig("""{"pool_size":[2,2,2],"padding":"valid","strides":[2,2,2],"data_format":"channels_last"}""", new AveragePooling3D());
        AssertConfig("""{"data_format":"channels_last","keepdims":true}""", new GlobalMaxPooling2D { KeepDims = true });
        AssertConfig("""{"output_size":[32],"data_format":"channels_first"}""", new AdaptiveAveragePooling1D(32) { DataFormat = DataFormat.ChannelsFirst });
        AssertConfig("""{"output_size":[8,16,16],"data_format":"channels_last"}""", new AdaptiveMaxPooling3D((8, 16, 16)));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal(
            """
            MaxPooling1D 'p': the shapes do not fit.
              expected: an image of at least 6
              got:      (None, 5, 2)
              hint:     use Padding.Same, or fewer poolings before it
            """, Assert.Throws<ShapeException>(() => new MaxPooling1D(6) { Name = "p" }.Apply(new Input(5, 2))).Message);
        Assert.Equal(
            """
            AveragePooling3D 'p': the shapes do not fit.
              expected: (batch, channels, depth, height, width)
              got:      (None, 5, 5, 2)
            """, Assert.Throws<ShapeException>(() => new AveragePooling3D { Name = "p", DataFormat = DataFormat.ChannelsFirst }.Apply(new Input(5, 5, 2))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveMaxPooling2D((2, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling3D((2, 0, 2)));
        Assert.Throws<ArgumentException>(() => new MaxPooling1D(2) { Padding = Padding.Causal }.Apply(new Input(5, 2)));
    }

    private static void AssertShape(Shape expected, Layer layer, Shape input, int batch = Shape.Unknown) =>
        Assert.Equal(expected, layer.Apply(Ops.Input([batch, .. input])).Shape);

    private static void AssertConfig(string expected, Layer layer)
    {
        var config = layer.Config;
        foreach (string key in (string[])["name", "trainable", "dtype"])
            config.Remove(key);
        Assert.Equal(expected, config.ToJsonString());
    }
}
