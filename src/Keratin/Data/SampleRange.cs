namespace Keratin.Data;

/// <summary>Some of the samples of another, one behind the other.</summary>
internal sealed class SampleRange(Samples samples, int start, int count) : Samples(samples.Shape.With(0, count))
{
    internal override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        int length = checked((int)(Shape.Elements / Count));
        for (int i = 0; i < rows.Length; i++)
            samples.Copy(start + rows[i], 1, destination.Slice(i * length, length));
    }

    internal override void Copy(int first, int rows, Span<float> destination) => samples.Copy(start + first, rows, destination);
}
