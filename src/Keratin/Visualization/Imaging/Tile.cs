namespace Keratin.Visualization.Imaging;

/// <summary>A small picture with a line or two below it.</summary>
/// <param name="Image">Its pixels.</param>
/// <param name="Captions">Lines below it, the first in bold.</param>
internal sealed record Tile(Raster Image, params IReadOnlyList<string> Captions)
{
    /// <summary>Whether it is framed and crossed.</summary>
    public TileMark Mark { get; init; }

    /// <summary>Shown when it is pointed at.</summary>
    public string? Tooltip { get; init; }
}
