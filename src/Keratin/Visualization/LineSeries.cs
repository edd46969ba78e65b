namespace Keratin.Visualization;

/// <summary>A named line of a <see cref="LineChart"/>.</summary>
/// <remarks>Values that are not finite leave a gap, and the chart says so below.</remarks>
public sealed class LineSeries
{
    /// <summary>A line through points.</summary>
    /// <param name="name">Stands in the legend.</param>
    /// <param name="x">Where the points are, from left to right.</param>
    /// <param name="y">How high they are; as many.</param>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public LineSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
            throw new ArgumentException($"LineSeries '{name}': expected an x for each y; got {x.Count} and {y.Count}.", nameof(x));
        (Name, X, Y) = (name, x, y);
    }

    /// <summary>A line through values at 1, 2, 3 and so on.</summary>
    /// <param name="name">Stands in the legend.</param>
    /// <param name="y">The values.</param>
    public LineSeries(string name, params IReadOnlyList<float> y)
        : this(name, CountTo(y ?? throw new ArgumentNullException(nameof(y))), [.. y.Select(value => (double)value)])
    {
    }

    /// <summary>Stands in the legend.</summary>
    public string Name { get; }

    /// <summary>Where the points are.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>How high they are.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Which value is marked.</summary>
    public Best Best { get; init; }

    /// <summary>The place of the best value in <see cref="Y"/>, the first of equals; null where none is asked for or finite.</summary>
    internal int? BestIndex
    {
        get
        {
            int? best = null;
            for (int i = 0; i < Y.Count && Best != Best.None; i++)
            {
                bool isBetter = best is not { } old || (Best == Best.Lowest ? Y[i] < Y[old] : Y[i] > Y[old]);
                if (isBetter && double.IsFinite(Y[i]) && double.IsFinite(X[i]))
                    best = i;
            }
            return best;
        }
    }

    private static double[] CountTo(IReadOnlyList<float> values) => [.. Enumerable.Range(1, values.Count).Select(n => (double)n)];
}
