using System.Runtime.InteropServices;

namespace Keratin.Cpu;

/// <summary>The tasks of a phase that one thread has to itself: it takes them from the front, helpers from the back.</summary>
/// <remarks>Both ends lie in one word, so that a task is taken by one compare-exchange; on cache lines of its own, as threads rarely meet there.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct TaskRange
{
    private const int EndShift = 32;

    [FieldOffset(0)]
    private long _ends;

    /// <summary>Sets the range. Only while nobody takes from it.</summary>
    public void Fill(int first, int end) => Volatile.Write(ref _ends, (long)end << EndShift | (uint)first);

    /// <summary>Takes the first task; false when none is left.</summary>
    public bool TryTakeFirst(out int task)
    {
        while (true)
        {
            long ends = Volatile.Read(ref _ends);
            task = (int)ends;
            if (task >= (int)(ends >> EndShift))
                return false;
            if (Interlocked.CompareExchange(ref _ends, ends + 1, ends) == ends)
                return true;
        }
    }

    /// <summary>Takes the last task; false when none is left.</summary>
    public bool TryTakeLast(out int task)
    {
        while (true)
        {
            long ends = Volatile.Read(ref _ends);
            task = (int)(ends >> EndShift) - 1;
            if (task < (int)ends)
                return false;
            if (Interlocked.CompareExchange(ref _ends, ends - (1L << EndShift), ends) == ends)
                return true;
        }
    }
}
