using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>One vector of 512 bits and one of 256: 24 floats without a half that would be thrown away.</summary>
internal unsafe struct Row1AndHalf : IRow<Row1AndHalf, Vector512<float>>
{
    private Vector512<float> _first;
    private Vector256<float> _half;

    public static int Width => 24;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1AndHalf Load(float* p)
    {
        Row1AndHalf row;
        row._first = Lanes512.Load(p);
        row._half = Lanes256.Load(p + 16);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1AndHalf LoadPartial(float* p, int count)
    {
        Row1AndHalf row;
        row._first = Lanes512.Load(p);
        row._half = Lanes256.LoadPartial(p + 16, count - 16);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(Vector512<float> x, Row1AndHalf b)
    {
        _first = Lanes512.MultiplyAdd(x, b._first, _first);
        _half = Lanes256.MultiplyAdd(x.GetLower(), b._half, _half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Row1AndHalf row)
    {
        _first = Lanes512.Add(_first, row._first);
        _half = Lanes256.Add(_half, row._half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rectify()
    {
        _first = Lanes512.AndNot(_first, Lanes512.GreaterThan(Lanes512.Zero, _first));
        _half = Lanes256.AndNot(_half, Lanes256.GreaterThan(Lanes256.Zero, _half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* p)
    {
        Lanes512.Store(p, _first);
        Lanes256.Store(p + 16, _half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StorePartial(float* p, int count)
    {
        Lanes512.Store(p, _first);
        Lanes256.StorePartial(p + 16, _half, count - 16);
    }
}
