using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Two vectors of a tile's row.</summary>
internal unsafe struct Row2<TLanes, TVector> : IRow<Row2<TLanes, TVector>, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private TVector _first;
    private TVector _second;

    public static int Width => 2 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TLanes, TVector> Load(float* p)
    {
        Row2<TLanes, TVector> row;
        row._first = TLanes.Load(p);
        row._second = TLanes.Load(p + TLanes.Count);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TLanes, TVector> LoadPartial(float* p, int count)
    {
        Row2<TLanes, TVector> row;
        row._first = TLanes.Load(p);
        row._second = TLanes.LoadPartial(p + TLanes.Count, count - TLanes.Count);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(TVector x, Row2<TLanes, TVector> b)
    {
        _first = TLanes.MultiplyAdd(x, b._first, _first);
        _second = TLanes.MultiplyAdd(x, b._second, _second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Row2<TLanes, TVector> row)
    {
        _first = TLanes.Add(_first, row._first);
        _second = TLanes.Add(_second, row._second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rectify()
    {
        _first = TLanes.AndNot(_first, TLanes.GreaterThan(TLanes.Zero, _first));
        _second = TLanes.AndNot(_second, TLanes.GreaterThan(TLanes.Zero, _second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* p)
    {
        TLanes.Store(p, _first);
        TLanes.Store(p + TLanes.Count, _second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StorePartial(float* p, int count)
    {
        TLanes.Store(p, _first);
        TLanes.StorePartial(p + TLanes.Count, _second, count - TLanes.Count);
    }
}
