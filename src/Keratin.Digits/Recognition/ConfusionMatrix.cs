namespace Keratin.Digits.Recognition;

/// <summary>Counts which digit was taken for which, and what follows from it.</summary>
public sealed class ConfusionMatrix
{
    private const int Classes = Probabilities.Classes;
    private readonly int[,] _counts = new int[Classes, Classes];

    /// <summary>How many images of one digit were taken for another, or for itself.</summary>
    /// <param name="truth">The digit it was.</param>
    /// <param name="predicted">The digit it was taken for.</param>
    public int this[int truth, int predicted] => _counts[truth, predicted];

    /// <summary>How many images were counted.</summary>
    public int Count => Enumerable.Range(0, Classes).Sum(Support);

    /// <summary>How many of them were recognized.</summary>
    public int Correct => Enumerable.Range(0, Classes).Sum(digit => _counts[digit, digit]);

    /// <summary>Part of the images that were recognized; 0 where there are none.</summary>
    public double Accuracy => Ratio(Correct, Count);

    /// <summary>Counts one image.</summary>
    /// <param name="truth">The digit it is.</param>
    /// <param name="predicted">The digit it was taken for.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no digit.</exception>
    public void Add(int truth, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth, (uint)Classes, nameof(truth));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)Classes, nameof(predicted));
        _counts[truth, predicted]++;
    }

    /// <summary>How many images show the digit.</summary>
    /// <param name="digit">0 to 9.</param>
    public int Support(int digit) => Enumerable.Range(0, Classes).Sum(predicted => _counts[digit, predicted]);

    /// <summary>How many images were taken for the digit.</summary>
    /// <param name="digit">0 to 9.</param>
    public int Predicted(int digit) => Enumerable.Range(0, Classes).Sum(truth => _counts[truth, digit]);

    /// <summary>Of the images that were taken for the digit, the part that shows it; 0 where there are none.</summary>
    /// <param name="digit">0 to 9.</param>
    public double Precision(int digit) => Ratio(_counts[digit, digit], Predicted(digit));

    /// <summary>Of the images that show the digit, the part that was taken for it; 0 where there are none.</summary>
    /// <param name="digit">0 to 9.</param>
    public double Recall(int digit) => Ratio(_counts[digit, digit], Support(digit));

    /// <summary>The harmonic mean of precision and recall; 0 where both are.</summary>
    /// <param name="digit">0 to 9.</param>
    public double F1(int digit) => Ratio(2 * _counts[digit, digit], Predicted(digit) + Support(digit));

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
