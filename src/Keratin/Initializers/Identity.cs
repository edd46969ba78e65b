using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary><paramref name="gain"/> on the diagonal of a matrix, 0 elsewhere. The matrix need not be square.</summary>
/// <param name="gain">The number on the diagonal.</param>
public sealed class Identity(float gain = 1) : Initializer
{
    /// <summary>The number on the diagonal.</summary>
    public float Gain { get; } = gain;

    /// <inheritdoc/>
    /// <remarks>Keras 3.16 writes nothing, and so forgets the gain; here only the usual one goes without saying.</remarks>
    public override JsonObject Config => Gain == 1 ? [] : new() { ["gain"] = Gain };

    /// <inheritdoc/>
    /// <exception cref="ShapeException">It is no matrix.</exception>
    public override void Fill(Span<float> values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Rank != 2)
            throw new ShapeException("Identity", "a matrix", $"{shape}");
        values.Clear();
        for (int i = 0; i < Math.Min(shape[0], shape[1]); i++)
            values[(i * shape[1]) + i] = Gain;
    }
}
