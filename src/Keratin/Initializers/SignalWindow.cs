namespace Keratin.Initializers;

/// <summary>Windows for Fourier transforms by SciPy's names, those that need no further number.</summary>
internal static class SignalWindow
{
    // Sums of cosines: Σ aₖ · cos(k·θ), θ from -π to π.
    private static readonly Dictionary<string, double[]> s_cosines = new()
    {
        ["boxcar"] = [1],
        ["hann"] = [0.5, 0.5],
        ["hamming"] = [0.54, 0.46],
        ["blackman"] = [0.42, 0.5, 0.08],
        ["nuttall"] = [0.3635819, 0.4891775, 0.1365995, 0.0106411],
        ["blackmanharris"] = [0.35875, 0.48829, 0.14128, 0.01168],
        ["flattop"] = [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
    };

    // Functions of x from -1 to 1, the window's ends.
    private static readonly Dictionary<string, Func<double, double>> s_shapes = new()
    {
        ["bartlett"] = x => 1 - Math.Abs(x),
        ["barthann"] = x => 0.62 - (0.24 * Math.Abs(x)) + (0.38 * Math.Cos(Math.PI * x)),
        ["bohman"] = x => ((1 - Math.Abs(x)) * Math.Cos(Math.PI * Math.Abs(x))) + (Math.Sin(Math.PI * Math.Abs(x)) / Math.PI),
    };

    // Functions of the distance from the middle and the length: their ends lie outside of the window.
    private static readonly Dictionary<string, Func<double, int, double>> s_open = new()
    {
        ["cosine"] = (distance, length) => Math.Cos(Math.PI * distance / length),
        ["triang"] = (distance, length) => 1 - (2 * distance / (length % 2 == 0 ? length : length + 1)),
        ["parzen"] = Parzen,
    };

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => [.. s_cosines.Keys, .. s_shapes.Keys, .. s_open.Keys];

    /// <summary>The window's values.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="length">How many.</param>
    /// <param name="periodic">Whether it is one period of an endless one: then it is the symmetric one of one value more, without the last.</param>
    public static double[] Make(string name, int length, bool periodic)
    {
        if (length <= 1)
            return [.. Enumerable.Repeat(1.0, length)];
        int full = periodic ? length + 1 : length;
        return [.. Enumerable.Range(0, length).Select(i => Value(name, i, full))];
    }

    private static double Value(string name, int index, int length)
    {
        double x = (2.0 * index / (length - 1)) - 1;
        if (s_cosines.TryGetValue(name, out double[]? terms))
            return terms.Select((term, k) => term * Math.Cos(k * Math.PI * x)).Sum();
        return s_shapes.TryGetValue(name, out Func<double, double>? shape) ? shape(x) : s_open[name](Math.Abs(index - ((length - 1) / 2.0)), length);
    }

    private static double Parzen(double distance, int length)
    {
        double x = 2 * distance / length;
        return distance <= (length - 1) / 4.0 ? 1 - (6 * x * x * (1 - x)) : 2 * Math.Pow(1 - x, 3);
    }
}
