namespace Keratin.Cpu.Kernels;

/// <summary>What softmax and the cross-entropies share.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>How many rows a task takes: about 4096 numbers.</summary>
    public static int PerTask(int columns) => Math.Max(1, 4096 / Math.Max(1, columns));

    /// <summary><c>exp(x - max)</c> of each row, and, where wanted, the maxima.</summary>
    public static void Exponentials(float* x, float* y, int rows, int columns, float* maxima)
    {
        for (int row = 0; row < rows; row++)
        {
            float* from = x + ((long)row * columns);
            float* to = y + ((long)row * columns);
            float max = Max(from, columns);
            if (maxima is not null)
                maxima[row] = max;
            for (int i = 0; i < columns; i++)
                to[i] = from[i] - max;
        }
        var block = new Span<float>(y, checked(rows * columns));
        TensorPrimitives.Exp(block, block);
    }

    /// <summary>Sum in the order of the columns.</summary>
    public static float Sum(float* x, int n)
    {
        float sum = 0;
        for (int i = 0; i < n; i++)
            sum += x[i];
        return sum;
    }

    // Plain comparisons let a NaN in the first place through to the result, and any other NaN spreads by the exponentials.
    private static float Max(float* x, int n)
    {
        float max = x[0];
        for (int i = 1; i < n; i++)
        {
            if (x[i] > max)
                max = x[i];
        }
        return max;
    }
}
