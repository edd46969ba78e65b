using Keratin.Layers;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>How numbers are spread: a panel for each weight of a layer, or for any tensor.</summary>
/// <example><code>new HistogramChart(model.GetLayer("dense")).SaveSvg("weights.svg");</code></example>
public sealed class HistogramChart : Chart
{
    private readonly string _name;
    private readonly IReadOnlyList<HistogramPanel> _panels;

    /// <summary>The weights of a layer or model.</summary>
    /// <param name="layer">The layer; its weights exist.</param>
    /// <exception cref="ArgumentException">It has no weights.</exception>
    public HistogramChart(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Variable[] weights = [.. layer.Weights.Where(weight => weight.Shape.Elements > 0)];
        string state = layer.IsBuilt ? "" : ", which has none yet";
        if (weights.Length == 0)
            throw new ArgumentException($"HistogramChart: expected a layer with weights; got {layer}{state}.", nameof(layer));
        _name = $"Weights of {layer.Name}";
        _panels = [.. weights.Select(weight => Panel($"{NameWithin(layer, weight)} {weight.Shape}", weight.Span))];
    }

    /// <summary>One weight.</summary>
    /// <param name="variable">The weight.</param>
    public HistogramChart(Variable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        _name = $"{variable.Path} {variable.Shape}";
        _panels = [Panel("", variable.Span)];
    }

    /// <summary>Any numbers.</summary>
    /// <param name="values">The numbers, at least one.</param>
    /// <param name="name">What they are; stands at the horizontal axis.</param>
    public HistogramChart(Tensor<float> values, string name = "value")
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(name);
        if (values.FlattenedLength == 0)
            throw new ArgumentException("HistogramChart: expected at least one number; got none.", nameof(values));
        _name = $"Histogram of {name}";
        _panels = [Panel("", values.ToArray(), name)];
    }

    private protected override string DefaultTitle => _name;

    private protected override string Describe() => string.Join(" ", _panels.SelectMany(panel => panel.Notes));

    private protected override (double Width, double Height) Draw(SvgWriter svg) => new PanelSheet { Panels = _panels }.Draw(svg, Heading);

    private static HistogramPanel Panel(string heading, ReadOnlySpan<float> values, string label = "weight") =>
        new(values) { Heading = heading, XLabel = label, YLabel = "count" };

    // sequential/dense/kernel within sequential/dense is kernel.
    private static string NameWithin(Layer layer, Variable weight)
    {
        int at = weight.Path.LastIndexOf($"{layer.Name}/", StringComparison.Ordinal);
        return at < 0 ? weight.Path : weight.Path[(at + layer.Name.Length + 1)..];
    }
}
