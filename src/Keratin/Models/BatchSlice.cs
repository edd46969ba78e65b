using Keratin.Graph;

namespace Keratin.Models;

/// <summary>Samples of one step: where they are, and which of them.</summary>
/// <param name="Feed">Where they are.</param>
/// <param name="Order">Numbers of the samples; null for their own order.</param>
/// <param name="Start">The first of them.</param>
/// <param name="Count">How many.</param>
internal readonly record struct BatchSlice(Feed Feed, int[]? Order, int Start, int Count)
{
    private RowSelection Rows => new(Order, Start, Count);

    /// <summary>Fills a run with them.</summary>
    /// <param name="execution">The run.</param>
    /// <param name="next">What comes after them, if that is known: where it is for the same plan it may be begun with.</param>
    public void Fill(IExecution execution, BatchSlice? next = null)
    {
        bool isAlike = next is { } other && ReferenceEquals(other.Feed, Feed) && other.Count == Count;
        execution.Fill(Feed, Rows, isAlike ? next!.Value.Rows : default);
    }
}
