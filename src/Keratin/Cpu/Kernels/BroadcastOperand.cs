using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>One operand of an element-wise chain, read along the result's elements.</summary>
internal sealed unsafe class BroadcastOperand
{
    private const int ShortestSpan = 8;

    private enum Kind
    {
        /// <summary>Has the result's shape: read in place.</summary>
        Full,

        /// <summary>Has the result's last axes only: repeats with a period. A number has period 1.</summary>
        Periodic,

        /// <summary>Repeats somewhere in between: gathered run by run.</summary>
        Strided,
    }

    private readonly Kind _kind;
    private readonly int _period;

    // The axes with neighbours put together where elements follow each other on both sides alike. Along the last one, the run, the operand either
    // lies side by side (stride 1) or stays where it is (stride 0).
    private readonly int[] _lengths;
    private readonly long[] _strides;
    private int _offset;
    private int _tile;

    public BroadcastOperand(Shape shape, Shape result)
    {
        (_lengths, _strides) = Together([.. result], Strides(shape, result));
        int leading = 0;
        while (leading < shape.Rank && shape[leading] == 1)
            leading++;
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

    private void Gather(long at, int length, float* source, float* copy)
    {
        int last = _lengths.Length - 1, run = _lengths[last];
        long stride = _strides[last], rest = at / run;
        int* index = stackalloc int[_lengths.Length];
        for (int axis = last - 1; axis >= 0; axis--)
        {
            index[axis] = (int)(rest % _lengths[axis]);
            rest /= _lengths[axis];
            source += index[axis] * _strides[axis];
        }
        float* end = copy + length;
        for (int from = (int)(at % run); copy < end; from = 0)
        {
            int rows = from > 0 || run >= ShortestSpan || last == 0 ? 0 : (int)Math.Min(_lengths[last - 1] - index[last - 1], (end - copy) / run);
            if (rows > 0)
            {
                CopyRows(source, _strides[last - 1], rows, stride, run, copy);
                copy += rows * run;
            }
            else
            {
                int count = (int)Math.Min(run - from, end - copy);
                CopyRun(source + (from * stride), stride, copy, count);
                copy += count;
            }
            Move(index, Math.Max(rows, 1), ref source);
        }
    }

    // So many runs further, which are no more than are left along the axis before the run's.
    private void Move(int* index, int runs, ref float* source)
    {
        for (int axis = _lengths.Length - 2; axis >= 0; axis--, runs = 1)
        {
            source += runs * _strides[axis];
            index[axis] += runs;
            if (index[axis] < _lengths[axis])
                return;
            source -= _strides[axis] * _lengths[axis];
            index[axis] = 0;
        }
    }

    private static void CopyRun(float* source, long stride, float* copy, int count)
    {
        if (stride == 0)
            new Span<float>(copy, count).Fill(*source);
        else
            new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(copy, count));
    }

    // Short runs, for which calling for a span costs more than the floats do.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(float* source, long rowStride, int rows, long stride, int run, float* copy)
    {
        for (int row = 0; row < rows; row++, source += rowStride, copy += run)
        {
            for (int i = 0; i < run; i++)
                copy[i] = source[i * stride];
        }
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

    // One axis for neighbours over which the operand goes on as it does within the inner one.
    private static (int[] Lengths, long[] Strides) Together(int[] lengths, long[] strides)
    {
        int[] longer = new int[lengths.Length];
        long[] steps = new long[lengths.Length];
        int count = 0;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            if (lengths[axis] == 1)
                continue;
            bool goesOn = count > 0 && steps[count - 1] == strides[axis] * lengths[axis] && (long)longer[count - 1] * lengths[axis] <= int.MaxValue;
            if (!goesOn)
                longer[count++] = 1;
            longer[count - 1] *= lengths[axis];
            steps[count - 1] = strides[axis];
        }
        return count == 0 ? ([1], [1]) : (longer[..count], steps[..count]);
    }
}
