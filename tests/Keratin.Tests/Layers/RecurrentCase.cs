using System.Text.Json.Nodes;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

/// <summary>What Keras' own tests say that a recurrent layer gives for numbers that count up from 0.</summary>
/// <param name="Title">Which case it is.</param>
/// <param name="Make">Makes the layer.</param>
/// <param name="Shape">Shape of the sequences.</param>
internal sealed record RecurrentCase(string Title, Func<Layer> Make, Shape Shape)
{
    /// <summary>What the numbers of the sequences are multiplied by.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Whether the sequences hold 1 instead.</summary>
    public bool IsOnes { get; init; }

    /// <summary>Which steps count.</summary>
    public float[]? Mask { get; init; }

    /// <summary>The states before the first step, each with its shape.</summary>
    public Tensor<float>[] States { get; init; } = [];

    /// <summary>How often the layer is called; the last time counts.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>What it gives, result by result. Fewer numbers than the result has are each repeated, as units with equal weights give the same.</summary>
    public required float[][] Expected { get; init; }

    /// <summary>How many digits Keras prints, and rounding.</summary>
    public float Tolerance { get; init; } = 2e-6f;

    public Tensor<float> X => IsOnes ? Numbers.Of(Shape, [.. Enumerable.Repeat(1f, (int)Shape.Elements)]) : Count(Shape, Scale);

    /// <summary>A case of a layer whose kernel is .01, its recurrent kernel .02 and its bias .03, made from what a file would have.</summary>
    public static RecurrentCase Of(string className, string config, Shape shape, params float[] expected) =>
        new($"{className} {config}", () => Read(className, (JsonObject)JsonNode.Parse(config)!), shape) { Expected = [expected] };

    /// <summary>0, 1, 2 … times a factor.</summary>
    public static Tensor<float> Count(Shape shape, float scale = 1) => Numbers.Of(shape, [.. Enumerable.Range(0, (int)shape.Elements).Select(i => i * scale)]);

    /// <summary>A layer of this class with these weights.</summary>
    public static Layer Read(string className, JsonObject config)
    {
        foreach (string part in new[] { "layer", "backward_layer" })
        {
            if (config[part] is JsonObject { Count: 2 } inner)
                Fill((string)inner["class_name"]!, (JsonObject)inner["config"]!);
        }
        Fill(className, config);
        return LayerTable.FromConfig[className](config);
    }

    private static void Fill(string className, JsonObject config)
    {
        config["name"] ??= className.ToLowerInvariant();
        foreach (var (key, value) in new[] { ("kernel_initializer", 0.01f), ("recurrent_initializer", 0.02f), ("bias_initializer", 0.03f) })
            config[key] ??= new JsonObject { ["class_name"] = "Constant", ["config"] = new JsonObject { ["value"] = value } };
    }

    public override string ToString() => Title;
}
