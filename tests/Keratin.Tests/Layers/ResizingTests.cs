using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class ResizingTests
{
    [Fact]
    public void Has_Kerass_numbers()
    {
        Tensor<float> x = Preprocessing.Counting([1, 4, 4, 1]);
        Assert.Equal([5f, 7, 13, 15], new Resizing(2, 2) { Interpolation = Interpolation.Nearest }.Predict(x).ToArray());
        Assert.Equal(
            [1f, 2, 5, 6, 9, 10, 13, 14], new Resizing(4, 2) { Interpolation = Interpolation.Nearest, CropToAspectRatio = true }.Predict(x).ToArray());
        Tensor<float> first = Preprocessing.Counting([1, 1, 4, 4]);
        Assert.Equal([5f, 7, 13, 15], new Resizing(2, 2) { Interpolation = Interpolation.Nearest, DataFormat = DataFormat.ChannelsFirst }.Predict(first).ToArray());
        Assert.Equal([1, 15, 100, 4], new Resizing(15, 100) { CropToAspectRatio = true }.Predict(Numbers.Wave([1, 1, 4, 4])).Shape());
    }

    [Fact]
    public void Takes_the_middle_as_Keras_does()
    {
        Tensor<float> x = Numbers.Wave([2, 9, 11, 3]);
        float[] middle = new CenterCrop(4, 9).Predict(x).ToArray();
        // 9 - 4 and 11 - 9 rows and columns are left out, the half of them, rounded down, before.
        int i = 0;
        for (int image = 0; image < 2; image++)
        {
            for (int row = 2; row < 6; row++)
            {
                for (int column = 1; column < 10; column++)
                {
                    for (int c = 0; c < 3; c++)
                        Assert.Equal(x[image, row, column, c], middle[i++]);
                }
            }
        }
        Assert.Equal(
            new Resizing(10, 17) { CropToAspectRatio = true }.Predict(x).ToArray(), new CenterCrop(10, 17).Predict(x).ToArray());
    }

    [Fact]
    public void In_a_model_the_size_is_known()
    {
        var model = new Sequential { new Input(28, 28, 1), new Resizing(32, 32), new CenterCrop(30, 20), new Flatten(), new Dense(2) };
        Assert.Equal([Shape.Unknown, 2], model.OutputShape);
        Assert.Throws<ShapeException>(() => new Sequential { new Input(28, 28), new Resizing(32, 32) }.Build([Shape.Unknown, 28, 28]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resizing(2, 2) { FillMode = FillMode.Reflect });
        Assert.Throws<ArgumentException>(() => new Resizing(2, 2) { CropToAspectRatio = true, PadToAspectRatio = true }.Predict(Numbers.Wave([1, 3, 3, 1])));
    }

    [Fact]
    public void Configurations_are_Kerass()
    {
        Assert.Equal(
            """{"data_format":"channels_last","height":6,"width":7,"interpolation":"bicubic","crop_to_aspect_ratio":false,"pad_to_aspect_ratio":true,"fill_mode":"constant","fill_value":0.5,"antialias":true}""",
            Preprocessing.Config(new Resizing(6, 7) { Interpolation = Interpolation.Bicubic, PadToAspectRatio = true, FillValue = 0.5f, Antialias = true }));
        Assert.Equal("""{"data_format":"channels_first","height":6,"width":7}""", Preprocessing.Config(new CenterCrop(6, 7) { DataFormat = DataFormat.ChannelsFirst }));
    }

    [Fact]
    public void Rescales_by_a_number_or_by_an_array()
    {
        Tensor<float> x = Numbers.Of([1, 2, 2], 1, 2, 3, 4);
        Assert.Equal([1f, 3, 5, 7], new Rescaling(2, -1).Predict(x).ToArray());
        var each = new Rescaling(new float[] { 2, 10 }, new float[] { 0, 1 });
        Assert.Equal([2f, 21, 6, 41], each.Predict(x).ToArray());
        Assert.Equal("""{"scale":[2,10],"offset":[0,1]}""", Preprocessing.Config(each));
        Assert.Throws<ShapeException>(() => new Rescaling(Numbers.Of([1, 1, 1, 1], 2)).Predict(x));
        // As Keras writes an array that was given as one of NumPy's.
        var config = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(
            """{"name":"r","scale":{"class_name":"__numpy__","config":{"value":[2.0,10.0],"dtype":"float32"}},"offset":0.0}""")!;
        Assert.Equal([2f, 20, 6, 40], LayerTable.FromConfig["Rescaling"](config).Predict(x).ToArray());
    }
}
