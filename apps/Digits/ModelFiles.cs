using Keratin.Models;
using Keratin.Saving;

namespace Digits;

/// <summary>The one place where this program saves, loads and describes models.</summary>
internal static class ModelFiles
{
    public static void Save(Model model, string path) => model.Save(path);

    /// <param name="path">The file.</param>
    /// <param name="compile">False where the model is only asked: what it was trained with need not be read then.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Model Load(string path, bool compile = true) => Path.Exists(path)
        ? Models.Load(path, compile: compile)
        : throw new FileNotFoundException($"there is no model file '{path}'.");

    // Without a writer the summary itself looks at the console: how wide it is, and whether it has lines.
    public static void WriteSummary(Model model, TextWriter output) => model.Summary(output == Console.Out ? null : output);
}
