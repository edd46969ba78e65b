using System.Numerics;
using System.Runtime.InteropServices;

namespace Keratin.Data;

/// <summary>Samples that lie in a dense tensor.</summary>
internal sealed class SampleArray<T>(Tensor<T> tensor) : Samples(tensor.Shape())
    where T : unmanaged, INumberBase<T>
{
    private readonly int _sample = checked((int)tensor.Shape()[1..].Elements);

    internal override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        ReadOnlySpan<T> all = tensor.AsFlatSpan();
        foreach (int row in rows)
        {
            Convert(all.Slice(row * _sample, _sample), destination[.._sample]);
            destination = destination[_sample..];
        }
    }

    internal override void Copy(int start, int count, Span<float> destination) =>
        Convert(tensor.AsFlatSpan().Slice(start * _sample, count * _sample), destination);

    internal override ReadOnlySpan<float> Floats(int start, int count) =>
        typeof(T) == typeof(float) ? MemoryMarshal.Cast<T, float>(tensor.AsFlatSpan().Slice(start * _sample, count * _sample)) : [];

    private static void Convert(ReadOnlySpan<T> from, Span<float> to)
    {
        if (typeof(T) == typeof(float))
            MemoryMarshal.Cast<T, float>(from).CopyTo(to);
        else if (typeof(T) == typeof(byte))
            Pixels.ToFloat(MemoryMarshal.Cast<T, byte>(from), to);
        else
            TensorPrimitives.ConvertTruncating(from, to);
    }
}
