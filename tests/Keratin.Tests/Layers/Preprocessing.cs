using System.Text.Json.Nodes;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

/// <summary>What the tests of layers that prepare data share.</summary>
internal static class Preprocessing
{
    /// <summary>Whole numbers from 0 in rows: what Keras' own tests use.</summary>
    public static Tensor<float> Counting(Shape shape) => Numbers.Of(shape, [.. Enumerable.Range(0, (int)shape.Elements).Select(i => (float)i)]);

    /// <summary>What a layer makes of images in a step of training.</summary>
    public static float[] Train(Layer layer, Tensor<float> images) => Step.Run(layer.Apply, images, training: true);

    /// <summary>The configuration without what every layer has.</summary>
    public static string Config(Layer layer)
    {
        JsonObject config = layer.Config;
        foreach (string key in (string[])["name", "trainable", "dtype"])
            config.Remove(key);
        return config.ToJsonString();
    }

    /// <summary>The same layer, made of its configuration.</summary>
    public static Layer Again(Layer layer) => LayerTable.FromConfig[layer.ClassName]((JsonObject)JsonNode.Parse(layer.Config.ToJsonString())!);
}
