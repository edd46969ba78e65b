using Keratin.Metrics;

namespace Keratin.Digits.Recognition;

/// <summary>How well probabilities fit the true digits.</summary>
/// <remarks>
/// Computed from the probabilities alone, so that models compiled with another loss, or not at all, can be compared.
/// </remarks>
public sealed class DigitScore
{
    // Keras' fuzz factor: a certain and wrong answer costs 16, not infinity.
    private const double Smallest = 1e-7;

    private DigitScore(double loss, ConfusionMatrix confusion) => (Loss, Confusion) = (loss, confusion);

    /// <summary>Cross-entropy: the mean of <c>-log p</c> of the true digit, <c>p</c> kept 1e-7 away from 0 and 1 as Keras does.</summary>
    public double Loss { get; }

    /// <summary>Part of the images that were recognized.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>What was taken for what.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Compares probabilities with labels.</summary>
    /// <param name="probabilities">Shape <c>(count, 10)</c>, rows that sum to 1.</param>
    /// <param name="labels">The true digits, shape <c>(count,)</c>.</param>
    /// <exception cref="ArgumentException">There is not one label for each row.</exception>
    public static DigitScore Of(Tensor<float> probabilities, Tensor<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        float[] numbers = probabilities.ToArray();
        byte[] digits = labels.ToArray();
        if (numbers.Length != digits.Length * Probabilities.Classes || digits.Length == 0)
            throw new ArgumentException($"DigitScore: expected ten probabilities for each label; got {numbers.Length} for {digits.Length}.");
        var confusion = new ConfusionMatrix(Probabilities.Classes);
        double sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            ReadOnlySpan<float> row = numbers.AsSpan(i * Probabilities.Classes, Probabilities.Classes);
            confusion.Add(digits[i], Probabilities.Best(row));
            sum -= Math.Log(Math.Clamp(row[digits[i]], Smallest, 1 - Smallest));
        }
        return new DigitScore(sum / digits.Length, confusion);
    }
}
