using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

// keras.Input(shape=(None, 8)): sentences of any length; keras.Input(shape=(None, None, 3)): pictures of any size.
public class UnknownLengthTests
{
    private const int Any = Shape.Unknown;

    public static TheoryData<string, Layer, int[]> OfTime => new()
    {
        { "(None, None, 3)", new Dense(3), [Any, 8] },
        { "(None, None, 3)", new Conv1D(3, 3), [Any, 8] },
        { "(None, None, 3)", new Conv1D(3, 3) { Padding = Padding.Causal }, [Any, 8] },
        { "(None, None, 3)", new SeparableConv1D(3, 3), [Any, 8] },
        { "(None, None, 3)", new Conv1DTranspose(3, 3), [Any, 8] },
        { "(None, None, 8)", new MaxPooling1D(2), [Any, 8] },
        { "(None, 8)", new GlobalAveragePooling1D(), [Any, 8] },
        { "(None, None, 8)", new LayerNormalization(), [Any, 8] },
        { "(None, None, 8)", new GroupNormalization(4), [Any, 8] },
        { "(None, None, 8)", new UpSampling1D(), [Any, 8] },
        { "(None, None, 8)", new Cropping1D(1), [Any, 8] },
        { "(None, None, 4)", new EinsumDense("abc,cd->abd", [-1, 4]), [Any, 8] },
        { "(None, None, 6)", new Bidirectional(new LSTM(3) { ReturnSequences = true }), [Any, 8] },
        { "(None, None)", new Flatten(), [Any, 8] },
        { "(None, None, None, 3)", new Conv2D(3, 3) { Padding = Padding.Same, Strides = 2 }, [Any, Any, 3] },
        { "(None, None, None, 4)", new Conv2DTranspose(4, 3) { Padding = Padding.Same, Strides = 2 }, [Any, Any, 3] },
        { "(None, None, None, 3)", new DepthwiseConv2D(3), [Any, Any, 3] },
        { "(None, None, None, 3)", new AveragePooling2D(), [Any, Any, 3] },
        { "(None, None, None, 3)", new UpSampling2D { Interpolation = Interpolation.Bilinear }, [Any, Any, 3] },
        { "(None, 6, 6, 3)", new Resizing(6, 6), [Any, Any, 3] },
        { "(None, None, None, 3)", new RandomFlip(), [Any, Any, 3] },
        { "(None, None, None, 3)", new RandomRotation(0.1f), [Any, Any, 3] },
        { "(None, None, None, None, 2)", new Conv3D(2, 3), [Any, Any, Any, 1] },
    };

    [Theory]
    [MemberData(nameof(OfTime))]
    public void A_layer_gives_the_same_as_for_a_known_length(string expected, Layer layer, int[] shape)
    {
        KerasTensor input = new Input(shape);
        var model = new Model(input, layer.Apply(input));
        Assert.Equal(expected, $"{model.Outputs[0].Shape}");
        Assert.Equal(expected, $"{layer.OutputShape}");
        foreach (int length in (int[])[6, 9])
        {
            Shape known = [2, .. shape.Select(axis => axis == Any ? length : axis)];
            Tensor<float> x = Numbers.Wave(known), y = model.Predict(x);
            KerasTensor same = Input.WithBatch(known);
            Numbers.SameBits(new Model(same, layer.Apply(same)).Predict(x).ToArray(), y.ToArray(), layer.ClassName);
        }
    }

    [Fact]
    public void A_text_classifier_is_built_before_it_has_seen_a_text()
    {
        var model = new Sequential
        {
            new Input(Any), new Embedding(20, 4), new Conv1D(6, 3, "relu"), new MaxPooling1D(2), new LayerNormalization(),
            new GlobalMaxPooling1D(), new Dense(2, "softmax"),
        };
        Assert.Equal("(None, None, 6)", $"{model.Layers[1].OutputShape}");
        Assert.Equal("(None, None, 4)", $"{model.Layers[1].InputShapes[0]}");
        Assert.Equal((20 * 4) + (3 * 4 * 6) + 6 + 12 + 14, model.CountParams());
        model.Compile("adam", "sparse_categorical_crossentropy");
        model.Fit(new int[,] { { 1, 2, 3, 4, 5, 6 }, { 6, 5, 4, 3, 2, 1 } }, new[] { 0, 1 }, epochs: 2, verbose: 0);
        Assert.Equal([1, 2], model.Predict(new int[,] { { 1, 2, 3, 4, 5, 6, 7, 8 } }).Shape());
    }

