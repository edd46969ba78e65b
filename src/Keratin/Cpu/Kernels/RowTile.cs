using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// A register tile whose rows of A lie anywhere: <c>C[i, :] (+)= bias + Σ over s, p of rows[i][segments[s] + p] · B[p', :]</c>.
/// </summary>
/// <remarks>
/// <para><b>Use.</b> A row-major factor is one segment. A convolution has a segment for each row of its kernel: under NHWC the
/// <c>kw · cin</c> values below a kernel row lie side by side, so nothing is unfolded first.</para>
/// <para><b>Registers.</b> All sums stay in registers from the first step to the last. Each step loads one row of B and broadcasts one
/// float of each row of A. More than eight row pointers would no longer fit the general registers, hence the limit.</para>
/// <para><b>Ahead.</b> What comes from memory while the sums are computed costs nothing: each step can call one line of what the tiles after this one
/// read. Up to six rows, where there is more than one register to a row; else it is left out.</para>
/// <para><b>Order of sums.</b> Bias, then the products in the order of B's rows, then (when accumulating) what C held. C's rows are
/// finished one after the other, so they may overlap: the gradient of a convolution's input relies on that.</para>
/// </remarks>
internal static unsafe class RowTile<TLanes, TVector, TRow, THeight>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TRow : struct, IRow<TRow, TVector>
    where THeight : unmanaged, IHeight
{
    // One load more is lost where there are few products to a load, and with more rows no registers are left.
    private static bool CallsAhead => Sse.IsSupported && sizeof(THeight) <= 6 && TRow.Width > TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Tile* tile)
    {
        TRow start = TileEdge<TRow, TVector>.Bias(tile);
        TRow c0 = start, c1 = start, c2 = start, c3 = start;
        TRow c4 = start, c5 = start, c6 = start, c7 = start;

        nint length = tile->SegmentLength, strideB = tile->StrideB;
        float* b = tile->B, ahead = tile->Ahead != null ? tile->Ahead : b;
        nint aheadStep = tile->Ahead != null ? tile->AheadStep : 0;
        for (int s = 0; s < tile->SegmentCount; s++)
        {
            nint segment = tile->Segments[s];
            float** rows = tile->Rows;
            float* a0 = rows[0] + segment;
            float* a1 = sizeof(THeight) > 1 ? rows[1] + segment : null;
            float* a2 = sizeof(THeight) > 2 ? rows[2] + segment : null;
            float* a3 = sizeof(THeight) > 3 ? rows[3] + segment : null;
            float* a4 = sizeof(THeight) > 4 ? rows[4] + segment : null;
            float* a5 = sizeof(THeight) > 5 ? rows[5] + segment : null;
            float* a6 = sizeof(THeight) > 6 ? rows[6] + segment : null;
            float* a7 = sizeof(THeight) > 7 ? rows[7] + segment : null;
            for (nint p = 0; p < length; p++)
            {
                if (CallsAhead)
                    Sse.Prefetch1(ahead);
                ahead += aheadStep;
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
                b += strideB;
            }
        }

        TileEdge<TRow, TVector>.Finish(c0, tile, 0);
        if (sizeof(THeight) > 1)
            TileEdge<TRow, TVector>.Finish(c1, tile, 1);
        if (sizeof(THeight) > 2)
            TileEdge<TRow, TVector>.Finish(c2, tile, 2);
        if (sizeof(THeight) > 3)
            TileEdge<TRow, TVector>.Finish(c3, tile, 3);
        if (sizeof(THeight) > 4)
            TileEdge<TRow, TVector>.Finish(c4, tile, 4);
        if (sizeof(THeight) > 5)
            TileEdge<TRow, TVector>.Finish(c5, tile, 5);
        if (sizeof(THeight) > 6)
            TileEdge<TRow, TVector>.Finish(c6, tile, 6);
        if (sizeof(THeight) > 7)
            TileEdge<TRow, TVector>.Finish(c7, tile, 7);
    }
}
