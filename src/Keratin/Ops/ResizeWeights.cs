namespace Keratin;

/// <summary>The matrix that interpolates along an axis: element <c>(i, j)</c> says how much of old pixel <c>i</c> is in new pixel <c>j</c>.</summary>
internal static class ResizeWeights
{
    // Below this sum of weights nothing of the image is near; Keras' limit.
    private const double LeastSum = 1000 * 1.1920929e-7;

    public static Tensor<float> Matrix(int from, int to, Interpolation interpolation, bool antialias)
    {
        float[] matrix = new float[checked(from * to)];
        double[] weights = new double[from];
        for (int j = 0; j < to; j++)
        {
            Weights(weights, to, j, interpolation, antialias);
            for (int i = 0; i < from; i++)
                matrix[(i * to) + j] = (float)weights[i];
        }
        return matrix.ToTensor([from, to]);
    }

    private static void Weights(Span<double> weights, int to, int j, Interpolation interpolation, bool antialias)
    {
        int from = weights.Length;
        if (interpolation == Interpolation.Nearest)
        {
            weights.Clear();
            // In floats, as Keras does it: which of two pixels wins a tie hangs on the rounding.
            weights[Math.Min((int)MathF.Floor((j + 0.5f) * from / to), from - 1)] = 1;
            return;
        }
        double inverse = 1 / ((double)to / from), position = ((j + 0.5) * inverse) - 0.5, widening = antialias ? Math.Max(inverse, 1) : 1, sum = 0;
        for (int i = 0; i < from; i++)
            sum += weights[i] = Kernel(interpolation, Math.Abs(position - i) / widening);
        for (int i = 0; i < from; i++)
            weights[i] = Math.Abs(sum) > LeastSum ? weights[i] / sum : 0;
    }

    private static double Kernel(Interpolation interpolation, double x) => interpolation switch
    {
        Interpolation.Bilinear => Math.Max(0, 1 - x),
        Interpolation.Bicubic => Cubic(x),
        Interpolation.Lanczos3 => Lanczos(3, x),
        Interpolation.Lanczos5 => Lanczos(5, x),
        _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "'interpolation' is one of the five."),
    };

    private static double Cubic(double x) => x switch
    {
        < 1 => ((((1.5 * x) - 2.5) * x) * x) + 1,
        < 2 => ((((-0.5 * x) + 2.5) * x) - 4) * x + 2,
        _ => 0,
    };

    // sinc(x) · sinc(x / radius), where sinc(x) = sin(πx) / (πx)
    private static double Lanczos(double radius, double x) => x > radius ? 0
        : x <= 1e-3 ? 1
        : radius * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
}
