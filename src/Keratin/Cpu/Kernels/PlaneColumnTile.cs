using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>A register tile of many sums of outer products: <c>P[plane][i, :] (+)= Σ over t of V[plane][t, i] · W[plane][t, :]</c>.</summary>
/// <remarks>What <see cref="PlaneRowTile{TLanes, TVector, TRow, THeight}"/> is to a row tile, to <see cref="ColumnTile{TLanes, TVector, TRow, THeight}"/>.</remarks>
internal static unsafe class PlaneColumnTile<TLanes, TVector, TRow, THeight>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TRow : struct, IRow<TRow, TVector>
    where THeight : struct, IHeight
{
    /// <summary>Of <paramref name="tile"/>, U is W here and M is P.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(PlaneTile* tile)
    {
        nint rowOfV = tile->RowOfV, rowOfU = tile->RowOfU;
        float* v = tile->V, u = tile->U, p = tile->M;
        bool accumulate = tile->Accumulate;
        for (int plane = tile->Planes; plane > 0; plane--)
        {
            TRow c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
            TRow c6 = default, c7 = default, c8 = default, c9 = default, c10 = default, c11 = default;
            float* a = v, b = u;
            for (nint t = tile->Inner; t > 0; t--)
            {
                TRow row = TRow.Load(b);
                c0.MultiplyAdd(TLanes.Broadcast(a[0]), row);
                if (THeight.Rows > 1)
                    c1.MultiplyAdd(TLanes.Broadcast(a[1]), row);
                if (THeight.Rows > 2)
                    c2.MultiplyAdd(TLanes.Broadcast(a[2]), row);
                if (THeight.Rows > 3)
                    c3.MultiplyAdd(TLanes.Broadcast(a[3]), row);
                if (THeight.Rows > 4)
                    c4.MultiplyAdd(TLanes.Broadcast(a[4]), row);
                if (THeight.Rows > 5)
                    c5.MultiplyAdd(TLanes.Broadcast(a[5]), row);
                if (THeight.Rows > 6)
                    c6.MultiplyAdd(TLanes.Broadcast(a[6]), row);
                if (THeight.Rows > 7)
                    c7.MultiplyAdd(TLanes.Broadcast(a[7]), row);
                if (THeight.Rows > 8)
                    c8.MultiplyAdd(TLanes.Broadcast(a[8]), row);
                if (THeight.Rows > 9)
                    c9.MultiplyAdd(TLanes.Broadcast(a[9]), row);
                if (THeight.Rows > 10)
                    c10.MultiplyAdd(TLanes.Broadcast(a[10]), row);
                if (THeight.Rows > 11)
                    c11.MultiplyAdd(TLanes.Broadcast(a[11]), row);
                a += rowOfV;
                b += rowOfU;
            }

            nint rowOfP = tile->RowOfM;
            Finish(c0, p, accumulate);
            if (THeight.Rows > 1)
                Finish(c1, p + rowOfP, accumulate);
            if (THeight.Rows > 2)
                Finish(c2, p + 2 * rowOfP, accumulate);
            if (THeight.Rows > 3)
                Finish(c3, p + 3 * rowOfP, accumulate);
            if (THeight.Rows > 4)
                Finish(c4, p + 4 * rowOfP, accumulate);
            if (THeight.Rows > 5)
                Finish(c5, p + 5 * rowOfP, accumulate);
            if (THeight.Rows > 6)
                Finish(c6, p + 6 * rowOfP, accumulate);
            if (THeight.Rows > 7)
                Finish(c7, p + 7 * rowOfP, accumulate);
            if (THeight.Rows > 8)
                Finish(c8, p + 8 * rowOfP, accumulate);
            if (THeight.Rows > 9)
                Finish(c9, p + 9 * rowOfP, accumulate);
            if (THeight.Rows > 10)
                Finish(c10, p + 10 * rowOfP, accumulate);
            if (THeight.Rows > 11)
                Finish(c11, p + 11 * rowOfP, accumulate);
            v += tile->PlaneOfV;
            u += tile->PlaneOfU;
            p += tile->PlaneOfM;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TRow sum, float* p, bool accumulate)
    {
        if (accumulate)
            sum.Add(TRow.Load(p));
        sum.Store(p);
    }
}
