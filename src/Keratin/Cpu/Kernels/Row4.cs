using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Four vectors of a tile's row.</summary>
internal unsafe struct Row4<TLanes, TVector> : IRow<Row4<TLanes, TVector>, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private TVector _first;
    private TVector _second;
    private TVector _third;
    private TVector _fourth;

    public static int Width => 4 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TLanes, TVector> Load(float* p)
    {
        Row4<TLanes, TVector> row;
        row._first = TLanes.Load(p);
        row._second = TLanes.Load(p + TLanes.Count);
        row._third = TLanes.Load(p + 2 * TLanes.Count);
        row._fourth = TLanes.Load(p + 3 * TLanes.Count);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TLanes, TVector> LoadPartial(float* p, int count)
    {
        Row4<TLanes, TVector> row;
        row._first = TLanes.Load(p);
        row._second = TLanes.Load(p + TLanes.Count);
        row._third = TLanes.Load(p + 2 * TLanes.Count);
        row._fourth = TLanes.LoadPartial(p + 3 * TLanes.Count, count - 3 * TLanes.Count);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(TVector x, Row4<TLanes, TVector> b)
    {
        _first = TLanes.MultiplyAdd(x, b._first, _first);
        _second = TLanes.MultiplyAdd(x, b._second, _second);
        _third = TLanes.MultiplyAdd(x, b._third, _third);
        _fourth = TLanes.MultiplyAdd(x, b._fourth, _fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Row4<TLanes, TVector> row)
    {
        _first = TLanes.Add(_first, row._first);
        _second = TLanes.Add(_second, row._second);
        _third = TLanes.Add(_third, row._third);
        _fourth = TLanes.Add(_fourth, row._fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rectify()
    {
        _first = TLanes.AndNot(_first, TLanes.GreaterThan(TLanes.Zero, _first));
        _second = TLanes.AndNot(_second, TLanes.GreaterThan(TLanes.Zero, _second));
        _third = TLanes.AndNot(_third, TLanes.GreaterThan(TLanes.Zero, _third));
        _fourth = TLanes.AndNot(_fourth, TLanes.GreaterThan(TLanes.Zero, _fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* p)
    {
        TLanes.Store(p, _first);
        TLanes.Store(p + TLanes.Count, _second);
        TLanes.Store(p + 2 * TLanes.Count, _third);
        TLanes.Store(p + 3 * TLanes.Count, _fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StorePartial(float* p, int count)
    {
        TLanes.Store(p, _first);
        TLanes.Store(p + TLanes.Count, _second);
        TLanes.Store(p + 2 * TLanes.Count, _third);
        TLanes.StorePartial(p + 3 * TLanes.Count, _fourth, count - 3 * TLanes.Count);
    }
}
