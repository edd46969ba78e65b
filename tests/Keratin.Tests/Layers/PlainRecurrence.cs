using Keratin.Layers;

namespace Keratin.Tests.Layers;

/// <summary>The three cells over a sequence in plain loops and double arithmetic, written from the formulas alone.</summary>
/// <param name="Kind"><c>SimpleRNN</c>, <c>LSTM</c> or <c>GRU</c>.</param>
/// <param name="Batch">Samples.</param>
/// <param name="Time">Steps.</param>
/// <param name="Features">Numbers of a step.</param>
/// <param name="Units">Length of a state.</param>
internal sealed record PlainRecurrence(string Kind, int Batch, int Time, int Features, int Units)
{
    public bool Backwards { get; init; }

    public bool ResetAfter { get; init; } = true;

    public bool UseBias { get; init; } = true;

    public bool ZeroOutput { get; init; }

    public Func<double, double> Activation { get; init; } = Math.Tanh;

    public Func<double, double> Gate { get; init; } = z => 1 / (1 + Math.Exp(-z));

    public int States => Kind == "LSTM" ? 2 : 1;

    public int Gates => Kind switch { "LSTM" => 4, "GRU" => 3, _ => 1 };

    private int Wide => Gates * Units;

    /// <summary>Lengths of x, the states, kernel, recurrent kernel and, if there is one, bias.</summary>
    public IReadOnlyList<Shape> Shapes =>
    [
        [Batch, Time, Features],
        .. Enumerable.Repeat<Shape>([Batch, Units], States),
        [Features, Wide], [Units, Wide],
        .. UseBias ? [Kind == "GRU" && ResetAfter ? [2, Wide] : [Wide]] : Array.Empty<Shape>(),
    ];

    /// <summary>The outputs of all steps in the order in which they are taken, then the last states.</summary>
    /// <param name="p">In the order of <see cref="Shapes"/>.</param>
    /// <param name="mask">Which steps count; null for all.</param>
    public double[][] Run(double[][] p, float[]? mask)
    {
        double[] outputs = new double[Batch * Time * Units], x = p[0], kernel = p[1 + States], recurrent = p[2 + States];
        double[] bias = UseBias ? p[3 + States] : new double[2 * Wide];
        double[][] last = [.. p.Skip(1).Take(States).Select(state => state.ToArray())];
        for (int b = 0; b < Batch; b++)
        {
            double[][] state = [.. last.Select(all => all[(b * Units)..((b + 1) * Units)])];
            for (int step = 0; step < Time; step++)
            {
                int t = Backwards ? Time - 1 - step : step;
                bool counts = mask is null || mask[(b * Time) + t] != 0;
                if (counts)
                {
                    double[] fromX = Product(x.AsSpan(((b * Time) + t) * Features, Features), kernel, bias.AsSpan(0, Wide));
                    state = Kind switch { "LSTM" => Lstm(fromX, state, recurrent), "GRU" => Gru(fromX, state, recurrent, bias), _ => Plain(fromX, state, recurrent) };
                }
                for (int u = 0; u < Units; u++)
                    outputs[(((b * Time) + step) * Units) + u] = counts || !ZeroOutput ? state[0][u] : 0;
            }
            for (int s = 0; s < States; s++)
                state[s].CopyTo(last[s], b * Units);
        }
        return [outputs, .. last];
    }

    private double[][] Plain(double[] z, double[][] state, double[] recurrent) =>
        [[.. z.Zip(Product(state[0], recurrent, new double[Wide]), (a, b) => Activation(a + b))]];

    private double[][] Lstm(double[] fromX, double[][] state, double[] recurrent)
    {
        double[] z = [.. fromX.Zip(Product(state[0], recurrent, new double[Wide]), (a, b) => a + b)], h = new double[Units], c = new double[Units];
        for (int u = 0; u < Units; u++)
        {
            c[u] = (Gate(z[Units + u]) * state[1][u]) + (Gate(z[u]) * Activation(z[(2 * Units) + u]));
            h[u] = Gate(z[(3 * Units) + u]) * Activation(c[u]);
        }
        return [h, c];
    }

    private double[][] Gru(double[] fromX, double[][] state, double[] recurrent, double[] bias)
    {
        double[] h = new double[Units], n = Product(state[0], recurrent, ResetAfter ? bias.AsSpan(Wide, Wide) : new double[Wide]), r = new double[Units];
        for (int u = 0; u < Units; u++)
            r[u] = Gate(fromX[Units + u] + n[Units + u]);
        double[] before = Product([.. r.Zip(state[0], (a, b) => a * b)], recurrent, new double[Wide]);
        for (int u = 0; u < Units; u++)
        {
            double z = Gate(fromX[u] + n[u]), seen = ResetAfter ? r[u] * n[(2 * Units) + u] : before[(2 * Units) + u];
            h[u] = (z * state[0][u]) + ((1 - z) * Activation(fromX[(2 * Units) + u] + seen));
        }
        return [h];
    }

    private double[] Product(ReadOnlySpan<double> row, double[] matrix, ReadOnlySpan<double> bias)
    {
        double[] result = bias.ToArray();
        for (int i = 0; i < row.Length; i++)
        {
            for (int column = 0; column < Wide; column++)
                result[column] += row[i] * matrix[(i * Wide) + column];
        }
        return result;
    }
}
