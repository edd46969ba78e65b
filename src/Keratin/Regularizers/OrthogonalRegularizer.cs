using System.Text.Json.Nodes;

namespace Keratin.Regularizers;

/// <summary>
/// Pushes the rows of a matrix apart, or its columns: <c>factor</c> times the mean of <c>|cosine|</c> of the angles between each two of them.
/// </summary>
public sealed class OrthogonalRegularizer : Regularizer
{
    // A row shorter than this counts as this long: its cosines go to 0 and not to 0/0.
    private const float Least = 1e-7f;

    /// <summary>How much, and of what.</summary>
    /// <param name="factor">Factor of the mean.</param>
    /// <param name="mode"><c>rows</c> or <c>columns</c>.</param>
    /// <exception cref="ArgumentException">The mode is another.</exception>
    public OrthogonalRegularizer(float factor = 0.01f, string mode = "rows")
    {
        if (mode is not ("rows" or "columns"))
            throw new ArgumentException($"OrthogonalRegularizer: expected mode rows or columns; got '{mode}'.", nameof(mode));
        (Factor, Mode) = (Require.NotNegative(factor), mode);
    }

    /// <summary>Factor of the mean.</summary>
    public float Factor { get; }

    /// <summary>What is pushed apart.</summary>
    public string Mode { get; }

    /// <inheritdoc/>
    public override JsonObject Config => new() { ["factor"] = Factor, ["mode"] = Mode };

    /// <inheritdoc/>
    /// <exception cref="ShapeException">It is no matrix.</exception>
    public override KerasTensor Apply(KerasTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != 2)
            throw new ShapeException("OrthogonalRegularizer", "a matrix", $"{x.Shape}");
        bool isRows = Mode == "rows";
        KerasTensor unit = x / x.Square().Sum([isRows ? 1 : 0], keepDims: true).Maximum(Ops.Constant(Least * Least)).Sqrt();
        KerasTensor cosines = isRows ? unit.MatMul(false, unit, true) : unit.MatMul(true, unit, false);
        double count = x.Shape[isRows ? 0 : 1];
        // Each pair stands in the product twice, which the half takes back.
        return (cosines * Ops.Constant(OffDiagonal((int)count))).Absolute().Sum() * (float)(Factor * 0.5 / (count * (count - 1) / 2));
    }

    private static Tensor<float> OffDiagonal(int size)
    {
        float[] ones = new float[size * size];
        for (int i = 0; i < ones.Length; i++)
            ones[i] = i % (size + 1) == 0 ? 0 : 1;
        return ones.ToTensor([size, size]);
    }
}
