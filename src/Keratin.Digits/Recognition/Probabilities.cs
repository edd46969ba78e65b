namespace Keratin.Digits.Recognition;

/// <summary>Turns what a model says about ten digits into probabilities.</summary>
public static class Probabilities
{
    /// <summary>How many digits there are.</summary>
    public const int Classes = 10;

    /// <summary>Rows that each sum to 1.</summary>
    /// <remarks>
    /// Probabilities, of a softmax or of ten sigmoids, are divided by the row's sum. Logits, of a model whose loss takes the softmax, go through
    /// a softmax here. Where it is not known which they are, numbers that all lie between 0 and 1 are taken for probabilities.
    /// </remarks>
    /// <param name="scores">The model's output, shape <c>(count, 10)</c>.</param>
    /// <param name="areLogits">Whether they are logits; null where that is not known.</param>
    public static Tensor<float> Of(Tensor<float> scores, bool? areLogits = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        float[] numbers = scores.ToArray();
        Normalize(numbers, areLogits);
        return Tensor.Create(numbers, scores.Lengths);
    }

    /// <summary>The same in place, for rows one behind the other.</summary>
    internal static void Normalize(float[] numbers, bool? areLogits)
    {
        bool isLogits = areLogits ?? Array.Exists(numbers, number => number is < 0 or > 1);
        for (int start = 0; start < numbers.Length; start += Classes)
        {
            Span<float> row = numbers.AsSpan(start, Classes);
            if (isLogits)
                Softmax(row);
            Divide(row);
        }
    }

    /// <summary>The most probable digit; of equals the smallest.</summary>
    /// <param name="probabilities">Ten numbers.</param>
    public static int Best(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int digit = 1; digit < probabilities.Length; digit++)
        {
            if (probabilities[digit] > probabilities[best])
                best = digit;
        }
        return best;
    }

    // The largest is taken off first: e to the 100 is no float any more.
    private static void Softmax(Span<float> row)
    {
        float largest = row[Best(row)];
        foreach (ref float number in row)
            number = MathF.Exp(number - largest);
    }

    private static void Divide(Span<float> row)
    {
        float sum = 0;
        foreach (float number in row)
            sum += number;
        // Ten sigmoids may all say no.
        if (sum == 0)
            return;
        foreach (ref float number in row)
            number /= sum;
    }
}
