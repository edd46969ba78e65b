using System.Text;
using Keratin.Models;
using Keratin.Visualization.Diagrams;

namespace Keratin.Visualization;

/// <summary>Draws a model's layers and how they are connected: <c>model.PlotTo("net.svg")</c>. Keras' <c>keras.utils.plot_model</c>.</summary>
/// <remarks>
/// <para>Models of all kinds can be drawn: lists, functional models with any number of inputs and outputs, classes of their own, which show the layers
/// that their <c>Call</c> uses. A box is one call of a layer; a layer that is called several times has several, which say so.</para>
/// <para>The same model gives the same text on every machine.</para>
/// </remarks>
/// <example>
/// <code>
/// model.PlotTo("net.svg");
/// model.PlotTo("net.svg", new DiagramOptions { RankDir = RankDir.LR, ExpandNested = true });
/// Console.WriteLine(model.ToMermaid());
/// </code>
/// </example>
public static class ModelDiagrams
{
    private const string Extensions = ".svg, .mmd (Mermaid) or .dot";

    /// <summary>Writes the diagram as a file, in place of any that is there.</summary>
    /// <param name="model">A model that has seen the shapes of its input.</param>
    /// <param name="path">A name that ends in <c>.svg</c>, <c>.mmd</c> for Mermaid or <c>.dot</c> for Graphviz.</param>
    /// <param name="options">What is shown.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="InvalidOperationException">The shapes are not known yet, or the model's <c>Call</c> works only while it trains.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void PlotTo(this Model model, string path, DiagramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string text = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => model.ToSvg(options),
            ".mmd" => model.ToMermaid(options),
            ".dot" => model.ToDot(options),
            _ => throw new ArgumentException($"{model}.PlotTo: expected a name that ends in {Extensions}; got '{path}'.", nameof(path)),
        };
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The diagram as an SVG document, which may also stand inside HTML. It has light and dark colours, as the reader's screen is.</summary>
    /// <inheritdoc cref="PlotTo" path="/param[@name='model' or @name='options']"/>
    /// <exception cref="InvalidOperationException">The shapes are not known yet, or the model's <c>Call</c> works only while it trains.</exception>
    public static string ToSvg(this Model model, DiagramOptions? options = null)
    {
        options ??= DiagramOptions.Default;
        return DiagramSvg.Write(DiagramBuilder.Build(model, options), options.RankDir);
    }

    /// <summary>The diagram as text for Mermaid, which GitHub and others draw.</summary>
    /// <inheritdoc cref="PlotTo" path="/param[@name='model' or @name='options']"/>
    /// <exception cref="InvalidOperationException">The shapes are not known yet, or the model's <c>Call</c> works only while it trains.</exception>
    public static string ToMermaid(this Model model, DiagramOptions? options = null)
    {
        options ??= DiagramOptions.Default;
        return MermaidText.Write(DiagramBuilder.Build(model, options), options.RankDir);
    }

    /// <summary>The diagram as text for Graphviz: <c>dot -Tpng net.dot</c>.</summary>
    /// <inheritdoc cref="PlotTo" path="/param[@name='model' or @name='options']"/>
    /// <exception cref="InvalidOperationException">The shapes are not known yet, or the model's <c>Call</c> works only while it trains.</exception>
    public static string ToDot(this Model model, DiagramOptions? options = null)
    {
        options ??= DiagramOptions.Default;
        return DotText.Write(DiagramBuilder.Build(model, options), options.RankDir);
    }
}
