using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>What gates of recurrent cells are made of, a register at a time: tanh and the logistic function as quotients, without an exponential.</summary>
/// <remarks>
/// <para><c>tanh x = x · P(x²) / Q(x²)</c> with P and Q of degree 4, fitted so that the largest relative error between -7.9 and 7.9 is least: 6e-9. In
/// floats it is right to 3e-7; beyond, tanh is taken at ±7.9, 3e-7 from ±1. <c>σ(x) = ½ + ½ tanh(x / 2)</c>.</para>
/// <para>An exponential would need integers in registers, and several gates side by side leave it no more exact.</para>
/// </remarks>
internal static unsafe class Gate<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float Limit = 7.9f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        x = TLanes.Min(TLanes.Max(x, TLanes.Broadcast(-Limit)), TLanes.Broadcast(Limit));
        TVector u = TLanes.Multiply(x, x);
        TVector p = TLanes.MultiplyAdd(u, TLanes.Broadcast(1.5428307e-8f), TLanes.Broadcast(2.2023483e-5f));
        p = TLanes.MultiplyAdd(u, p, TLanes.Broadcast(0.0035790063f));
        p = TLanes.MultiplyAdd(u, p, TLanes.Broadcast(0.13450633f));
        p = TLanes.MultiplyAdd(u, p, TLanes.Broadcast(1));
        TVector q = TLanes.MultiplyAdd(u, TLanes.Broadcast(8.598916e-7f), TLanes.Broadcast(3.4236742e-4f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Broadcast(0.026192293f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Broadcast(0.4678396f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Broadcast(1));
        return TLanes.Divide(TLanes.Multiply(x, p), q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        TVector half = TLanes.Broadcast(0.5f);
        return TLanes.MultiplyAdd(Tanh(TLanes.Multiply(x, half)), half, half);
    }

    /// <summary><c>g · y · (1 - y)</c>: the way back through σ, y being its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector BackSigmoid(TVector g, TVector y) => TLanes.Multiply(g, TLanes.Multiply(y, TLanes.Subtract(TLanes.Broadcast(1), y)));

    /// <summary><c>g · (1 - y²)</c>: the way back through tanh, y being its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector BackTanh(TVector g, TVector y) => TLanes.Multiply(g, TLanes.Subtract(TLanes.Broadcast(1), TLanes.Multiply(y, y)));

    /// <summary>A register, or what is left of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(float* p, int left) => left >= TLanes.Count ? TLanes.Load(p) : TLanes.LoadPartial(p, left);

    /// <summary>Writes a register, or what is left of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, TVector v, int left)
    {
        if (left >= TLanes.Count)
            TLanes.Store(p, v);
        else
            TLanes.StorePartial(p, v, left);
    }
}
