namespace Keratin;

public static partial class Ops
{
    /// <summary>One number everywhere.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="value">The number.</param>
    public static KerasTensor Full(Shape shape, float value) => Constant(value).BroadcastTo(shape);

    /// <summary>Zeros.</summary>
    /// <param name="shape">Shape of the result.</param>
    public static KerasTensor Zeros(Shape shape) => Full(shape, 0);

    /// <summary>Ones.</summary>
    /// <param name="shape">Shape of the result.</param>
    public static KerasTensor Ones(Shape shape) => Full(shape, 1);

    /// <summary>Zeros of a tensor's shape.</summary>
    /// <param name="x">Whose shape it takes.</param>
    public static KerasTensor ZerosLike(this KerasTensor x) => Full(x.Shape, 0);

    /// <summary>Ones of a tensor's shape.</summary>
    /// <param name="x">Whose shape it takes.</param>
    public static KerasTensor OnesLike(this KerasTensor x) => Full(x.Shape, 1);

    /// <summary>Whole numbers from <paramref name="start"/> to below <paramref name="stop"/>.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">What all are before.</param>
    /// <param name="step">From each to the next; not 0.</param>
    public static KerasTensor Arange(int start, int stop, int step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(step);
        int count = (int)Math.Max(0, ((long)stop - start + step - Math.Sign(step)) / step);
        return Constant(Enumerable.Range(0, count).Select(i => (float)(start + ((long)i * step))).ToArray().ToTensor([count]));
    }

    /// <summary>Whole numbers from 0 to below <paramref name="stop"/>.</summary>
    /// <param name="stop">What all are below.</param>
    public static KerasTensor Arange(int stop) => Arange(0, stop);

    /// <summary>A matrix of zeros with ones in a diagonal.</summary>
    /// <param name="n">Rows.</param>
    /// <param name="m">Columns; by default as many.</param>
    /// <param name="k">Which diagonal: 0 the main one, 1 the one above it.</param>
    public static KerasTensor Eye(int n, int? m = null, int k = 0) => Matrix(n, m ?? n, (row, column) => column - row == k);

    /// <summary>A matrix' part on and below a diagonal, zeros above.</summary>
    /// <param name="x">Matrices along the last two axes, whose lengths are known.</param>
    /// <param name="k">Which diagonal: 0 the main one, 1 the one above it.</param>
    public static KerasTensor Tril(this KerasTensor x, int k = 0) => Masked(x, "Tril", (row, column) => column - row <= k);

    /// <summary>A matrix' part on and above a diagonal, zeros below.</summary>
    /// <param name="x">Matrices along the last two axes, whose lengths are known.</param>
    /// <param name="k">Which diagonal: 0 the main one, 1 the one above it.</param>
    public static KerasTensor Triu(this KerasTensor x, int k = 0) => Masked(x, "Triu", (row, column) => column - row >= k);

    private static KerasTensor Masked(KerasTensor x, string who, Func<int, int, bool> isKept) =>
        x.Rank >= 2 && x.Shape[^2..].IsKnown
            ? Matrix(x.Shape[^2], x.Shape[^1], isKept).Where(x, Constant(0))
            : throw new ShapeException(who, "matrices (…, m, n), m and n known", $"{x.Shape}");

    private static KerasTensor Matrix(int rows, int columns, Func<int, int, bool> isOne)
    {
        float[] values = new float[checked(rows * columns)];
        for (int i = 0; i < values.Length; i++)
            values[i] = isOne(i / columns, i % columns) ? 1 : 0;
        return Constant(values.ToTensor([rows, columns]));
    }
}
