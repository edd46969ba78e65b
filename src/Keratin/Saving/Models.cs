using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving.Hdf5;

namespace Keratin.Saving;

/// <summary>Loads models that Keras or <see cref="ModelSaving"/> saved.</summary>
/// <remarks>
/// Files are not trusted: nothing in them is run, and neither time nor memory is out of proportion to the file. A model comes back with its weights,
/// the names of its layers and, where its optimizer, loss and metrics are known, compiled and ready to go on with training.
/// </remarks>
public static partial class Models
{
    private const int Slack = 1 << 20;

    /// <summary>The model of a <c>.keras</c> file, or of a folder with the same files.</summary>
    /// <param name="path">The file.</param>
    /// <param name="customObjects">For each layer class of one's own a function that makes it of its configuration.</param>
    /// <param name="onWarning">Is told what was left out or read otherwise; the model works without it.</param>
    /// <param name="compile">Whether the model is compiled as the file says, and its optimizer gets its state. Who only predicts saves time without,
    /// and the memory of the optimizer's slots.</param>
    /// <returns>The model; a <see cref="Sequential"/> comes back as one.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model that can be read; the message says where and why.</exception>
    /// <example>
    /// <code>
    /// Model model = Models.Load("digits.keras");
    /// Tensor&lt;float&gt; probabilities = model.Predict(images);
    /// </code>
    /// </example>
    public static Model Load(
        string path, IReadOnlyDictionary<string, Func<JsonObject, Layer>>? customObjects = null, Action<string>? onWarning = null, bool compile = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Load(KerasArchive.Read(path), customObjects, onWarning, compile);
    }

    /// <summary>The model of a <c>.keras</c> file that is given as a stream.</summary>
    /// <param name="stream">Is read from where it stands; it stays open.</param>
    /// <param name="customObjects">For each layer class of one's own a function that makes it of its configuration.</param>
    /// <param name="onWarning">Is told what was left out or read otherwise; the model works without it.</param>
    /// <param name="compile">Whether the model is compiled as the file says, and its optimizer gets its state. Who only predicts saves time without,
    /// and the memory of the optimizer's slots.</param>
    /// <returns>The model; a <see cref="Sequential"/> comes back as one.</returns>
    /// <exception cref="InvalidDataException">It is no model that can be read; the message says where and why.</exception>
    public static Model Load(
        Stream stream, IReadOnlyDictionary<string, Func<JsonObject, Layer>>? customObjects = null, Action<string>? onWarning = null, bool compile = true)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load(KerasArchive.Read(stream, stream is FileStream file ? file.Name : "stream"), customObjects, onWarning, compile);
    }

    private static Model Load(
        KerasContents contents, IReadOnlyDictionary<string, Func<JsonObject, Layer>>? customObjects, Action<string>? onWarning, bool compile)
    {
        var context = new LoadContext(contents.Name, customObjects, onWarning);
        JsonObject config = PythonJson.Parse(contents.Config, $"{contents.Name}: {KerasContents.ConfigEntry}");
        return context.At(KerasContents.WeightsEntry, () =>
        {
            H5Group weights = H5File.Read(contents.Weights);
            Model model = Build(config, context, WeightsReader.CountNumbers(weights, contents.Weights.Length));
            WeightsReader.Read(weights, model, $"{contents.Name}: {KerasContents.WeightsEntry}");
            if (compile)
            {
                CompileConfig.Read(config["compile_config"], model, context);
                OptimizerState.Read(weights, model, context);
            }
            return model;
        });
    }

    private static Model Build(JsonObject config, LoadContext context, long numbers) => context.At(KerasContents.ConfigEntry, () =>
    {
        ConfigScan.RequireKnown(config, context);
        // Somewhat more than the file has, so that weights that do not fit are compared and all named, not only the first that is too large.
        using var budget = new WeightBudget((2 * numbers) + Slack);
        Model model = new ModelReader(context).ReadModel(config);
        context.ApplyTrainable();
        return model;
    });
}
