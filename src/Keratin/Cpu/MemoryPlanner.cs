using System.Runtime.InteropServices;

namespace Keratin.Cpu;

/// <summary>Gives buffers places in one arena: two may overlap in memory when they do not in time.</summary>
/// <remarks>Largest first, each at the lowest place free for as long as it lives: within a few percent of the peak on real networks.</remarks>
internal static class MemoryPlanner
{
    // A cache line: kernels may then use aligned moves, and threads do not share lines across buffers.
    private const long Alignment = 16;

    // What is asked of those placed before, side by side in memory: of a long sequence there are thousands, and each is compared with all.
    private readonly record struct Taken(long Offset, long End, int First, int Last);

    /// <summary>Sets each buffer's offset; returns the arena's length in floats.</summary>
    public static long Place(IEnumerable<PlanBuffer> buffers)
    {
        var placed = new List<Taken>();
        long end = 0;
        foreach (PlanBuffer buffer in buffers.OrderByDescending(buffer => buffer.Length).ThenBy(buffer => buffer.First))
        {
            (buffer.Offset, int index) = LowestFree(buffer, CollectionsMarshal.AsSpan(placed));
            long stop = buffer.Offset + Round(buffer.Length);
            placed.Insert(index, new(buffer.Offset, stop, buffer.First, buffer.Last));
            end = Math.Max(end, stop);
        }
        return end;
    }

    public static long Round(long length) => (length + Alignment - 1) / Alignment * Alignment;

    // `placed` is sorted by offset. Also where the buffer comes in it.
    private static (long Offset, int Index) LowestFree(PlanBuffer buffer, ReadOnlySpan<Taken> placed)
    {
        long candidate = 0, length = Round(buffer.Length);
        int first = buffer.First, last = buffer.Last, i = 0;
        for (; i < placed.Length; i++)
        {
            ref readonly Taken other = ref placed[i];
            if (other.Last < first || last < other.First)
                continue;
            if (other.Offset - candidate >= length)
                break;
            candidate = Math.Max(candidate, other.End);
        }
        while (i > 0 && placed[i - 1].Offset > candidate)
            i--;
        while (i < placed.Length && placed[i].Offset <= candidate)
            i++;
        return (candidate, i);
    }
}
