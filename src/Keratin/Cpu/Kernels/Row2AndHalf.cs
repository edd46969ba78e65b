using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Two vectors of 512 bits and one of 256: 40 floats without a half that would be thrown away.</summary>
internal unsafe struct Row2AndHalf : IRow<Row2AndHalf, Vector512<float>>
{
    private Vector512<float> _first;
    private Vector512<float> _second;
    private Vector256<float> _half;

    public static int Width => 40;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2AndHalf Load(float* p)
    {
        Row2AndHalf row;
        row._first = Lanes512.Load(p);
        row._second = Lanes512.Load(p + 16);
        row._half = Lanes256.Load(p + 32);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2AndHalf LoadPartial(float* p, int count)
    {
        Row2AndHalf row;
        row._first = Lanes512.Load(p);
        row._second = Lanes512.Load(p + 16);
        row._half = Lanes256.LoadPartial(p + 32, count - 32);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(Vector512<float> x, Row2AndHalf b)
    {
        _first = Lanes512.MultiplyAdd(x, b._first, _first);
        _second = Lanes512.MultiplyAdd(x, b._second, _second);
        _half = Lanes256.MultiplyAdd(x.GetLower(), b._half, _half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Row2AndHalf row)
    {
        _first = Lanes512.Add(_first, row._first);
        _second = Lanes512.Add(_second, row._second);
        _half = Lanes256.Add(_half, row._half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rectify()
    {
        _first = Lanes512.AndNot(_first, Lanes512.GreaterThan(Lanes512.Zero, _first));
        _second = Lanes512.AndNot(_second, Lanes512.GreaterThan(Lanes512.Zero, _second));
        _half = Lanes256.AndNot(_half, Lanes256.GreaterThan(Lanes256.Zero, _half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* p)
    {
        Lanes512.Store(p, _first);
        Lanes512.Store(p + 16, _second);
        Lanes256.Store(p + 32, _half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StorePartial(float* p, int count)
    {
        Lanes512.Store(p, _first);
        Lanes512.Store(p + 16, _second);
        Lanes256.StorePartial(p + 32, _half, count - 32);
    }
}
