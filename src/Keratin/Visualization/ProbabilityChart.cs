using Keratin.Data;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>What a model says about one sample: a bar for each class, the most probable one marked.</summary>
/// <example><code>new ProbabilityChart(model.Predict(digit)) { Label = 7 }.SaveSvg("seven.svg");</code></example>
public sealed class ProbabilityChart : Chart
{
    private const double Row = 24, Bar = 15, BarWidth = 300, MaxName = 180, ValueWidth = 130, Gap = 8;

    private readonly float[] _probabilities;

    /// <summary>Draws one row of probabilities.</summary>
    /// <param name="probabilities">Shape <c>(classes,)</c> or <c>(1, classes)</c>, numbers from 0 to 1.</param>
    /// <exception cref="ArgumentException">It is not one row, or a number is no probability.</exception>
    public ProbabilityChart(Samples probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Shape shape = probabilities.Shape;
        if (shape.Rank > 2 || shape.Elements == 0 || (shape.Rank == 2 && shape[0] != 1))
            throw new ShapeException("ProbabilityChart", "one row, (classes,) or (1, classes)", $"{shape}");
        _probabilities = new float[checked((int)shape.Elements)];
        probabilities.Copy(0, probabilities.Count, _probabilities);
        foreach (float value in _probabilities)
        {
            // Rounding may leave a softmax a little above 1.
            if (!(value >= 0 && value <= 1.0001f))
            {
                throw new ArgumentException(
                    $"ProbabilityChart: expected probabilities from 0 to 1; got {value}.\n  hint: scores become probabilities by a softmax", nameof(probabilities));
            }
        }
    }

    /// <summary>What the classes are called; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The class that is right, where it is known: it is marked too.</summary>
    public int? Label { get; init; }

    /// <summary>At most so many classes: with more, the most probable ones are shown.</summary>
    public int MaxClasses { get; init; } = 20;

    private int Top => TensorPrimitives.IndexOfMax(_probabilities);

    private protected override string DefaultTitle => $"{Names()[Top]}: {NumberText.Percent(_probabilities[Top])}";

    private protected override string Describe()
    {
        ClassLabels names = Names();
        return string.Join(", ", Shown().Select(index => $"{names[index]} {NumberText.Percent(_probabilities[index])}"))
            + (Label is { } label ? $". The label is {names[label]}." : ".");
    }

    private protected override (double Width, double Height) Draw(SvgWriter svg)
    {
        ClassLabels names = Names();
        int[] shown = [.. Shown()];
        double nameWidth = shown.Max(index => Math.Min(MaxName, TextWidth.Of(names[index], Measures.Label, isBold: true)));
        double inner = Math.Max(Measures.MinWidth, (Measures.Label * 1.5) + nameWidth + Gap + BarWidth + Gap + ValueWidth);
        double left = Measures.Margin + (Measures.Label * 1.7) + nameWidth + Gap;
        double top = PageText.DrawTitle(svg, Heading, inner), bottom = top + (shown.Length * Row);
        foreach (Tick tick in Axis.Exactly(0, 1).Ticks(5))
        {
            double x = left + (tick.Value * BarWidth);
            svg.Line(x, top, x, bottom, "stroke-grid");
            svg.Text(x, bottom + (Measures.Small * 1.3), NumberText.Percent(tick.Value), Measures.Small, "fill-muted", Anchor.Middle);
        }
        for (int row = 0; row < shown.Length; row++)
            DrawBar(svg, shown[row], names[shown[row]], left, top + (row * Row));
        svg.Line(left, top, left, bottom, "stroke-axis");
        double labels = bottom + (Measures.Small * 1.3) + (Measures.Label * 1.5);
        svg.Text(left + (BarWidth / 2), labels, "probability", Measures.Label, "fill-muted", Anchor.Middle);
        string axis = TextWidth.Shorten("class", bottom - top, Measures.Label);
        svg.Text(Measures.Margin + Measures.Label, (top + bottom) / 2, axis, Measures.Label, "fill-muted", Anchor.Middle, rotation: -90);
        string[] notes = shown.Length < _probabilities.Length ? [$"The {shown.Length} most probable of {_probabilities.Length} classes."] : [];
        return (inner + (2 * Measures.Margin), PageText.DrawNotes(svg, notes, labels, inner) + Measures.Margin);
    }

    private void DrawBar(SvgWriter svg, int index, string name, double left, double top)
    {
        bool isTop = index == Top;
        double width = Math.Min(1, _probabilities[index]) * BarWidth, middle = top + (Row / 2), baseline = middle + (Measures.Label * 0.36);
        svg.Text(left - Gap, baseline, TextWidth.Shorten(name, MaxName, Measures.Label, isTop), Measures.Label, "fill-ink", Anchor.End, isTop);
        string tooltip = $"{name}: {NumberText.Of(_probabilities[index])}";
        if (width >= 0.01)
            svg.Rect(left, middle - (Bar / 2), width, Bar, isTop ? "fill-series-1" : "fill-axis", tooltip: tooltip);
        string value = NumberText.Percent(_probabilities[index]);
        double x = left + width + Gap;
        svg.Text(x, baseline, value, Measures.Label, isTop ? "fill-ink stroke-page halo" : "fill-muted stroke-page halo", isBold: isTop);
        if (index != Label)
            return;
        x += TextWidth.Of(value, Measures.Label, isTop) + 10;
        svg.Path(new PathData().MoveTo(x, middle).LineTo(x + 7, middle - 5).LineTo(x + 7, middle + 5).Close().ToString(), "fill-series-2");
        svg.Text(x + 11, baseline, "label", Measures.Label);
    }

    // In the order of the classes; of too many the most probable ones, those first.
    private IEnumerable<int> Shown()
    {
        IEnumerable<int> all = Enumerable.Range(0, _probabilities.Length);
        return _probabilities.Length <= Require.Positive(MaxClasses, nameof(MaxClasses)) ? all
            : all.OrderByDescending(index => _probabilities[index]).Take(MaxClasses);
    }

    private ClassLabels Names()
    {
        if (Label is { } label && (label < 0 || label >= _probabilities.Length))
            throw new ArgumentException($"ProbabilityChart: expected a label 0 … {_probabilities.Length - 1}; got {label}.");
        return new ClassLabels(ClassNames, _probabilities.Length, "ProbabilityChart");
    }
}
