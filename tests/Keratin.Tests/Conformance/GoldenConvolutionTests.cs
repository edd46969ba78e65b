using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Saving.Hdf5;

namespace Keratin.Tests.Conformance;

/// <summary>Convolutions of sequences that Keras 2 computed: strides, dilation, same and causal padding, channels first and last.</summary>
public class GoldenConvolutionTests
{
    public static TheoryData<string> Cases
    {
        get
        {
            string[] files = [.. SharedFiles.Under("fixtures/golden-h5", "_model.h5").Where(file => Path.GetFileName(file).Contains("conv1d", StringComparison.Ordinal))];
            return files.Length == 0 ? ["absent"] : [.. files.Select(file => Path.GetFileName(file)[..^"_model.h5".Length])];
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(string name)
    {
        H5Group model = Read($"{name}_model.h5"), numbers = Read($"{name}_inputs_and_outputs.h5");
        JsonNode description = JsonNode.Parse(model.Attribute("model_config")!.ReadString())!;
        JsonObject config = (JsonObject)description["config"]!["layers"]![0]!["config"]!.DeepClone();
        Layer layer = LayerTable.FromConfig["Conv1D"](config);
        var (input, x) = Dataset(numbers, "inputs/");
        var (shape, expected) = Dataset(numbers, "predictions/");
        layer.EnsureBuilt(input);
        foreach (Variable weight in layer.Weights)
            weight.Assign(Dataset(model, $"/{weight.Name}:0").Values);

        Numbers.Close(expected, Step.Run(layer.Apply, x.ToTensor(input)), KerasCases.Tolerance, name);
        Assert.Equal(shape.With(0, Shape.Unknown), layer.OutputShape);
    }

    private static H5Group Read(string name) => H5File.Read(File.ReadAllBytes(SharedFiles.At($"fixtures/golden-h5/{name}")));

    private static (Shape Shape, float[] Values) Dataset(H5Group root, string part)
    {
        H5Dataset found = root.Walk().Where(item => item.Key.Contains(part, StringComparison.Ordinal)).Select(item => item.Value).OfType<H5Dataset>().Single();
        return ([.. found.Shape.Select(length => (int)length)], found.ReadSingles());
    }
}
