namespace Keratin.Cpu.Kernels;

/// <summary>One operand of an element-wise chain, read along the result's elements.</summary>
internal sealed unsafe class BroadcastOperand
{
    private enum Kind
    {
        /// <summary>Has the result's shape: read in place.</summary>
        Full,

        /// <summary>Has the result's last axes only: repeats with a period. A number has period 1.</summary>
        Periodic,

        /// <summary>Repeats somewhere in between: gathered stretch by stretch.</summary>
        Strided,
    }

    private readonly Kind _kind;
    private readonly int _period;
    private readonly int[] _lengths;
    private readonly long[] _strides;
    private int _offset;
    private int _tile;

    public BroadcastOperand(Shape shape, Shape result)
    {
        (_lengths, _strides) = Merge(result, Strides(shape, result));
        int leading = shape.TakeWhile(length => length == 1).Count();
        Shape suffix = shape[leading..];
        bool isSuffix = suffix == result[(result.Rank - suffix.Rank)..];
        _period = checked((int)shape.Elements);
        _kind = shape.Elements == result.Elements ? Kind.Full : isSuffix ? Kind.Periodic : Kind.Strided;
    }

    public bool IsFull => _kind == Kind.Full;

    // A period that fits the tile is laid out once a task, long enough to start a tile anywhere in it.
    private bool IsRepeated => _kind == Kind.Periodic && _period <= _tile;

    /// <summary>Takes its place in the scratch memory; says how many floats it needs.</summary>
    public int Place(int offset, int tile)
    {
        (_offset, _tile) = (offset, tile);
        return IsFull ? 0 : IsRepeated ? (tile + _period + 15) / 16 * 16 : tile;
    }

    /// <summary>Called once a task.</summary>
    public void Begin(float* source, float* scratch)
    {
        if (!IsRepeated)
            return;
        var copy = new Span<float>(scratch + _offset, _tile + _period);
        if (_period == 1)
        {
            copy.Fill(*source);
            return;
        }
        var once = new ReadOnlySpan<float>(source, _period);
        for (; copy.Length >= _period; copy = copy[_period..])
            once.CopyTo(copy);
        once[..copy.Length].CopyTo(copy);
    }

    /// <summary>Where the operand's numbers for the elements from <paramref name="at"/> on lie side by side.</summary>
    public float* At(long at, int length, float* source, float* scratch)
    {
        if (IsFull)
            return source + at;
        float* copy = scratch + _offset;
        if (_kind == Kind.Strided)
        {
            Gather(at, length, source, copy);
            return copy;
        }
        int phase = (int)(at % _period);
        if (IsRepeated)
            return copy + phase;
        if (phase + length <= _period)
            return source + phase;
        int first = _period - phase;
        new ReadOnlySpan<float>(source + phase, first).CopyTo(new Span<float>(copy, first));
        new ReadOnlySpan<float>(source, length - first).CopyTo(new Span<float>(copy + first, length - first));
        return copy;
    }

    // Along the last axis the operand either stays where it is or goes on by one: a stretch is filled or copied.
    private void Gather(long at, int length, float* source, float* copy)
    {
        int last = _lengths.Length - 1;
        int* index = stackalloc int[_lengths.Length];
        long position = 0, rest = at;
        for (int axis = last; axis >= 0; axis--)
        {
            index[axis] = (int)(rest % _lengths[axis]);
            rest /= _lengths[axis];
            position += index[axis] * _strides[axis];
        }
        for (int i = 0; i < length;)
        {
            int stretch = Math.Min(length - i, _lengths[last] - index[last]);
            var part = new Span<float>(copy + i, stretch);
            if (_strides[last] == 0)
                part.Fill(source[position]);
            else
                new ReadOnlySpan<float>(source + position, stretch).CopyTo(part);
            i += stretch;
            position = Advance(index, position, stretch);
        }
    }

    private long Advance(int* index, long position, int stretch)
    {
        int axis = _lengths.Length - 1;
        index[axis] += stretch;
        position += stretch * _strides[axis];
        for (; index[axis] == _lengths[axis] && axis > 0; axis--)
        {
            position += _strides[axis - 1] - (_strides[axis] * _lengths[axis]);
            index[axis] = 0;
            index[axis - 1]++;
        }
        return position;
    }

    // Neighbouring axes that repeat alike, or go on alike, as one: longer stretches.
    private static (int[] Lengths, long[] Strides) Merge(Shape result, long[] strides)
    {
        var merged = new List<(int Length, long Stride)>();
        for (int axis = 0; axis < result.Rank; axis++)
        {
            if (result[axis] == 1)
                continue;
            if (merged.Count > 0 && merged[^1].Stride == strides[axis] * result[axis] && (long)merged[^1].Length * result[axis] <= int.MaxValue)
                merged[^1] = (merged[^1].Length * result[axis], strides[axis]);
            else
                merged.Add((result[axis], strides[axis]));
        }
        return merged.Count > 0 ? ([.. merged.Select(axis => axis.Length)], [.. merged.Select(axis => axis.Stride)]) : ([1], [0L]);
    }

    // Stride 0 along the axes where the operand repeats.
    private static long[] Strides(Shape shape, Shape result)
    {
        long[] strides = new long[result.Rank];
        long stride = 1;
        for (int axis = 1; axis <= shape.Rank; axis++)
        {
            strides[^axis] = shape[^axis] == 1 ? 0 : stride;
            stride *= shape[^axis];
        }
        return strides;
    }
}