    [Fact]
    public void Attention_and_layers_of_ones_own_take_any_length()
    {
        KerasTensor x = new Input(Any, 8);
        KerasTensor y = new Block().Apply(x);
        Assert.Equal("(None, None, 8)", $"{y.Shape}");
        Assert.Equal([2, 5, 8], new Model(x, y).Predict(Numbers.Wave([2, 5, 8])).Shape());
    }

    [Fact]
    public void What_needs_a_length_still_says_so()
    {
        var error = Assert.Throws<ShapeException>(() => new Sequential { new Input(Any, 8), new Flatten(), new Dense(3) });
        Assert.Contains("Dense", error.Message, StringComparison.Ordinal);
        // The first refusal is told, with the shape that was given.
        Assert.Contains("(None, None)", Assert.Throws<ShapeException>(() => new Conv1D(3, 3).Apply(new Input(Any))).Message, StringComparison.Ordinal);
    }

    // Unknown lengths are stood in for by numbers; no weight may be made for such a number.
    [Fact]
    public void A_layer_inside_that_needs_a_length_is_not_built_for_another_one()
    {
        var classifier = new Classifier();
        var error = Assert.Throws<ShapeException>(() => classifier.Apply(new Input(Any, Any, 3)));
        Assert.Contains("Dense 'dense", error.Message, StringComparison.Ordinal);
        Assert.Contains("(None, None)", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, classifier.CountParams());
        Assert.Equal("(None, 2)", $"{classifier.Apply(new Input(4, 4, 3)).Shape}");
        Assert.Equal((4 * 4 * 3 * 2) + 2, classifier.CountParams());
    }

    [Fact]
    public void Layers_inside_are_built_for_the_lengths_that_are_known()
    {
        var block = new Block();
        block.Apply(new Input(Any, 8));
        Assert.Equal(["(None, None, 8)", "(None, None, 8)", "(None, None, 8)"], block.Sublayers.Select(layer => $"{layer.InputShapes[0]}"));
        Assert.Equal(["(None, None, 8)", "(None, None, 8)", "(None, None, 8)"], block.Sublayers.Select(layer => $"{layer.OutputShape}"));
    }

    [Fact]
    public void Who_takes_no_length_at_all_is_told_and_not_who_only_does_not_know_it()
    {
        var error = Assert.Throws<ShapeException>(() => new TooWide().Apply(new Input(Any, 8)));
        Assert.StartsWith("MatMul", error.Message.Replace("BatchMatMul", "MatMul", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("None", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("192", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown length", error.Message, StringComparison.Ordinal);
    }

    // Two unknown lengths are more than a reshape can tell; but it is the product that never fits.
    private sealed class TooWide : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training) =>
            x.Reshape([x.Shape[0], x.Shape[1], 2, 4]).Reshape([-1, 4]).MatMul(Ops.Ones([5, 3]));
    }

    // Keras' guide: a loss that is the mean of what a layer sees, though the batch is unknown while the model is described.
    [Fact]
    public void A_mean_over_the_batch_may_be_taken_in_a_layer_of_ones_own()
    {
        KerasTensor x = new Input(3);
        var model = new Model(x, new AddsMean().Apply(x));
        model.Compile("sgd", "mse");
        Samples numbers = Numbers.Of([2, 3], 1, 2, 3, 4, 5, 6), zeros = Numbers.Of([2, 3], 1, 2, 3, 4, 5, 6);
        Assert.Equal(3.5f, model.Evaluate(numbers, zeros, verbose: 0)["loss"], 1e-6f);
    }

    private sealed class AddsMean : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training)
        {
            AddLoss(x.Mean());
            return x;
        }
    }

    private sealed class Classifier : Layer
    {
        private readonly Flatten _flatten = new();
        private readonly Dense _dense = new(2);

        protected override KerasTensor Call(KerasTensor x, bool training) => _dense.Apply(_flatten.Apply(x));
    }

    private sealed class Block : Layer
    {
        private readonly MultiHeadAttention _attention = new(2, 4);
        private readonly LayerNormalization _normalization = new();
        private readonly Sequential _dense = new([new Dense(16, "relu"), new Dense(8)]);

        protected override KerasTensor Call(KerasTensor x, bool training) => _normalization.Apply(x + _dense.Apply(_attention.Apply(x, x)));
    }
}
