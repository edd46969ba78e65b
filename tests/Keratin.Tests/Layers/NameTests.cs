using System.Text.RegularExpressions;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

[Collection(nameof(Alone))]
public class NameTests
{
    [Fact]
    public void Names_count_up_by_class()
    {
        AutoName.Clear();
        Assert.Equal("dense", new Dense(1).Name);
        Assert.Equal("conv2d", new Conv2D(1, 1).Name);
        Assert.Equal("dense_1", new Dense(1).Name);
        Assert.Equal("mine", new Dense(1) { Name = "mine" }.Name);
        Assert.Equal("dense_2", new Dense(1).Name);
        // Keras' class is called so; it is exported under another name.
        Assert.Equal("grouped_query_attention", new GroupQueryAttention(1, 1, 1).Name);
    }

    // A file names its inputs; that must not use up a number.
    [Fact]
    public void An_input_that_is_given_a_name_uses_up_no_number()
    {
        AutoName.Clear();
        Assert.Equal("pixels", new Input(2) { Name = "pixels" }.Name);
        Assert.Equal("input_layer", new Input(2).Name);
        Assert.Equal("input_layer_1", new Input(2).Name);
    }

    [Theory]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("MaxPooling2D", "max_pooling2d")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("LSTM", "lstm")]
    [InlineData("PReLU", "p_re_lu")]
    [InlineData("ReLU", "re_lu")]
    [InlineData("ELU", "elu")]
    [InlineData("InputLayer", "input_layer")]
    [InlineData("SeparableConv2D", "separable_conv2d")]
    [InlineData("Conv2DTranspose", "conv2d_transpose")]
    [InlineData("RMSNormalization", "rms_normalization")]
    [InlineData("SimpleRNN", "simple_rnn")]
    [InlineData("GlobalAveragePooling2D", "global_average_pooling2d")]
    public void Classes_are_spelled_as_in_files(string className, string expected) => Assert.Equal(expected, Serialized.ToSnakeCase(className));

    // As Keras does it: to_snake_case in keras.src.utils.naming.
    [Fact]
    public void Any_name_is_spelled_as_by_the_regular_expressions_of_Keras()
    {
        var stream = new RandomStream(1);
        const string Characters = "aabcABCD12_- \n\u00e9\u00c9\u0416\u0903\u0660\u200d";
        for (int i = 0; i < 20_000; i++)
        {
            string name = string.Concat(Enumerable.Range(0, stream.Next(12)).Select(_ => Characters[stream.Next(Characters.Length)]));
            string expected = Regex.Replace(Regex.Replace(name, @"\W", ""), "(.)([A-Z][a-z]+)", "$1_$2");
            expected = Regex.Replace(expected, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
            Assert.Equal(expected, Serialized.ToSnakeCase(name));
        }
    }
}
