using System.Text;

namespace Keratin.Visualization.Svg;

/// <summary>The data of a path, point by point.</summary>
internal sealed class PathData
{
    private readonly StringBuilder _data = new();

    /// <summary>Two strokes through a point, each reaching so far left, right, up and down.</summary>
    public static PathData Cross(double x, double y, double arm) =>
        new PathData().MoveTo(x - arm, y - arm).LineTo(x + arm, y + arm).MoveTo(x - arm, y + arm).LineTo(x + arm, y - arm);

    /// <summary>Begins a part.</summary>
    public PathData MoveTo(double x, double y) => Add('M', x, y);

    /// <summary>A straight line to there.</summary>
    public PathData LineTo(double x, double y) => Add('L', x, y);

    /// <summary>A cubic Bézier curve to there, by two control points.</summary>
    public PathData CurveTo(double x1, double y1, double x2, double y2, double x, double y)
    {
        Add('C', x1, y1);
        return Add(' ', x2, y2).Add(' ', x, y);
    }

    /// <summary>A straight line back to where the part began.</summary>
    public PathData Close()
    {
        _data.Append('Z');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _data.ToString();

    private PathData Add(char command, double x, double y)
    {
        _data.Append(command).Append(SvgWriter.Number(x)).Append(' ').Append(SvgWriter.Number(y));
        return this;
    }
}
