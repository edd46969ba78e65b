using Keratin.Graph;

namespace Keratin.Models;

/// <summary>A plan of one step, and what it was made for.</summary>
internal sealed record StepPlan(bool Training, int Batch, Shape[] Inputs, Shape[] Targets, Shape[] Weights, IPlan Plan)
{
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
