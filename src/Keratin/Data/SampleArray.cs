using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Keratin.Data;

/// <summary>Samples that lie in a dense tensor.</summary>
internal sealed class SampleArray<T>(Tensor<T> tensor) : Samples(tensor.Shape())
    where T : unmanaged, INumberBase<T>
{
    private const int LineBytes = 64;

    // Of longer samples the hardware foresees most by itself, and a batch of them would drive out what the step wants.
    private const int MostBytes = 4096;

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

    internal override unsafe void Prefetch(ReadOnlySpan<int> rows)
    {
        int bytes = _sample * sizeof(T);
        if (!Sse.IsSupported || bytes > MostBytes)
            return;
        // Not pinned: an address that is wrong by now costs nothing but its use.
        byte* all = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.AsFlatSpan()));
        foreach (int row in rows)
        {
            byte* sample = all + ((nint)row * bytes);
            for (int i = 0; i < bytes; i += LineBytes)
                Sse.Prefetch1(sample + i);
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
