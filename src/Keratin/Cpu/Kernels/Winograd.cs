using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Convolution by minimal filtering: says for which shapes it is the better way, and makes its three kernels.</summary>
/// <remarks>
/// <para><b>The idea</b> (Winograd 1980, "Arithmetic Complexity of Computations"; Lavin and Gray 2016, "Fast Algorithms for Convolutional
/// Neural Networks", arXiv:1509.09308). m outputs of a filter of length k are a product of polynomials, read backwards. A product of
/// degree m + k − 2 is known by its values at m + k − 1 <see cref="WinogradPoints"/>, so as many multiplications do instead of m · k:
/// <c>y = Aᵀ · [(G · g) ⊙ (Bᵀ · d)]</c>. Nested for two dimensions, a tile of 4 × 4 outputs takes 36 under a kernel of 3 × 3 instead of
/// 144, and under 5 × 5 64 instead of 400.</para>
/// <para><b>The work.</b> At each pair of points there is a product tiles × channels × filters, which runs in the register tiles of every
/// other product. The transforms before and after take time like channels + filters, so there must be enough of both.</para>
/// <para><b>Gradients</b> are the transposes of the same three maps. The one of the kernel uses the same transformed x.</para>
/// <para><b>Accuracy</b> with random numbers, against double precision. Root mean square error relative to that of the result: 6e-7 to 12e-7
/// under 3 × 3 with 32 to 200 channels, 23e-7 to 50e-7 under 5 × 5; the direct kernels have 2e-7 to 7e-7. Largest error relative to
/// Σ |x · k|: 7e-7 and 14e-7.</para>
/// <para><b>Not finite.</b> An infinity or NaN in x makes NaN of all outputs of the tiles that see it, not only of those below the kernel,
/// and one in a gradient likewise.</para>
/// </remarks>
internal static class Winograd
{
    private const int FewestImages = 8;
    private const int Largest = 1 << 18;
    private const int LargeGradient = 1 << 16;
    private const int FewestTilesOfLargeGradient = 192;
    private const int LeastSaving = 2;

    /// <summary>Whether these kernels are the faster ones, which follows from the shape alone.</summary>
    /// <remarks>
    /// The numbers are measured at 512 bits against the direct kernels, on two threads. From 64 channels and filters on the gain is 2 under 3 × 3 and 2.5
    /// to 4 under 5 × 5; with those named here 1.1 to 1.7. The kernel's transform costs like some 30 tiles.
    /// </remarks>
    public static bool Suits(Conv2DGeometry g) => g.KernelHeight == 5 ? Suits(g, 32, 6, 6) : Suits(g, 48, 12, 8);

    /// <summary>The same for the gradient of the input, whose tasks are whole images.</summary>
    public static bool SuitsInputGradient(Conv2DGeometry g) =>
        g.Batch >= FewestImages && SuitsKernelGradient(g) && (g.KernelHeight == 5 ? Suits(g, 48, 6, 6) : Suits(g, 96, 12, 12));

    /// <summary>The same for the gradient of the kernel, whose sums are as large as U for each slice. It takes more tiles to make up for them, most where
    /// they do not fit the caches: 512 × 512 gains nothing on two threads with 128 tiles, two fifths with 196 and the double with 392.</summary>
    public static bool SuitsKernelGradient(Conv2DGeometry g) =>
        (g.KernelHeight == 5 ? Suits(g, 48, 6, 6) : Suits(g, 96, 12, 8))
        && ((long)g.Channels * g.Filters <= LargeGradient || new WinogradGeometry(g).Tiles >= FewestTilesOfLargeGradient);

    /// <summary>The same for a convolution that is pooled: a tile has to be made of whole windows.</summary>
    public static bool SuitsPooled(Conv2DGeometry g, Window2D pool) => Pools(pool) && Suits(g);

    /// <summary>Whether a tile is made of whole windows.</summary>
    public static bool Pools(Window2D pool) => pool is { KernelHeight: 2, KernelWidth: 2 };

    private static bool Suits(Conv2DGeometry g, int fewestTiles, int fewestChannels, int fewestFilters)
    {
        bool isPlain = g is { StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1 };
        bool isSquare = g.KernelHeight == g.KernelWidth && g.KernelHeight is 3 or 5;
        return isPlain && isSquare && g.Channels >= fewestChannels && g.Filters >= fewestFilters && (long)g.Channels * g.Filters <= Largest
            && Saves(g, fewestTiles);
    }

    // Tiles that reach beyond the edges do work for nothing: 5 × 5 outputs take as much as 8 × 8.
    private static bool Saves(Conv2DGeometry g, int fewestTiles)
    {
        var tiles = new WinogradGeometry(g);
        long direct = (long)g.Batch * g.OutputHeight * g.OutputWidth * g.KernelHeight * g.KernelWidth;
        return tiles.Tiles >= fewestTiles && direct >= LeastSaving * (long)tiles.Tiles * tiles.Points * tiles.Points;
    }

