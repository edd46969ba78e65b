using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Layers one after the other, as one layer: a chain of augmentations that models share.</summary>
/// <remarks><para><b>Input</b> what the first layer takes. <b>Output</b> what the last one gives.</para></remarks>
/// <param name="layers">At least one, each in a pipeline of its own.</param>
/// <example><code>var augmentation = new Pipeline(new RandomRotation(0.05f), new RandomZoom(0.1f));</code></example>
public sealed class Pipeline(params IReadOnlyList<Layer> layers) : Layer
{
    /// <summary>The layers, in their order.</summary>
    public IReadOnlyList<Layer> Layers { get; } = layers is { Count: > 0 } ? [.. layers]
        : throw new ArgumentException("Pipeline: expected at least one layer; got none.", nameof(layers));

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => Layers;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => Layers.Aggregate(x, (y, layer) => layer.Apply(y));

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Keras' class takes these only.
        config.Remove("trainable");
        config.Remove("dtype");
        config["layers"] = new JsonArray([.. Layers.Select(layer => Serialized.Wrap("keras.layers", layer.ClassName, layer.Config))]);
    }

    internal static Pipeline FromConfig(JsonObject config) => config["layers"] is JsonArray { Count: > 0 } list
        ? new([.. list.Select(Read)]) { Name = (string)config["name"]! }
        : throw new InvalidDataException($"Pipeline '{(string?)config["name"]}': expected a list of layers; got {config["layers"]?.ToJsonString() ?? "none"}.");

    private static Layer Read(JsonNode? node)
    {
        var (className, config) = Serialized.Unwrap(node ?? throw new InvalidDataException("Pipeline: expected layers; got null."));
        if (!LayerTable.FromConfig.TryGetValue(className, out Func<JsonObject, Layer>? read))
            throw new InvalidDataException($"Pipeline: expected layers that are known; got '{className}'.");
        config["name"] ??= AutoName.Next(className);
        Layer layer = read(config);
        layer.Trainable = (bool?)config["trainable"] ?? true;
        return layer;
    }
}
