namespace Keratin.Layers;

/// <summary>Makes transforms <c>a0, a1, a2, b0, b1, b2, c0, c1</c> for <see cref="Ops.AffineTransform"/>.</summary>
internal static class ImageTransforms
{
    /// <summary>Each pixel from where it is.</summary>
    public static readonly float[] Identity = [1, 0, 0, 0, 1, 0, 0, 0];

    /// <summary>A fixed transform and fixed changes to it, each in a share that differs from image to image.</summary>
    /// <param name="start">The fixed transform.</param>
    /// <param name="parts">Shares of shape <c>(batch, 1)</c>, and what each of them adds.</param>
    /// <returns>Shape <c>(batch, 8)</c>.</returns>
    public static KerasTensor Sum(float[] start, params ReadOnlySpan<(KerasTensor Share, float[] Change)> parts)
    {
        KerasTensor sum = Constant(start);
        foreach (var (share, change) in parts)
            sum += share * Constant(change);
        return sum;
    }

    public static Interpolation Check(Interpolation interpolation) => interpolation is Interpolation.Nearest or Interpolation.Bilinear ? interpolation
        : throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "'Interpolation' is Nearest or Bilinear.");

    private static KerasTensor Constant(float[] numbers) => Ops.Constant(numbers.ToTensor([1, numbers.Length]));
}
