using System.Runtime.InteropServices;

namespace Keratin.Tests.Cpu.Kernels;

/// <summary>Floats between two fences of NaN: what reads beyond its end gets NaN into its sums, what writes there is found out.</summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private const int Fence = 96;
    private const uint Canary = 0x7FC0_BEEF;

    private readonly float* _start;
    private readonly long _length;

    public GuardedMemory(long length)
    {
        _length = length;
        _start = (float*)NativeMemory.AlignedAlloc((nuint)(length + 2 * Fence) * sizeof(float), 64);
        new Span<uint>(_start, (int)length + 2 * Fence).Fill(Canary);
    }

    public GuardedMemory(ReadOnlySpan<float> values)
        : this(values.Length) => values.CopyTo(Span);

    public float* Pointer => _start + Fence;

    public Span<float> Span => new(Pointer, (int)_length);

    public void AssertFencesAreWhole()
    {
        Assert.Equal(-1, new Span<uint>(_start, Fence).IndexOfAnyExcept(Canary));
        Assert.Equal(-1, new Span<uint>(Pointer + _length, Fence).IndexOfAnyExcept(Canary));
    }

    public void Dispose() => NativeMemory.AlignedFree(_start);
}
