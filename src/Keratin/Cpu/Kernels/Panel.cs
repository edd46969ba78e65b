namespace Keratin.Cpu.Kernels;

/// <summary>Columns that one register tile covers.</summary>
/// <param name="Start">The first column.</param>
/// <param name="Width">How many there are.</param>
/// <param name="Padded">How many the tile computes: <paramref name="Width"/>, rounded up to what registers hold.</param>
/// <param name="Kind">Which tiles of the <see cref="TileSet"/>.</param>
internal readonly record struct Panel(int Start, int Width, int Padded, int Kind)
{
    public bool IsRagged => Width != Padded;
}
