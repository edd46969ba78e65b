using System.Numerics.Tensors;
using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>
/// A random matrix with orthogonal columns of length <paramref name="gain"/>, or with such rows where it has fewer rows than columns. What has more
/// than two axes is taken as a matrix whose columns are the last axis.
/// </summary>
/// <remarks>
/// Saxe, McClelland, Ganguli: "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014. It is the Q of a matrix of
/// normally distributed numbers, with the diagonal of R positive, so that no direction is preferred.
/// </remarks>
/// <param name="gain">Length of a column.</param>
public sealed class Orthogonal(float gain = 1) : Initializer
{
    /// <summary>Length of a column.</summary>
    public float Gain { get; } = gain;

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["seed"] = Seed, ["gain"] = Gain };

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There are fewer than two axes.</exception>
    public override void Fill(Span<float> values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Rank < 2)
            throw new ShapeException("Orthogonal", "at least two axes", $"{shape}");
        if (values.Length == 0)
            return;
        int columns = shape[^1], rows = values.Length / columns, length = Math.Max(rows, columns), count = Math.Min(rows, columns);
        double[][] vectors = Draw(length, count);
        for (int i = 0; i < count; i++)
            MakeOrthogonal(vectors, i);
        for (int i = 0; i < values.Length; i++)
        {
            var (row, column) = Math.DivRem(i, columns);
            values[i] = Gain * (float)(rows < columns ? vectors[row][column] : vectors[column][row]);
        }
    }

    private double[][] Draw(int length, int count)
    {
        RandomStream stream = NewStream();
        double[][] vectors = [.. Enumerable.Range(0, count).Select(_ => new double[length])];
        for (int i = 0; i < length; i++)
        {
            foreach (double[] vector in vectors)
                vector[i] = stream.NextNormal();
        }
        return vectors;
    }

    // Gram and Schmidt's way in double, each vector twice: what the first round leaves along the others by rounding, the second takes.
    // The length that a vector is divided by is R's diagonal, so that is positive.
    private static void MakeOrthogonal(double[][] vectors, int index)
    {
        double[] vector = vectors[index];
        for (int round = 0; round < 2; round++)
        {
            foreach (double[] other in vectors.AsSpan(0, index))
                TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(other, vector), vector, vector);
        }
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
    }
}
