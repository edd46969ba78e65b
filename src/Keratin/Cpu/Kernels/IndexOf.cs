namespace Keratin.Cpu.Kernels;

/// <summary>Reads an index that stands in a float.</summary>
internal static class IndexOf
{
    /// <summary>The place from 0 that an index means, cut to a whole number, -1 being the last; -1 where it lies outside or is NaN.</summary>
    public static int Place(float index, int length)
    {
        // Compared before it is cut: a float beyond the integers has no defined one.
        if (!(index > -length - 1f && index < length))
            return -1;
        int place = (int)index;
        return place < 0 ? place + length : place;
    }
}
