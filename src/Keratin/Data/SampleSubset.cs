namespace Keratin.Data;

/// <summary>Some samples of another, in an order of its own.</summary>
internal sealed class SampleSubset(Samples samples, int[] rows) : Samples(samples.Shape.With(0, rows.Length))
{
    // Numbers of rows that are looked up at a time, on the stack.
    private const int Chunk = 64;

    internal override void Gather(ReadOnlySpan<int> wanted, Span<float> destination)
    {
        int length = checked((int)(Shape.Elements / Math.Max(Count, 1)));
        Span<int> theirs = stackalloc int[Chunk];
        while (wanted.Length > 0)
        {
            int count = Math.Min(wanted.Length, Chunk);
            for (int i = 0; i < count; i++)
                theirs[i] = rows[wanted[i]];
            samples.Gather(theirs[..count], destination[..(count * length)]);
            wanted = wanted[count..];
            destination = destination[(count * length)..];
        }
    }

    internal override void Copy(int start, int count, Span<float> destination) => samples.Gather(rows.AsSpan(start, count), destination);
}
