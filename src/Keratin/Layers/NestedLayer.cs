using System.Text.Json.Nodes;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Layers that are part of another one's configuration: the cell of a recurrent layer, what a wrapper wraps.</summary>
/// <remarks>While a file is read or written, it is the file's reader or writer that makes them: it also knows models and classes of the user's own.</remarks>
internal static class NestedLayer
{
    [ThreadStatic]
    private static Func<JsonObject, Layer>? s_read;

    [ThreadStatic]
    private static Func<Layer, JsonObject>? s_describe;

    /// <summary>The entry of a layer, with class and configuration.</summary>
    public static JsonObject Describe(Layer layer) => s_describe?.Invoke(layer) ?? Serialized.Wrap("keras.layers", layer.ClassName, layer.Config);

    /// <summary>The layer of an entry.</summary>
    /// <param name="node">The entry.</param>
    /// <param name="who">Whose part it is, for messages.</param>
    /// <exception cref="InvalidDataException">It is none, or its class is not known.</exception>
    public static Layer Read(JsonNode? node, string who)
    {
        if (node is not JsonObject entry)
            throw new InvalidDataException($"{who}: expected a layer; got {node?.ToJsonString() ?? "null"}.");
        return s_read?.Invoke(entry) ?? ReadPlain(entry, who);
    }

    /// <summary>The layer of an entry, of a certain kind.</summary>
    /// <inheritdoc cref="Read(JsonNode?, string)"/>
    public static T Read<T>(JsonNode? node, string who)
        where T : Layer =>
        Read(node, who) is var layer && layer is T kind ? kind : throw new InvalidDataException($"{who}: expected a {typeof(T).Name}; got {layer.ClassName}.");

    /// <summary>Makes a layer again from its configuration, with something changed in that; null where its class, or that of a part, is not known.</summary>
    public static T? Clone<T>(T layer, Action<JsonObject> change)
        where T : Layer
    {
        if (!CanClone(layer))
            return null;
        // Configurations share no nodes with what they were made of, but parts of them may have been read from a file.
        var config = (JsonObject)layer.Config.DeepClone();
        change(config);
        return Read<T>(Serialized.Wrap("keras.layers", layer.ClassName, config), $"{layer}");
    }

    /// <summary>While it does something, lets a file's reader make the layers that are parts.</summary>
    public static T Reading<T>(Func<JsonObject, Layer> read, Func<T> action)
    {
        Func<JsonObject, Layer>? outer = s_read;
        s_read = read;
        try
        {
            return action();
        }
        finally
        {
            s_read = outer;
        }
    }

    /// <summary>While it does something, lets a file's writer describe the layers that are parts.</summary>
    public static T Describing<T>(Func<Layer, JsonObject> describe, Func<T> action)
    {
        Func<Layer, JsonObject>? outer = s_describe;
        s_describe = describe;
        try
        {
            return action();
        }
        finally
        {
            s_describe = outer;
        }
    }

    // The cell of a convolutional layer is part of the layer's own configuration.
    private static bool CanClone(Layer layer) =>
        s_read is not null || (LayerTable.FromConfig.ContainsKey(layer.ClassName) && (layer is ConvLSTM || layer.Sublayers.All(CanClone)));

    private static Layer ReadPlain(JsonObject entry, string who)
    {
        var (className, config) = Serialized.Unwrap(entry);
        if (!LayerTable.FromConfig.TryGetValue(className, out Func<JsonObject, Layer>? read))
            throw new InvalidDataException($"{who}: expected a layer that is known; got '{className}'.");
        config["name"] ??= AutoName.Next(className);
        Layer layer = read(config);
        layer.ActivityRegularizer = Regularizer.Deserialize(config["activity_regularizer"]);
        layer.Trainable = (bool?)config["trainable"] ?? true;
        return layer;
    }
}
