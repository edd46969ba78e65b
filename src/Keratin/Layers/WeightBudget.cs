namespace Keratin.Layers;

/// <summary>
/// While it lives, weights made on this thread may have so many numbers together and get no first values: a file is about to bring them.
/// </summary>
/// <remarks>A configuration can ask for any size, so that of the file decides what is allocated.</remarks>
internal sealed class WeightBudget : IDisposable
{
    [ThreadStatic]
    private static WeightBudget? s_current;

    private readonly WeightBudget? _outer;
    private readonly long _all;
    private long _left;

    /// <summary>Begins.</summary>
    /// <param name="numbers">How many numbers all weights may have.</param>
    public WeightBudget(long numbers)
    {
        (_all, _left) = (numbers, numbers);
        _outer = s_current;
        s_current = this;
    }

    /// <summary>Called before a weight is made.</summary>
    /// <returns>Whether a file will bring its numbers.</returns>
    /// <exception cref="InvalidDataException">There is not that much left.</exception>
    public static bool Take(Layer layer, string name, Shape shape)
    {
        if (s_current is not { } budget || !shape.IsKnown)
            return false;
        // As a double, because the lengths are the file's and their product may fit no integer.
        double numbers = shape.Aggregate(1.0, (product, length) => product * length);
        if (numbers > budget._left)
        {
            throw new InvalidDataException(
                $"{layer}: the weights do not fit the file.\n  expected: at most {budget._left} more numbers, of {budget._all} that the file allows\n" +
                $"  got:      {name} {shape}");
        }
        budget._left -= (long)numbers;
        return true;
    }

    public void Dispose() => s_current = _outer;
}
