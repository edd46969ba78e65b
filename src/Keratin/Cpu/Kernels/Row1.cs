using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>One vector of a tile's row.</summary>
internal unsafe struct Row1<TLanes, TVector> : IRow<Row1<TLanes, TVector>, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private TVector _first;

    public static int Width => TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TLanes, TVector> Load(float* p)
    {
        Row1<TLanes, TVector> row;
        row._first = TLanes.Load(p);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TLanes, TVector> LoadPartial(float* p, int count)
    {
        Row1<TLanes, TVector> row;
        row._first = TLanes.LoadPartial(p, count);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(TVector x, Row1<TLanes, TVector> b)
    {
        _first = TLanes.MultiplyAdd(x, b._first, _first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Row1<TLanes, TVector> row)
    {
        _first = TLanes.Add(_first, row._first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rectify()
    {
        _first = TLanes.AndNot(_first, TLanes.GreaterThan(TLanes.Zero, _first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* p)
    {
        TLanes.Store(p, _first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StorePartial(float* p, int count)
    {
        TLanes.StorePartial(p, _first, count);
    }
}
