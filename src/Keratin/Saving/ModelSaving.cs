using Keratin.Models;
using Keratin.Saving.Hdf5;

namespace Keratin.Saving;

/// <summary>Saves models as Keras does: <c>model.Save("digits.keras")</c>. Keras reads the files, and <see cref="Models"/> does.</summary>
public static class ModelSaving
{
    private const string ModelExtension = ".keras", WeightsExtension = ".weights.h5";

    /// <summary>Saves layers, weights and, of a compiled model, how it is trained and where training stands.</summary>
    /// <remarks>The file is complete or not there: what it replaces stays until all is written.</remarks>
    /// <param name="model">A <see cref="Sequential"/> or a functional model.</param>
    /// <param name="path">A name that ends in <c>.keras</c>.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <param name="time">Whose time the file gets; the system's by default.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="IOException">There is such a file and it is not to be replaced, or writing fails.</exception>
    /// <exception cref="NotSupportedException">The model is of a class of its own, or has operations that files cannot hold.</exception>
    public static void Save(this Model model, string path, bool overwrite = true, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireExtension(path, ModelExtension, "Save");
        FileReplacement.Write(path, overwrite, stream => Save(model, stream, time));
    }

    /// <summary>Saves layers, weights and, of a compiled model, how it is trained and where training stands.</summary>
    /// <param name="model">A <see cref="Sequential"/> or a functional model.</param>
    /// <param name="stream">Gets the file; it is only written to, and stays open.</param>
    /// <param name="time">Whose time the file gets; the system's by default.</param>
    /// <exception cref="NotSupportedException">The model is of a class of its own, or has operations that files cannot hold.</exception>
    public static void Save(this Model model, Stream stream, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        string config = PythonJson.Write(ModelWriter.Write(model));
        KerasArchive.Write(stream, config, weights => H5File.Write(weights, WeightsWriter.Write(model)), time ?? TimeProvider.System);
    }

    /// <summary>Saves the weights and the optimizer's state alone. Models of every kind can do that.</summary>
    /// <param name="model">The model; its weights exist.</param>
    /// <param name="path">A name that ends in <c>.weights.h5</c>.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="IOException">There is such a file and it is not to be replaced, or writing fails.</exception>
    public static void SaveWeights(this Model model, string path, bool overwrite = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireExtension(path, WeightsExtension, "SaveWeights");
        RequireWeights(model, "SaveWeights");
        FileReplacement.Write(path, overwrite, stream => H5File.Write(stream, WeightsWriter.Write(model)));
    }

    /// <summary>Gives a model of the same architecture the weights of a <c>.weights.h5</c> or <c>.keras</c> file, and the optimizer its state.</summary>
    /// <param name="model">The model; its weights exist. Either all of them change or none.</param>
    /// <param name="path">The file.</param>
    /// <param name="onWarning">Is told what was left out.</param>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or its weights are not those of such a model: the message names all that differ.</exception>
    public static void LoadWeights(this Model model, string path, Action<string>? onWarning = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireWeights(model, "LoadWeights");
        var context = new LoadContext(path, null, onWarning);
        H5Group root = context.At(KerasContents.WeightsEntry, () => H5File.Read(WeightsOf(path)));
        if (root.Attribute("layer_names") is not null || root.FindGroup("model_weights") is not null)
        {
            throw new InvalidDataException(
                $"{path}: the weights cannot be read.\n  expected: weights as Keras 3 saves them (layers/dense/vars/0)\n" +
                "  got:      the layout of Keras 1 and 2, or of a legacy .h5 model\n  hint:     load it with Keras 3 and save it with save_weights");
        }
        WeightsReader.Read(root, model, path);
        OptimizerState.Read(root, model, context);
    }

    private static ReadOnlyMemory<byte> WeightsOf(string path)
    {
        if (Directory.Exists(path))
            return KerasArchive.Read(path).Weights;
        using FileStream stream = File.OpenRead(path);
        if (FileMagic.IsZip(FileMagic.Start(stream)))
            return KerasArchive.Read(stream, path).Weights;
        if (stream.Length > Array.MaxLength)
            throw new InvalidDataException($"{path}: expected at most {Array.MaxLength} bytes; got {stream.Length}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void RequireWeights(Model model, string method)
    {
        if (!model.IsBuilt)
            throw new InvalidOperationException(
                $"{model}.{method}: expected a model that has its weights; got one that has not seen its input.\n  hint: begin with an Input, or call Build");
    }

    private static void RequireExtension(string path, string extension, string method)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{method}: expected a name that ends in {extension}; got '{path}'.", nameof(path));
    }
}
