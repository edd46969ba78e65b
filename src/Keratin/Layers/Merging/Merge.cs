namespace Keratin.Layers;

/// <summary>What layers that combine their inputs element by element share.</summary>
/// <remarks>
/// Shapes broadcast axis by axis, also where the ranks differ: then axes of length 1 are put in behind the batch, not in front of it. The
/// output's mask holds where any of the inputs' masks does; there is none if an input has none.
/// </remarks>
public abstract class Merge : Layer
{
    private protected Merge()
    {
    }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <summary>How many inputs it takes at least.</summary>
    private protected virtual int Least => 1;

    /// <summary>How many inputs it takes at most.</summary>
    private protected virtual int Most => int.MaxValue;

    /// <inheritdoc/>
    protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < Least || inputs.Count > Most)
            throw new ShapeException($"{this}", Least == Most ? $"{Least} inputs" : $"{Least} or more inputs", $"{inputs.Count}");
        int rank = inputs.Max(input => input.Rank);
        KerasTensor[] aligned = [.. inputs.Select(input => Align(input, rank))];
        Shape shape = aligned[0].Shape;
        foreach (KerasTensor input in aligned.Skip(1))
            shape = Together(shape, input.Shape) ?? throw Mismatch(inputs);
        return Combine(aligned, [.. inputs.Select(MaskOf)]);
    }

    /// <inheritdoc/>
    protected override KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return masks.Any(mask => mask is null) ? null : masks.Aggregate((any, mask) => any!.LogicalOr(mask!));
    }

    /// <summary>The result, from inputs of one rank.</summary>
    private protected abstract KerasTensor Combine(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks);

    /// <summary>A mask of shape <c>(batch, time)</c> as one of elements.</summary>
    private protected static KerasTensor OfElements(KerasTensor mask, KerasTensor x)
    {
        while (mask.Rank < x.Rank)
            mask = mask.ExpandDims(-1);
        return mask;
    }

    private static KerasTensor Align(KerasTensor x, int rank)
    {
        int missing = rank - x.Rank;
        return missing == 0 || x.Rank == 0 ? x : x.Reshape([x.Shape[0], .. Enumerable.Repeat(1, missing), .. x.Shape[1..]]);
    }

    // Batches are equal: one of 1 is one sample, not a sample for all.
    private static Shape? Together(Shape x, Shape y)
    {
        bool hasOneBatch = x.Rank == 0 || y.Rank == 0 || x[0] == y[0] || x[0] == Shape.Unknown || y[0] == Shape.Unknown;
        return hasOneBatch ? Shape.Broadcast(x, y) : null;
    }

    private ShapeException Mismatch(IReadOnlyList<KerasTensor> inputs) => new(
        $"{this}", "inputs of one batch whose other lengths are equal or 1", string.Join(" and ", inputs.Select(input => $"{input.Shape}")));
}
