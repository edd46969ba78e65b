using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>How the rows of a tile begin and end. Memory beyond the tile's width is neither read nor written.</summary>
internal static unsafe class TileEdge<TRow, TVector>
    where TRow : struct, IRow<TRow, TVector>
    where TVector : struct
{
    /// <summary>The bias, or zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TRow Bias(Tile* tile)
    {
        if (tile->Bias == null)
            return default;
        return Load(tile->Bias, tile->Width);
    }

    /// <summary>Adds what C holds if wanted, applies the activation and writes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(TRow row, Tile* tile, int index)
    {
        float* c = tile->C[index];
        int width = tile->Width;
        if (tile->Accumulate)
            row.Add(Load(c, width));
        if (tile->Activation == FusedActivation.Relu)
            row.Rectify();
        if (width == TRow.Width)
            row.Store(c);
        else
            row.StorePartial(c, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Load(float* p, int width) => width == TRow.Width ? TRow.Load(p) : TRow.LoadPartial(p, width);
}
