namespace Keratin.Models;

/// <summary>A few numbers that stand for many, each with the weight of those it stands for, from which quantiles are read; as Keras makes it.</summary>
/// <param name="epsilon">Parts of all numbers that one may stand for.</param>
internal sealed class QuantileSummary(double epsilon)
{
    private float[] _values = [], _weights = [];

    /// <summary>Takes in numbers; they are sorted in place.</summary>
    public void Add(float[] numbers)
    {
        Array.Sort(numbers);
        double step = Math.Max(numbers.Length / (1 / epsilon), 1);
        List<float> values = [.. _values], weights = [.. _weights];
        for (int i = (int)(step - 1); i < numbers.Length; i += (int)step)
        {
            values.Add(numbers[i]);
            weights.Add((float)step);
        }
        (_values, _weights) = ([.. values], [.. weights]);
        Array.Sort(_values, _weights);
        (_values, _weights) = Compressed(epsilon);
    }

    /// <summary>The boundaries of bins that hold equally many numbers.</summary>
    public float[] Boundaries(int bins) => bins == 0 || _values.Length == 0 ? [] : Compressed(1.0 / bins).Values[..^1];

    // Numbers at equal distances of the weights added up.
    private (float[] Values, float[] Weights) Compressed(double part)
    {
        if (_values.Length * part < 1)
            return (_values, _weights);
        double[] sums = new double[_weights.Length];
        float sum = 0;
        for (int i = 0; i < sums.Length; i++)
            sums[i] = sum += _weights[i];
        double[] shares = Array.ConvertAll(sums, weight => weight / sum);
        int count = (int)Math.Ceiling(1 / part);
        float[] values = new float[count], weights = new float[count];
        double[] exact = Array.ConvertAll(_values, value => (double)value);
        double before = 0;
        for (int i = 0; i < count; i++)
        {
            double share = part + (i * part), weight = Interpolated(share, shares, sums);
            values[i] = (float)Interpolated(share, shares, exact);
            weights[i] = (float)(weight - before);
            before = weight;
        }
        return (values, weights);
    }

    // The line through points of ascending x, constant beyond the ends.
    private static double Interpolated(double at, double[] x, double[] y)
    {
        if (at <= x[0])
            return y[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (at <= x[i])
                return x[i] == x[i - 1] ? y[i] : y[i - 1] + ((y[i] - y[i - 1]) * (at - x[i - 1]) / (x[i] - x[i - 1]));
        }
        return y[^1];
    }
}
