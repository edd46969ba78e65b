namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>A box or frame on the screen.</summary>
internal readonly record struct PlacedBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}
