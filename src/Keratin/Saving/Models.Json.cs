using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Saving;

// A model without its weights: as text, and as a copy.
public static partial class Models
{
    /// <summary>The model's layers and how they hang together as JSON, without weights: Keras' <c>model.to_json()</c>.</summary>
    /// <param name="model">A <see cref="Sequential"/> or a functional model.</param>
    /// <exception cref="NotSupportedException">The model is of a class of its own, or has operations that text cannot hold.</exception>
    public static string ToJson(this Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return PythonJson.Write(ModelWriter.Write(model));
    }

    /// <summary>The model that <see cref="ToJson"/>, or Keras' <c>to_json</c>, has described, with new first weights: Keras' <c>model_from_json</c>.</summary>
    /// <remarks>The weights are made as large as the description says. Where that is not to be trusted, load a file: what it asks for must fit what it has.</remarks>
    /// <param name="json">The description.</param>
    /// <param name="customObjects">For each layer class of one's own a function that makes it of its configuration.</param>
    /// <returns>The model, compiled where the description says how.</returns>
    /// <exception cref="InvalidDataException">It describes no model that can be made; the message says where and why.</exception>
    public static Model FromJson(string json, IReadOnlyDictionary<string, Func<JsonObject, Layer>>? customObjects = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(json);
        var context = new LoadContext("JSON", customObjects, null);
        JsonObject config = PythonJson.Parse(System.Text.Encoding.UTF8.GetBytes(json), "JSON");
        return context.At(KerasContents.ConfigEntry, () =>
        {
            ConfigScan.RequireKnown(config, context);
            Model model = new ModelReader(context).ReadModel(config);
            context.ApplyTrainable();
            CompileConfig.Read(config["compile_config"], model, context);
            return model;
        });
    }

    /// <summary>A model of the same layers under the same names, with new first weights, not compiled: Keras' <c>clone_model</c>.</summary>
    /// <remarks><c>copy.SetWeights(model.GetWeights())</c> gives it the same numbers.</remarks>
    /// <param name="model">A <see cref="Sequential"/> or a functional model.</param>
    /// <param name="customObjects">For each layer class of one's own a function that makes it of its configuration.</param>
    /// <exception cref="NotSupportedException">The model is of a class of its own, or has operations that are not described by values.</exception>
    public static Model CloneModel(Model model, IReadOnlyDictionary<string, Func<JsonObject, Layer>>? customObjects = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FromJson(PythonJson.Write(ModelWriter.WriteLayers(model)), customObjects);
    }
}
