namespace Keratin.Digits.Recognition;

/// <summary>Turns what a model says about ten digits into probabilities.</summary>
public static class Probabilities
{
    /// <summary>How many digits there are.</summary>
    public const int Classes = 10;

    /// <summary>Rows that each sum to 1.</summary>
    /// <remarks>
    /// Where all numbers lie between 0 and 1 they are probabilities, of a softmax or of ten sigmoids, and are divided by the row's sum.
    /// Else they are logits, of a model whose loss takes the softmax, and go through a softmax here.
    /// </remarks>
    /// <param name="scores">The model's output, shape <c>(count, 10)</c>.</param>
    public static Tensor<float> Of(Tensor<float> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        float[] numbers = scores.ToArray();
        bool isLogits = Array.Exists(numbers, number => number is < 0 or > 1);
        for (int start = 0; start < numbers.Length; start += Classes)
        {
            Span<float> row = numbers.AsSpan(start, Classes);
            if (isLogits)
                Softmax(row);
            Divide(row);
        }
        return Tensor.Create(numbers, scores.Lengths);
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
