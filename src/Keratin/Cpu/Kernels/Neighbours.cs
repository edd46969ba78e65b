using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>For eight places of an image at a time, the pixels around them and their shares: where they lie, counted in floats from the image's
/// first, and how much of each.</summary>
/// <remarks>Eight lanes on any machine, so that the bits are the same on all; narrower registers do it in halves.</remarks>
internal readonly struct Neighbours(int height, int width, int channels, FillMode mode)
{
    // Further out than any image reaches, and still whole numbers that floats and integers hold.
    private const float Far = 1 << 22;

    private readonly int _row = width * channels;

    /// <summary>The pixel nearest to each place.</summary>
    /// <param name="x">Columns.</param>
    /// <param name="y">Rows.</param>
    /// <param name="outside">Set where it lies outside of the image and the mode is constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Nearest(Vector256<float> x, Vector256<float> y, out Vector256<float> outside)
    {
        Vector256<float> column = Vector256.Floor(Near(x) + Vector256.Create(0.5f)), row = Vector256.Floor(Near(y) + Vector256.Create(0.5f));
        outside = mode == FillMode.Constant ? ~(Inside(column, width) & Inside(row, height)) : Vector256<float>.Zero;
        return (Index(row, height) * _row) + (Index(column, width) * channels);
    }

    /// <summary>The four pixels around each place.</summary>
    /// <param name="x">Columns.</param>
    /// <param name="y">Rows.</param>
    /// <param name="shares">Their shares, and that of the value outside.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Corners Around(Vector256<float> x, Vector256<float> y, out CornerShares shares)
    {
        Vector256<float> one = Vector256.Create(1f);
        x = Near(x);
        y = Near(y);
        Vector256<float> left = Vector256.Floor(x), top = Vector256.Floor(y), right = left + one, bottom = top + one;
        Vector256<float> ofRight = x - left, ofBottom = y - top, ofLeft = one - ofRight, ofTop = one - ofBottom, outside = Vector256<float>.Zero;
        if (mode == FillMode.Constant)
        {
            Vector256<float> isLeft = Inside(left, width), isRight = Inside(right, width), isTop = Inside(top, height), isBottom = Inside(bottom, height);
            ofLeft &= isLeft;
            ofRight &= isRight;
            ofTop &= isTop;
            ofBottom &= isBottom;
            // Exactly 0 where nothing is outside, whatever the shares' roundings.
            outside = Vector256.AndNot(one - ((ofLeft + ofRight) * (ofTop + ofBottom)), isLeft & isRight & isTop & isBottom);
        }
        shares = new(ofTop * ofLeft, ofTop * ofRight, ofBottom * ofLeft, ofBottom * ofRight, outside);
        Vector256<int> upper = Index(top, height) * _row, lower = Index(bottom, height) * _row;
        Vector256<int> first = Index(left, width) * channels, second = Index(right, width) * channels;
        return new(upper + first, upper + second, lower + first, lower + second);
    }

    // What is no number lies far outside: comparisons with it fail.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Near(Vector256<float> x)
    {
        Vector256<float> least = Vector256.Create(-Far), most = Vector256.Create(Far);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, least), x, least);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, most), x, most);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Inside(Vector256<float> pixel, int length) =>
        Vector256.GreaterThanOrEqual(pixel, Vector256<float>.Zero) & Vector256.LessThan(pixel, Vector256.Create((float)length));

    // The pixel of the image that stands for one outside.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Index(Vector256<float> pixel, int length)
    {
        // Most are inside; what the modes do to others takes a division.
        if (mode > FillMode.Nearest && !Vector256.EqualsAll(Inside(pixel, length).AsInt32(), Vector256<int>.AllBitsSet))
            pixel = BroughtBack(pixel, length);
        // No machine's conversion has a doubt: these are whole numbers, and small.
        return Vector256.Min(Vector256.Max(Vector256.ConvertToInt32Native(pixel), Vector256<int>.Zero), Vector256.Create(length - 1));
    }

    private Vector256<float> BroughtBack(Vector256<float> pixel, int length) => mode switch
    {
        FillMode.Wrap => Modulo(pixel, length),
        FillMode.Mirror => Folded(Modulo(pixel, Math.Max((2 * length) - 2, 1)), (2 * length) - 2),
        _ => Folded(Modulo(pixel, 2 * length), (2 * length) - 1),
    };

    // The quotient of whole numbers below 2²³, rounded, is never rounded up to a whole number, so its floor is right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Modulo(Vector256<float> x, float period) => x - (Vector256.Floor(x / Vector256.Create(period)) * period);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Folded(Vector256<float> x, float sum) => Vector256.Min(x, Vector256.Create(sum) - x);
}
