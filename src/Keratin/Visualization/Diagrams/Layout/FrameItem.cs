namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>Something in a frame.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Index of the box or frame; of a port that of the box whose edges pass.</param>
internal readonly record struct FrameItem(FrameItemKind Kind, int Index)
{
    public static FrameItem Box(int node) => new(FrameItemKind.Box, node);

    public static FrameItem Frame(int frame) => new(FrameItemKind.Frame, frame);

    public static FrameItem Entry(int source) => new(FrameItemKind.Entry, source);

    public static FrameItem Exit(int source) => new(FrameItemKind.Exit, source);
}
