using System.Globalization;
using Keratin.Metrics;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>A page with a confusion matrix: cells, the names of rows and columns, keys of the two scales.</summary>
internal sealed class MatrixSheet
{
    private const double LargestCell = 76, SmallestCell = 5, Area = 470, MaxName = 150, NameGap = 6, AxisLabel = Measures.Label * 1.9;
    private const double KeyWidth = 72, KeyHeight = 11;

    private readonly ConfusionMatrix _matrix;
    private readonly ClassLabels _names;
    private readonly bool _isNormalized, _isUpright;
    private readonly double _cell, _textSize, _largestRight, _largestWrong, _rowNames, _columnNames;
    private readonly int _every;

    public MatrixSheet(ConfusionMatrix matrix, ClassLabels names, bool isNormalized)
    {
        (_matrix, _names, _isNormalized) = (matrix, names, isNormalized);
        int n = matrix.Classes;
        double widest = Cells().Max(cell => TextWidth.Of(Text(cell.Row, cell.Column), 1));
        _cell = Math.Clamp(Math.Floor(Area / n), SmallestCell, LargestCell);
        _textSize = Math.Min(13, Math.Floor((_cell - 4) / widest * 2) / 2);
        _largestRight = Cells().Where(cell => cell.Row == cell.Column).Max(cell => Value(cell.Row, cell.Column));
        _largestWrong = Cells().Where(cell => cell.Row != cell.Column).Max(cell => Value(cell.Row, cell.Column));
        // Names that do not fit above their columns stand on end.
        double longest = Enumerable.Range(0, n).Max(i => Math.Min(MaxName, TextWidth.Of(names[i], Measures.Small)));
        _every = Every();
        _isUpright = longest > (_cell * _every) - 4;
        _rowNames = longest;
        _columnNames = _isUpright ? longest : Measures.Small;
    }

    public (double Width, double Height) Draw(SvgWriter svg, string title)
    {
        int n = _matrix.Classes;
        double side = n * _cell;
        double left = Measures.Margin + AxisLabel + _rowNames + NameGap;
        double inner = Math.Max(left + side - Measures.Margin, 2 * (KeyWidth + 90));
        double top = PageText.DrawTitle(svg, title, inner) + AxisLabel + _columnNames + NameGap;

        svg.Rect(left, top, side, side, "fill-panel");
        DrawCells(svg, left, top);
        DrawNames(svg, left, top);
        svg.Text(left + (side / 2), top - NameGap - _columnNames - (Measures.Label * 0.7), "prediction", Measures.Label, "fill-muted", Anchor.Middle);
        svg.Text(Measures.Margin + Measures.Label, top + (side / 2), "label", Measures.Label, "fill-muted", Anchor.Middle, rotation: -90);
        double bottom = top + side + 16;
        DrawKey(svg, Measures.Margin, bottom, "right", _largestRight);
        DrawKey(svg, Measures.Margin + (inner / 2), bottom, "wrong", _largestWrong);
        return (inner + (2 * Measures.Margin), bottom + KeyHeight + Measures.Margin);
    }

    private void DrawCells(SvgWriter svg, double left, double top)
    {
        double gap = _cell > 12 ? 1 : 0;
        foreach (var (row, column) in Cells().Where(cell => _matrix[cell.Row, cell.Column] > 0))
        {
            bool isRight = row == column;
            double share = Value(row, column) / (isRight ? _largestRight : _largestWrong);
            double x = left + (column * _cell), y = top + (row * _cell);
            string tooltip = $"label {_names[row]}, prediction {_names[column]}: {NumberText.Count(_matrix[row, column])} of {NumberText.Count(_matrix.Support(row))}";
            // What occurred at all is to be seen, however rare.
            double opacity = 0.08 + (0.92 * share);
            svg.Rect(x, y, _cell - gap, _cell - gap, isRight ? "fill-right" : "fill-wrong", opacity, tooltip: tooltip);
            if (_textSize >= Measures.Smallest)
            {
                svg.Text(x + ((_cell - gap) / 2), y + (_cell / 2) + (_textSize * 0.36), Text(row, column), _textSize,
                    Theme.TextOnCell(isRight, opacity), Anchor.Middle);
            }
        }
    }

    private void DrawNames(SvgWriter svg, double left, double top)
    {
        for (int i = 0; i < _matrix.Classes; i += _every)
        {
            string name = TextWidth.Shorten(_names[i], MaxName, Measures.Small);
            double middle = (i + 0.5) * _cell;
            svg.Text(left - NameGap, top + middle + (Measures.Small * 0.36), name, Measures.Small, "fill-ink", Anchor.End);
            if (_isUpright)
                svg.Text(left + middle + (Measures.Small * 0.36), top - NameGap, name, Measures.Small, rotation: -90);
            else
                svg.Text(left + middle, top - NameGap, name, Measures.Small, "fill-ink", Anchor.Middle);
        }
    }

    // A strip from none to all, with the number that all stands for.
    private void DrawKey(SvgWriter svg, double x, double y, string name, double largest)
    {
        svg.Text(x, y + KeyHeight - 2, $"{name}  0", Measures.Small, "fill-muted");
        double begin = x + TextWidth.Of($"{name}  0", Measures.Small) + 6;
        const int Steps = 12;
        svg.Rect(begin, y, KeyWidth, KeyHeight, "fill-panel");
        for (int i = 0; i < Steps && largest > 0; i++)
            svg.Rect(begin + (i * KeyWidth / Steps), y, KeyWidth / Steps, KeyHeight, $"fill-{name}", 0.08 + (0.92 * (i + 0.5) / Steps));
        string end = _isNormalized ? NumberText.Percent(largest) : NumberText.Count(largest);
        svg.Text(begin + KeyWidth + 6, y + KeyHeight - 2, end, Measures.Small, "fill-muted");
    }

    private IEnumerable<(int Row, int Column)> Cells() =>
        from row in Enumerable.Range(0, _matrix.Classes) from column in Enumerable.Range(0, _matrix.Classes) select (row, column);

    private double Value(int row, int column)
    {
        int support = _matrix.Support(row);
        return !_isNormalized ? _matrix[row, column] : support == 0 ? 0 : (double)_matrix[row, column] / support;
    }

    private string Text(int row, int column) => _isNormalized
        ? (Value(row, column) * 100).ToString("F1", CultureInfo.InvariantCulture)
        : _matrix[row, column].ToString(CultureInfo.InvariantCulture);

    // Every so manieth class has its name on the axes: 1, 2, 5, 10 …
    private int Every()
    {
        double needed = Measures.Small * 1.25 / _cell;
        for (int power = 1; ; power *= 10)
        {
            foreach (int step in (int[])[power, 2 * power, 5 * power])
            {
                if (step >= needed)
                    return step;
            }
        }
    }
}
