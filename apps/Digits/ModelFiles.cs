using Keratin.Models;

namespace Digits;

/// <summary>The one place where this program saves, loads and describes models.</summary>
internal static class ModelFiles
{
    public static void Save(Model model, string path) => throw new NotSupportedException($"{path}: saving {model} is not there yet.");

    public static Model Load(string path) => File.Exists(path)
        ? throw new NotSupportedException($"{path}: loading is not there yet.")
        : throw new FileNotFoundException($"there is no model file '{path}'.");

    public static void WriteSummary(Model model, TextWriter output)
    {
        foreach (var layer in model.Layers)
            output.WriteLine($"{layer,-32} {layer.OutputShape,-24} {layer.CountParams(),12:N0}");
        output.WriteLine($"Total params: {model.CountParams():N0}");
    }
}
