using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>A part of a tensor, as <c>x[.., 1..3, ^1]</c> says it: Keras' <c>ops.get_item</c>.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="items">For each axis in order an index, which removes the axis, or a part of it; what is not named is taken whole.</param>
    /// <exception cref="ShapeException">There are more of them than axes, or one reaches beyond its axis.</exception>
    public static KerasTensor GetItem(this KerasTensor x, params ReadOnlySpan<AxisItem> items)
    {
        ArgumentNullException.ThrowIfNull(x);
        var op = new GetItemOp([.. items]);
        // What stands in a model keeps its name for files, and waits for lengths that are not known yet.
        return Trace.Current is null && !x.Shape.IsKnown ? KerasTensor.Of(op, x) : op.Unfold(x);
    }
}

/// <summary>A part of a tensor in a description. It stands for slices, takes and reshapes, which tracing puts in its place.</summary>
internal sealed record GetItemOp(AxisItem[] Items) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        List<int> lengths = [];
        int axis = 0;
        foreach (AxisItem item in Complete(inputs[0]))
        {
            int length = item.IsNewAxis ? 1 : inputs[0][axis++];
            if (item.IsAt)
                RequirePlace(inputs[0], axis - 1, item);
            else
                lengths.Add(item.IsNewAxis || item.IsWhole ? length : length == Shape.Unknown ? item.CountInUnknown() : RequirePart(inputs[0], axis - 1, item).Count);
        }
        return [.. lengths];
    }

    /// <summary>The ops that do it.</summary>
    public KerasTensor Unfold(KerasTensor x)
    {
        Shape whole = x.Shape;
        List<int> lengths = [];
        int axis = 0;
        foreach (AxisItem item in Complete(whole))
        {
            if (item.IsNewAxis)
            {
                lengths.Add(1);
                continue;
            }
            if (item.IsAt)
            {
                x = x.Slice(axis, RequirePlace(whole, axis, item), 1);
            }
            else
            {
                x = item.IsWhole ? x : Part(x, axis, item, RequirePart(whole, axis, item));
                lengths.Add(x.Shape[axis]);
            }
            axis++;
        }
        return x.Reshape([.. lengths]);
    }

    // Gradients of what is cut out are zeros around it; with another step than 1 each place is named.
    private static KerasTensor Part(KerasTensor x, int axis, AxisItem item, (int Start, int Count) part) =>
        item.Step == 1 || part.Count < 2 ? x.Slice(axis, part.Count == 0 ? 0 : part.Start, part.Count)
        : x.Take(Ops.Constant(new float[part.Count].Select((_, i) => (float)(part.Start + (i * item.Step))).ToArray().ToTensor([part.Count])), axis);

    // One item for each axis, and those for new ones.
    private List<AxisItem> Complete(Shape shape)
    {
        int named = Items.Count(item => item.IsAt || item.IsPart), rest = shape.Rank - named;
        if (rest < 0 || Items.Count(item => item.IsEllipsis) > 1)
            throw Misfit(shape, rest < 0 ? "an index or a range for each axis at most" : "one ellipsis at most");
        int at = Array.FindIndex(Items, item => item.IsEllipsis);
        return at < 0 ? [.. Items, .. Whole(rest)] : [.. Items[..at], .. Whole(rest), .. Items[(at + 1)..]];

        static IEnumerable<AxisItem> Whole(int count) => Enumerable.Repeat((AxisItem)Range.All, count);
    }

    private int RequirePlace(Shape shape, int axis, AxisItem item)
    {
        int length = shape[axis];
        if (length == Shape.Unknown && item.Start >= 0)
            return item.Start.Value;
        // Nobody asks for the place as long as the length is unknown.
        return length == Shape.Unknown && Trace.Current is null ? 0
            : item.PlaceIn(length) ?? throw Misfit(shape, length == Shape.Unknown ? $"a known length of axis {axis}" : $"an index below {length} of axis {axis}");
    }

    private (int Start, int Count) RequirePart(Shape shape, int axis, AxisItem item)
    {
        int length = shape[axis];
        if (length != Shape.Unknown)
            return item.PartOf(length) ?? throw Misfit(shape, $"a part of the {length} places of axis {axis}");
        return item is { Start: null or >= 0, Stop: >= 0 } && item.CountInUnknown() is >= 0 and int count
            ? (item.Start ?? 0, count)
            : throw Misfit(shape, $"a known length of axis {axis}");
    }

    private ShapeException Misfit(Shape shape, string expected) => new(Name, $"{expected}, for {shape}", $"[{string.Join(", ", Items)}]");
}
