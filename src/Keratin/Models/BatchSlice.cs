namespace Keratin.Models;

/// <summary>Samples of one step: where they are, and which of them.</summary>
/// <param name="Feed">Where they are.</param>
/// <param name="Order">Numbers of the samples; null for their own order.</param>
/// <param name="Start">The first of them.</param>
/// <param name="Count">How many.</param>
internal readonly record struct BatchSlice(Feed Feed, int[]? Order, int Start, int Count)
{
    /// <summary>Fills a run with them.</summary>
    public void Fill(Graph.IExecution execution)
    {
        if (Order is null)
            Feed.Fill(execution, Start, Count);
        else
            Feed.Fill(execution, Order, Start, Count);
    }
}
