namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>What can lie in a frame.</summary>
internal enum FrameItemKind
{
    Box,
    Frame,

    /// <summary>Where edges come in.</summary>
    Entry,

    /// <summary>Where edges go out.</summary>
    Exit,
}
