namespace Keratin;

/// <summary>What is taken of an axis: an index or a range, as in <c>x[.., 1..3, ^1]</c>; both turn into it by themselves.</summary>
public readonly record struct AxisItem
{
    private enum Kind
    {
        Part,
        At,
        Ellipsis,
        NewAxis,
    }

    private Kind Is { get; init; }

    // Python's numbers: negative ones count from the end, null is where the axis begins or ends.
    internal int? Start { get; private init; }

    internal int? Stop { get; private init; }

    internal int Step { get; private init; }

    // Python cuts a part to its axis, a range of C# has to lie within it.
    private bool IsCut { get; init; }

    /// <summary>As many whole axes as the other items leave: Python's <c>...</c>.</summary>
    public static AxisItem Ellipsis { get; } = new() { Is = Kind.Ellipsis };

    /// <summary>A new axis of length 1: Python's <c>None</c>.</summary>
    public static AxisItem NewAxis { get; } = new() { Is = Kind.NewAxis };

    /// <summary>Python's slice <c>start:stop:step</c>, which is cut to the axis.</summary>
    /// <param name="start">First index, negative from the end; null where the axis begins, or ends if the step is negative.</param>
    /// <param name="stop">The index before which it ends; null for the rest.</param>
    /// <param name="step">How far it is from one to the next; negative goes backwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
    public static AxisItem Slice(int? start = null, int? stop = null, int step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(step);
        return new() { Start = start, Stop = stop, Step = step, IsCut = true };
    }

    /// <summary>One index; negative counts from the end.</summary>
    /// <param name="index">The index.</param>
    public static implicit operator AxisItem(int index) => new() { Is = Kind.At, Start = index };

    /// <summary>One index; <c>^1</c> is the last.</summary>
    /// <param name="index">The index.</param>
    public static implicit operator AxisItem(Index index) =>
        index is { IsFromEnd: true, Value: 0 } ? throw new ArgumentOutOfRangeException(nameof(index), "^0 lies behind the last; ^1 is the last.")
        : new() { Is = Kind.At, Start = index.IsFromEnd ? -index.Value : index.Value };

    /// <summary>A range; <c>..</c> is the whole axis.</summary>
    /// <param name="range">The range.</param>
    /// <exception cref="ArgumentOutOfRangeException">It ends before it begins, whatever the axis.</exception>
    public static implicit operator AxisItem(Range range) => EndsFirst(range)
        ? throw new ArgumentOutOfRangeException(nameof(range), $"{range} ends before it begins.")
        : new()
        {
            Start = range.Start is { IsFromEnd: false, Value: 0 } ? null : range.Start is { IsFromEnd: true, Value: 0 } ? int.MaxValue : FromEnd(range.Start),
            Stop = range.End is { IsFromEnd: true, Value: 0 } ? null : FromEnd(range.End),
            Step = 1,
        };

    /// <summary>One index; negative counts from the end.</summary>
    /// <param name="index">The index.</param>
    public static AxisItem FromInt32(int index) => index;

    /// <summary>One index; <c>^1</c> is the last.</summary>
    /// <param name="index">The index.</param>
    public static AxisItem FromIndex(Index index) => index;

    /// <summary>A range; <c>..</c> is the whole axis.</summary>
    /// <param name="range">The range.</param>
    public static AxisItem FromRange(Range range) => range;

    internal bool IsAt => Is == Kind.At;

    internal bool IsPart => Is == Kind.Part;

    internal bool IsEllipsis => Is == Kind.Ellipsis;

    internal bool IsNewAxis => Is == Kind.NewAxis;

    internal bool IsWhole => Is == Kind.Part && Start is null && Stop is null && Step == 1;

    /// <summary>The place of an index in an axis of this length; null where there is none.</summary>
    internal int? PlaceIn(int length)
    {
        int place = Start!.Value < 0 ? Start.Value + length : Start.Value;
        return place >= 0 && place < length ? place : null;
    }

    /// <summary>First place and number of places of a part of an axis of this length; null where it does not lie within it.</summary>
    internal (int Start, int Count)? PartOf(int length)
    {
        // Where a part may begin and end: going backwards, from the last to before the first.
        var (low, high) = Step > 0 ? (0, length) : (-1, length - 1);
        int start = Start is { } from ? (from < 0 ? from + length : from) : Step > 0 ? low : high;
        int stop = Stop is { } to ? (to < 0 ? to + length : to) : Step > 0 ? high : low;
        if (!IsCut)
            return start >= 0 && start <= stop && stop <= length ? (start, stop - start) : null;
        (start, stop) = (Math.Clamp(start, low, high), Math.Clamp(stop, low, high));
        long reach = Step > 0 ? (long)stop - start : (long)start - stop, step = Math.Abs((long)Step);
        return (start, (int)Math.Max(0, (reach + step - 1) / step));
    }

    /// <summary>How many places a part has of an axis whose length is unknown; unknown where that follows from it.</summary>
    internal int CountInUnknown() => (IsCut, Start ?? 0, Stop) switch
    {
        (false, >= 0, >= 0 and int stop) => stop - (Start ?? 0),
        (false, < 0 and int start, < 0 and int stop) => stop - start,
        (false, < 0 and int start, null) => -start,
        _ => Shape.Unknown,
    };

    /// <summary>As Python writes it: <c>1:3</c>, <c>-1</c>, <c>...</c>.</summary>
    public override string ToString() => Is switch
    {
        Kind.At => $"{Start}",
        Kind.Ellipsis => "...",
        Kind.NewAxis => "None",
        _ => $"{Start}:{Stop}{(Step == 1 ? "" : $":{Step}")}",
    };

    private static bool EndsFirst(Range range) => range.Start.IsFromEnd == range.End.IsFromEnd
        && (range.Start.IsFromEnd ? range.Start.Value < range.End.Value : range.Start.Value > range.End.Value);

    private static int FromEnd(Index index) => index.IsFromEnd ? -index.Value : index.Value;
}
