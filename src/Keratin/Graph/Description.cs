namespace Keratin.Graph;

/// <summary>While one is open on a thread, nodes are made to learn their shapes, or to draw them, and nothing of them runs; the batch may be unknown.</summary>
internal sealed class Description : IDisposable
{
    [ThreadStatic]
    private static int s_open;

    public Description() => s_open++;

    /// <summary>Whether nodes are made for their shapes only, on this thread.</summary>
    public static bool IsOpen => s_open > 0;

    public void Dispose() => s_open--;
}
