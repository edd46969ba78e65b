namespace Keratin.Cpu;

/// <summary>Gives buffers places in one arena: two may overlap in memory when they do not in time.</summary>
/// <remarks>Largest first, each at the lowest place free for as long as it lives: within a few percent of the peak on real networks.</remarks>
internal static class MemoryPlanner
{
    // A cache line: kernels may then use aligned moves, and threads do not share lines across buffers.
    private const long Alignment = 16;

    /// <summary>Sets each buffer's offset; returns the arena's length in floats.</summary>
    public static long Place(IEnumerable<PlanBuffer> buffers)
    {
        var placed = new List<PlanBuffer>();
        long end = 0;
        foreach (PlanBuffer buffer in buffers.OrderByDescending(buffer => buffer.Length).ThenBy(buffer => buffer.First))
        {
            buffer.Offset = LowestFree(buffer, placed);
            int index = placed.FindIndex(other => other.Offset > buffer.Offset);
            placed.Insert(index < 0 ? placed.Count : index, buffer);
            end = Math.Max(end, buffer.Offset + Round(buffer.Length));
        }
        return end;
    }

    public static long Round(long length) => (length + Alignment - 1) / Alignment * Alignment;

    // `placed` is sorted by offset.
    private static long LowestFree(PlanBuffer buffer, List<PlanBuffer> placed)
    {
        long candidate = 0, length = Round(buffer.Length);
        foreach (PlanBuffer other in placed)
        {
            bool isApart = other.Last < buffer.First || buffer.Last < other.First;
            if (isApart)
                continue;
            if (other.Offset - candidate >= length)
                break;
            candidate = Math.Max(candidate, other.Offset + Round(other.Length));
        }
        return candidate;
    }
}
