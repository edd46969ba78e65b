using Keratin.Digits.Imaging;
using Keratin.Digits.Recognition;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Digits.Recognition;

public class DigitModelTests
{
    // One image, bright at a single place; a dense layer whose kernel there says 4.
    private const int Place = (14 * 28) + 14;

    [Theory]
    [InlineData(784)]
    [InlineData(28, 28)]
    [InlineData(28, 28, 1)]
    public void Takes_images_in_every_usual_shape(params int[] shape)
    {
        var model = new Sequential([new Input(shape), .. shape.Length == 1 ? Array.Empty<Layer>() : [new Flatten()], Fours()]);
        var digits = new DigitModel(model);
        Assert.Equal(PixelScale.Unit, digits.Scale);
        float[] probabilities = digits.Recognize(Dot()).ToArray();
        // Logit 2 · 1 against nine zeros, for white divided by 255.
        Assert.Equal(MathF.Exp(2) / (MathF.Exp(2) + 9), probabilities[4], 1e-6f);
    }

    [Fact]
    public void A_model_that_rescales_is_given_bytes()
    {
        var digits = new DigitModel(new Sequential { new Input(28, 28), new Flatten(), new Rescaling(1f / 255), Fours() });
        Assert.Equal(PixelScale.Raw, digits.Scale);
        Assert.Equal(MathF.Exp(2) / (MathF.Exp(2) + 9), digits.Recognize(Dot()).ToArray()[4], 1e-6f);
    }

    [Fact]
    public void Looks_for_the_rescaling_inside_models_and_behind_an_input_layer()
    {
        var inner = new Sequential { new Input(28, 28), new Rescaling(1f / 255) };
        KerasTensor pixels = new Input(28, 28);
        KerasTensor scores = new Dense(10).Apply(new Flatten().Apply(inner.Apply(pixels)));
        Assert.Equal(PixelScale.Raw, new DigitModel(new Model(pixels, scores)).Scale);
    }

    [Fact]
    public void Shifting_0_to_1_to_minus_1_to_1_is_no_rescaling_of_bytes()
    {
        var model = new Sequential { new Input(28, 28), new Rescaling(2, offset: -1), new Flatten(), new Dense(10) };
        Assert.Equal(PixelScale.Unit, new DigitModel(model).Scale);
        Assert.Equal(PixelScale.Raw, new DigitModel(model, PixelScale.Raw).Scale);
    }

    [Fact]
    public void A_picture_gives_ten_probabilities()
    {
        byte[] pixels = Enumerable.Range(0, 40 * 40).Select(n => (byte)(n % 40 is > 17 and < 22 && n / 40 is > 5 and < 35 ? 0 : 255)).ToArray();
        float[] probabilities = new DigitModel(new Sequential { new Input(28, 28), new Flatten(), Fours() }).Recognize(new GrayImage(40, 40, pixels));
        Assert.Equal(10, probabilities.Length);
        Assert.Equal(4, Probabilities.Best(probabilities));
    }

    [Fact]
    public void Refuses_other_shapes_and_says_which()
    {
        var wide = Assert.Throws<ShapeException>(() => new DigitModel(new Sequential { new Input(32, 32, 3), new Flatten(), new Dense(10) }));
        Assert.Contains("got:      (None, 32, 32, 3)", wide.Message, StringComparison.Ordinal);
        var letters = Assert.Throws<ShapeException>(() => new DigitModel(new Sequential { new Input(784), new Dense(26) }));
        Assert.Contains("got:      (None, 26)", letters.Message, StringComparison.Ordinal);
        var unbuilt = Assert.Throws<ShapeException>(() => new DigitModel(new Sequential { new Dense(10) }));
        Assert.Contains("got:      a model that is not built", unbuilt.Message, StringComparison.Ordinal);
    }

    private static Tensor<byte> Dot()
    {
        byte[] image = new byte[784];
        image[Place] = 255;
        return Tensor.Create(image, [1, 28, 28]);
    }

    private static Dense Fours()
    {
        var dense = new Dense(10);
        dense.EnsureBuilt([Shape.Unknown, 784]);
        float[] kernel = new float[7840];
        kernel[(Place * 10) + 4] = 2;
        dense.SetWeights([Tensor.Create(kernel, [784, 10]), Tensor.Create<float>(new float[10])]);
        return dense;
    }
}
