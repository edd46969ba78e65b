using Keratin.Graph;

namespace Keratin.Models;

/// <summary>A plan of one step, and what it was made for.</summary>
internal sealed record StepPlan(bool Training, int Batch, Shape[] Inputs, Shape[] Targets, Shape[] Weights, IPlan Plan, IndexRange[] Indices)
{
    /// <summary>Takes a step with these samples.</summary>
    /// <param name="slice">The samples.</param>
    /// <param name="model">Whose step it is, for a message.</param>
    /// <param name="method">Its method that was called, for a message.</param>
    /// <param name="next">The samples of the step after it, if they are known.</param>
    /// <exception cref="ArgumentException">An index lies outside of the table that it is for.</exception>
    public void Run(in BatchSlice slice, Model model, string method, BatchSlice? next = null)
    {
        using IExecution execution = Plan.Rent();
        slice.Fill(execution, next);
        IndexRange.Check(Indices, execution, (model, method), slice);
        execution.Run();
    }

    /// <summary>Whether it does this.</summary>
    public bool Fits(bool training, Feed feed, int batch) =>
        training == Training && batch == Batch && AreEqual(Inputs, feed.Shapes) && AreEqual(Targets, feed.TargetShapes)
        && AreEqual(Weights, feed.WeightShapes);

    // Asked at every step, which allocates nothing.
    private static bool AreEqual(Shape[] one, Shape[] other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (!ReferenceEquals(one[i], other[i]) && one[i] != other[i])
                return false;
        }
        return true;
    }
}
