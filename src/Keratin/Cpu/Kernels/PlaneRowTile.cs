using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>A register tile of many short products: <c>M[plane][i, :] = Σ over p of V[plane][i, p] · U[plane][p, :]</c>.</summary>
/// <remarks>
/// As <see cref="RowTile{TLanes, TVector, TRow, THeight}"/>, but it goes through the planes itself, and rows lie at equal distances: under
/// Winograd's filtering a product may have six steps, and being called for each would take longer than they do.
/// </remarks>
internal static unsafe class PlaneRowTile<TLanes, TVector, TRow, THeight>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TRow : struct, IRow<TRow, TVector>
    where THeight : unmanaged, IHeight
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(PlaneTile* tile)
    {
        nint inner = tile->Inner, rowOfU = tile->RowOfU;
        float* v = tile->V, u = tile->U, m = tile->M;
        for (int plane = tile->Planes; plane > 0; plane--)
        {
            TRow c0 = default, c1 = default, c2 = default, c3 = default;
            TRow c4 = default, c5 = default, c6 = default, c7 = default;
            nint rowOfV = tile->RowOfV;
            float* a0 = v;
            float* a1 = sizeof(THeight) > 1 ? a0 + rowOfV : v;
            float* a2 = sizeof(THeight) > 2 ? a1 + rowOfV : v;
            float* a3 = sizeof(THeight) > 3 ? a2 + rowOfV : v;
            float* a4 = sizeof(THeight) > 4 ? a3 + rowOfV : v;
            float* a5 = sizeof(THeight) > 5 ? a4 + rowOfV : v;
            float* a6 = sizeof(THeight) > 6 ? a5 + rowOfV : v;
            float* a7 = sizeof(THeight) > 7 ? a6 + rowOfV : v;
            float* b = u;
            for (nint p = 0; p < inner; p++)
            {
                TRow row = TRow.Load(b);
                c0.MultiplyAdd(TLanes.Broadcast(a0[p]), row);
                if (sizeof(THeight) > 1)
                    c1.MultiplyAdd(TLanes.Broadcast(a1[p]), row);
                if (sizeof(THeight) > 2)
                    c2.MultiplyAdd(TLanes.Broadcast(a2[p]), row);
                if (sizeof(THeight) > 3)
                    c3.MultiplyAdd(TLanes.Broadcast(a3[p]), row);
                if (sizeof(THeight) > 4)
                    c4.MultiplyAdd(TLanes.Broadcast(a4[p]), row);
                if (sizeof(THeight) > 5)
                    c5.MultiplyAdd(TLanes.Broadcast(a5[p]), row);
                if (sizeof(THeight) > 6)
                    c6.MultiplyAdd(TLanes.Broadcast(a6[p]), row);
                if (sizeof(THeight) > 7)
                    c7.MultiplyAdd(TLanes.Broadcast(a7[p]), row);
                b += rowOfU;
            }

            nint rowOfM = tile->RowOfM;
            c0.Store(m);
            if (sizeof(THeight) > 1)
                c1.Store(m + rowOfM);
            if (sizeof(THeight) > 2)
                c2.Store(m + 2 * rowOfM);
            if (sizeof(THeight) > 3)
                c3.Store(m + 3 * rowOfM);
            if (sizeof(THeight) > 4)
                c4.Store(m + 4 * rowOfM);
            if (sizeof(THeight) > 5)
                c5.Store(m + 5 * rowOfM);
            if (sizeof(THeight) > 6)
                c6.Store(m + 6 * rowOfM);
            if (sizeof(THeight) > 7)
                c7.Store(m + 7 * rowOfM);
            v += tile->PlaneOfV;
            u += tile->PlaneOfU;
            m += tile->PlaneOfM;
        }
    }
}
