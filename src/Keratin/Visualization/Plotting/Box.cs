namespace Keratin.Visualization.Plotting;

/// <summary>A rectangle of the page.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public bool Contains(double x, double y) => x >= X && x <= Right && y >= Y && y <= Bottom;

    public bool Contains(Box other) => other.X >= X && other.Right <= Right && other.Y >= Y && other.Bottom <= Bottom;

    public bool Overlaps(Box other) => other.X < Right && other.Right > X && other.Y < Bottom && other.Bottom > Y;
}
