using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// A register tile over a transposed A: <c>C[i, :] (+)= bias + Σ over s, p of columns[segments[s] + p · stride + i] · B[p', :]</c>.
/// </summary>
/// <remarks>
/// <para><b>Use.</b> For <c>Aᵀ · B</c> with A row-major the floats to broadcast lie side by side: one pointer serves all rows. It also
/// serves the gradient of a convolution's kernel, where a segment is a row of output pixels and the stride is a pixel of the input.</para>
/// <para><b>Registers.</b> As in <see cref="RowTile{TLanes, TVector, TRow, THeight}"/>, but without pointers for the rows, so up to
/// twelve of them fit.</para>
/// <para><b>Order of sums.</b> Bias, then the products in the order of B's rows, then (when accumulating) what C held.</para>
/// </remarks>
internal static unsafe class ColumnTile<TLanes, TVector, TRow, THeight>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TRow : struct, IRow<TRow, TVector>
    where THeight : unmanaged, IHeight
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Tile* tile)
    {
        TRow start = TileEdge<TRow, TVector>.Bias(tile);
        TRow c0 = start, c1 = start, c2 = start, c3 = start, c4 = start, c5 = start;
        TRow c6 = start, c7 = start, c8 = start, c9 = start, c10 = start, c11 = start;

        nint length = tile->SegmentLength, strideB = tile->StrideB;
        for (int s = 0; s < tile->SegmentCount; s++)
        {
            nint segment = tile->Segments[s];
            float* a = tile->Columns + segment;
            float* b = tile->B + tile->SegmentsOfB[s];
            nint strideA = tile->ColumnStride;
            for (nint p = length; p > 0; p--)
            {
                TRow row = TRow.Load(b);
                c0.MultiplyAdd(TLanes.Broadcast(a[0]), row);
                if (sizeof(THeight) > 1)
                    c1.MultiplyAdd(TLanes.Broadcast(a[1]), row);
                if (sizeof(THeight) > 2)
                    c2.MultiplyAdd(TLanes.Broadcast(a[2]), row);
                if (sizeof(THeight) > 3)
                    c3.MultiplyAdd(TLanes.Broadcast(a[3]), row);
                if (sizeof(THeight) > 4)
                    c4.MultiplyAdd(TLanes.Broadcast(a[4]), row);
                if (sizeof(THeight) > 5)
                    c5.MultiplyAdd(TLanes.Broadcast(a[5]), row);
                if (sizeof(THeight) > 6)
                    c6.MultiplyAdd(TLanes.Broadcast(a[6]), row);
                if (sizeof(THeight) > 7)
                    c7.MultiplyAdd(TLanes.Broadcast(a[7]), row);
                if (sizeof(THeight) > 8)
                    c8.MultiplyAdd(TLanes.Broadcast(a[8]), row);
                if (sizeof(THeight) > 9)
                    c9.MultiplyAdd(TLanes.Broadcast(a[9]), row);
                if (sizeof(THeight) > 10)
                    c10.MultiplyAdd(TLanes.Broadcast(a[10]), row);
                if (sizeof(THeight) > 11)
                    c11.MultiplyAdd(TLanes.Broadcast(a[11]), row);
                b += strideB;
                a += strideA;
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
        if (sizeof(THeight) > 8)
            TileEdge<TRow, TVector>.Finish(c8, tile, 8);
        if (sizeof(THeight) > 9)
            TileEdge<TRow, TVector>.Finish(c9, tile, 9);
        if (sizeof(THeight) > 10)
            TileEdge<TRow, TVector>.Finish(c10, tile, 10);
        if (sizeof(THeight) > 11)
            TileEdge<TRow, TVector>.Finish(c11, tile, 11);
    }
}
