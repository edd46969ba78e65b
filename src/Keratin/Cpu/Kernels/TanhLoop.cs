using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Hyperbolic tangent that keeps its digits near 0.</summary>
/// <remarks>
/// The BCL's goes through <c>exp(-2|x|) - 1</c>, which cancels: below 1e-7 it answers 0. For |x| &lt; 5/8 Lambert's continued fraction
/// <c>x / (1 + x² / (3 + x² / (5 + x² / (7 + x² / 9))))</c>, written as one quotient, is right to 1e-9.
/// </remarks>
internal static unsafe class TanhLoop<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Chunk = 256;

    public static void Run(float* x, float* y, float* z, float* r, int n)
    {
        // The result may lie over the operand, so the BCL's goes elsewhere first.
        float* far = stackalloc float[Chunk];
        for (int i = 0; i < n; i += Chunk)
        {
            int length = Math.Min(Chunk, n - i);
            TensorPrimitives.Tanh(new ReadOnlySpan<float>(x + i, length), new Span<float>(far, length));
            Join(x + i, far, r + i, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(float* x, float* far, float* r, int n)
    {
        int i = 0;
        for (; i + TLanes.Count <= n; i += TLanes.Count)
            TLanes.Store(r + i, Choose(TLanes.Load(x + i), TLanes.Load(far + i)));
        if (i < n)
            TLanes.StorePartial(r + i, Choose(TLanes.LoadPartial(x + i, n - i), TLanes.LoadPartial(far + i, n - i)), n - i);
    }

    // x (945 + 105 x² + x⁴) / (945 + 420 x² + 15 x⁴)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Choose(TVector x, TVector far)
    {
        TVector square = TLanes.Multiply(x, x);
        TVector above = TLanes.MultiplyAdd(TLanes.Add(square, TLanes.Broadcast(105)), square, TLanes.Broadcast(945));
        TVector below = TLanes.MultiplyAdd(TLanes.MultiplyAdd(square, TLanes.Broadcast(15), TLanes.Broadcast(420)), square, TLanes.Broadcast(945));
        TVector near = TLanes.Divide(TLanes.Multiply(x, above), below);
        return TLanes.Select(TLanes.GreaterThan(TLanes.Broadcast(25f / 64), square), near, far);
    }
}
