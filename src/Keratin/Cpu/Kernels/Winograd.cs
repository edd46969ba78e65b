using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Convolution by minimal filtering: says for which shapes it is the better way, and makes its three kernels.</summary>
/// <remarks>
/// <para><b>The idea</b> (Winograd 1980, "Arithmetic Complexity of Computations"; Lavin and Gray 2016, "Fast Algorithms for Convolutional
/// Neural Networks", arXiv:1509.09308). m outputs of a filter of length k are a product of polynomials, read backwards. A product of
/// degree 5 is known by its values at six points, <see cref="WinogradPoints"/>, so m + k − 1 = 6 multiplications do instead of m · k:
/// <c>y = Aᵀ · [(G · g) ⊙ (Bᵀ · d)]</c>. Nested for two dimensions that is 36 for a tile of 2 × 2 outputs under a kernel of 5 × 5,
/// instead of 100, or for 4 × 4 outputs under 3 × 3, instead of 144.</para>
/// <para><b>The work.</b> At each of the 36 pairs of points there is a product tiles × channels × filters, which runs in the register tiles
/// of every other product. The transforms before and after take time like channels + filters, so there must be enough of both.</para>
/// <para><b>Gradients</b> are the transposes of the same three maps. The one of the kernel uses the same transformed x.</para>
/// <para><b>Accuracy</b> with random numbers, against double precision. Root mean square error relative to that of the result: 6e-7 to 9e-7
/// with 32 channels, 12e-7 with 200; the direct kernels have 2e-7 to 7e-7. Largest error relative to Σ |x · k|: 2e-7 for 5 × 5, 7e-7 for
/// 3 × 3. The usual points 0, ±1, ±2, ∞ have at least twice the error.</para>
/// <para><b>Not finite.</b> An infinity or NaN in x makes NaN of all outputs of the tiles that see it, not only of those below the kernel,
/// and one in a gradient likewise.</para>
/// </remarks>
internal static class Winograd
{
    private const int FewestChannels = 16;
    private const int FewestTiles = 48;
    private const int FewestTilesOfFive = 256;
    private const int FewestTilesOfGradient = 96;
    private const int FewestTilesOfLargeGradient = 192;
    private const int FewestImages = 8;
    private const int SmallestOfFive = 512;
    private const int Largest = 1 << 18;
    private const int LargeGradient = 1 << 16;

    /// <summary>Whether these kernels are the faster ones, which follows from the shape alone.</summary>
    /// <remarks>
    /// Measured at 512 bits against the direct kernels, on one thread and two. With 16 channels or filters the gain is 1.2 to 1.6, from 64 on about 2,
    /// with 6 or 8 it is a loss; under 5 × 5, which saves less, 16 × 16 is one too. The kernel's transform costs like some 30 tiles: with 49 the gain
    /// is 1.3 to 2, with 32 there is none on two threads.
    /// </remarks>
    public static bool Suits(Conv2DGeometry g) => Suits(g, g.KernelHeight == 5 ? FewestTilesOfFive : FewestTiles);

    /// <summary>The same for the gradient of the input, whose tasks are whole images.</summary>
    public static bool SuitsInputGradient(Conv2DGeometry g) => g.Batch >= FewestImages && SuitsKernelGradient(g);

    /// <summary>The same for the gradient of the kernel, whose sums are as large as U for each slice. It takes more tiles to make up for them, most where
    /// they do not fit the caches: 512 × 512 gains nothing on two threads with 128 tiles, two fifths with 196 and the double with 392.</summary>
    public static bool SuitsKernelGradient(Conv2DGeometry g) => Suits(g, g.KernelHeight == 5 ? FewestTilesOfFive
        : (long)g.Channels * g.Filters > LargeGradient ? FewestTilesOfLargeGradient : FewestTilesOfGradient);

    /// <summary>The same for a convolution that is pooled: a tile has to be made of whole windows.</summary>
    public static bool SuitsPooled(Conv2DGeometry g, Window2D pool) => pool is { KernelHeight: 2, KernelWidth: 2 } && Suits(g);

    private static bool Suits(Conv2DGeometry g, int fewestTiles)
    {
        bool isPlain = g is { StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1 };
        bool isSquare = g.KernelHeight == g.KernelWidth && g.KernelHeight is 3 or 5;
        long plane = (long)g.Channels * g.Filters;
        return isPlain && isSquare && Math.Min(g.Channels, g.Filters) >= FewestChannels
            && plane >= (g.KernelHeight == 5 ? SmallestOfFive : 0) && plane <= Largest && new WinogradGeometry(g).Tiles >= fewestTiles;
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
    public static Kernel InputGradient(Conv2DGeometry geometry, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => InputGradient<Lanes512, Vector512<float>>(geometry),
        SimdWidth.Bits256 => InputGradient<Lanes256, Vector256<float>>(geometry),
        _ => InputGradient<Lanes128, Vector128<float>>(geometry),
    };

    /// <summary>Makes the kernel. Inputs: x, the gradient of y. Output: the gradient of the kernel.</summary>
    public static Kernel KernelGradient(Conv2DGeometry geometry, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => KernelGradient<Lanes512, Vector512<float>>(geometry),
        SimdWidth.Bits256 => KernelGradient<Lanes256, Vector256<float>>(geometry),
        _ => KernelGradient<Lanes128, Vector128<float>>(geometry),
    };

    private static Kernel Forward<TLanes, TVector>(
        Conv2DGeometry g, bool bias, FusedActivation activation, bool isPooled = false, bool keepsWinners = false)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => g.KernelHeight == 5
            ? new WinogradConv2D<TLanes, TVector, WinogradTwo<TLanes, TVector>>(g, bias, activation, isPooled, keepsWinners)
            : new WinogradConv2D<TLanes, TVector, WinogradFour<TLanes, TVector>>(g, bias, activation, isPooled, keepsWinners);

    private static Kernel InputGradient<TLanes, TVector>(Conv2DGeometry g)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => g.KernelHeight == 5
            ? new WinogradInputGradient<TLanes, TVector, WinogradTwo<TLanes, TVector>>(g)
            : new WinogradInputGradient<TLanes, TVector, WinogradFour<TLanes, TVector>>(g);

    private static Kernel KernelGradient<TLanes, TVector>(Conv2DGeometry g)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => g.KernelHeight == 5
            ? new WinogradKernelGradient<TLanes, TVector, WinogradTwo<TLanes, TVector>>(g)
            : new WinogradKernelGradient<TLanes, TVector, WinogradFour<TLanes, TVector>>(g);
}
