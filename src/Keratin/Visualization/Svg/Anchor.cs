namespace Keratin.Visualization.Svg;

/// <summary>Which part of a text lies at its x.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}