    /// <summary>Makes the kernel with a max pooling of 2 × 2 behind it. Outputs: the pooled images and, if wanted, the winners' places.</summary>
    public static Kernel ForwardPooled(
        Conv2DGeometry geometry, bool bias, FusedActivation activation, bool keepsWinners, SimdWidth? width = null) => (width ?? Simd.Best) switch
        {
            SimdWidth.Bits512 => Forward<Lanes512, Vector512<float>>(geometry, bias, activation, true, keepsWinners),
            SimdWidth.Bits256 => Forward<Lanes256, Vector256<float>>(geometry, bias, activation, true, keepsWinners),
            _ => Forward<Lanes128, Vector128<float>>(geometry, bias, activation, true, keepsWinners),
        };

    /// <summary>Makes the kernel. Inputs: x, kernel and, if there is one, the bias [filters]. Output: y.</summary>
    public static Kernel Forward(
        Conv2DGeometry geometry, bool bias = false, FusedActivation activation = FusedActivation.None, SimdWidth? width = null) =>
        (width ?? Simd.Best) switch
        {
            SimdWidth.Bits512 => Forward<Lanes512, Vector512<float>>(geometry, bias, activation),
            SimdWidth.Bits256 => Forward<Lanes256, Vector256<float>>(geometry, bias, activation),
            _ => Forward<Lanes128, Vector128<float>>(geometry, bias, activation),
        };

    /// <summary>Makes the kernel. Inputs: the gradient of y, kernel. Output: the gradient of x.</summary>
    public static Kernel InputGradient(Conv2DGeometry geometry, SimdWidth? width = null) => InputGradient(geometry, false, width ?? Simd.Best);

    /// <summary>Makes it for a convolution pooled by 2 × 2. Inputs: the winners, the gradient of the pooled images, kernel.</summary>
    public static Kernel InputGradientPooled(Conv2DGeometry geometry, SimdWidth? width = null) => InputGradient(geometry, true, width ?? Simd.Best);

    /// <summary>Makes the kernel. Inputs: x, the gradient of y. Output: the gradient of the kernel.</summary>
    public static Kernel KernelGradient(Conv2DGeometry geometry, SimdWidth? width = null) => KernelGradient(geometry, false, width ?? Simd.Best);

    /// <summary>Makes it for a convolution pooled by 2 × 2. Inputs: x, the winners, the gradient of the pooled images.</summary>
    public static Kernel KernelGradientPooled(Conv2DGeometry geometry, SimdWidth? width = null) => KernelGradient(geometry, true, width ?? Simd.Best);

    private static Kernel InputGradient(Conv2DGeometry geometry, bool isPooled, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => InputGradient<Lanes512, Vector512<float>>(geometry, isPooled),
        SimdWidth.Bits256 => InputGradient<Lanes256, Vector256<float>>(geometry, isPooled),
        _ => InputGradient<Lanes128, Vector128<float>>(geometry, isPooled),
    };

    private static Kernel KernelGradient(Conv2DGeometry geometry, bool isPooled, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => KernelGradient<Lanes512, Vector512<float>>(geometry, isPooled),
        SimdWidth.Bits256 => KernelGradient<Lanes256, Vector256<float>>(geometry, isPooled),
        _ => KernelGradient<Lanes128, Vector128<float>>(geometry, isPooled),
    };

    private static Kernel Forward<TLanes, TVector>(
        Conv2DGeometry g, bool bias, FusedActivation activation, bool isPooled = false, bool keepsWinners = false)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => g.KernelHeight == 5
            ? new WinogradConv2D<TLanes, TVector, WinogradFive<TLanes, TVector>>(g, bias, activation, isPooled, keepsWinners)
            : new WinogradConv2D<TLanes, TVector, WinogradThree<TLanes, TVector>>(g, bias, activation, isPooled, keepsWinners);

    private static Kernel InputGradient<TLanes, TVector>(Conv2DGeometry g, bool isPooled)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => g.KernelHeight == 5
            ? new WinogradInputGradient<TLanes, TVector, WinogradFive<TLanes, TVector>>(g, isPooled)
            : new WinogradInputGradient<TLanes, TVector, WinogradThree<TLanes, TVector>>(g, isPooled);

    private static Kernel KernelGradient<TLanes, TVector>(Conv2DGeometry g, bool isPooled)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => g.KernelHeight == 5
            ? new WinogradKernelGradient<TLanes, TVector, WinogradFive<TLanes, TVector>>(g, isPooled)
            : new WinogradKernelGradient<TLanes, TVector, WinogradThree<TLanes, TVector>>(g, isPooled);
}
