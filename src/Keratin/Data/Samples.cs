namespace Keratin.Data;

/// <summary>Numbers given to a model, the sample axis first. Tensors and arrays of the usual types turn into it by themselves.</summary>
/// <remarks>Nothing is copied: rows are gathered and brought to float when a batch is made. Integer and double values become float there.</remarks>
public abstract class Samples
{
    private protected Samples(Shape shape)
    {
        if (shape.Rank == 0)
            throw new ShapeException("Samples", "at least the sample axis", $"{shape}");
        Shape = shape;
    }

    /// <summary>Lengths of the axes; the first is the number of samples.</summary>
    public Shape Shape { get; }

    /// <summary>Number of samples.</summary>
    public int Count => Shape[0];

    /// <summary>Some of the samples, in this order; nothing is copied.</summary>
    /// <param name="rows">Numbers of the samples, from 0; one may occur several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Samples Rows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (int row in rows)
        {
            if (row < 0 || row >= Count)
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"There are samples 0 … {Count - 1}.");
        }
        return new SampleSubset(this, [.. rows]);
    }

    /// <summary>Writes samples one behind the other.</summary>
    /// <param name="rows">Which samples.</param>
    /// <param name="destination">As many numbers as they have together.</param>
    internal abstract void Gather(ReadOnlySpan<int> rows, Span<float> destination);

    /// <summary>Calls samples into the cache that will be gathered soon, as far as that is of use.</summary>
    internal virtual void Prefetch(ReadOnlySpan<int> rows)
    {
    }

    /// <summary>All numbers of samples <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> - 1.</summary>
    internal abstract void Copy(int start, int count, Span<float> destination);

    /// <summary>Rows that follow each other, where they lie; empty if they do not lie there as floats side by side.</summary>
    internal virtual ReadOnlySpan<float> Floats(int start, int count) => [];

    /// <summary>From a tensor.</summary>
    /// <param name="tensor">The numbers.</param>
    public static implicit operator Samples(Tensor<float> tensor) => Of(tensor);

    /// <summary>From a tensor.</summary>
    /// <param name="tensor">The numbers.</param>
    public static implicit operator Samples(Tensor<byte> tensor) => Of(tensor);

    /// <summary>From a tensor.</summary>
    /// <param name="tensor">The numbers.</param>
    public static implicit operator Samples(Tensor<int> tensor) => Of(tensor);

    /// <summary>From a tensor.</summary>
    /// <param name="tensor">The numbers.</param>
    public static implicit operator Samples(Tensor<double> tensor) => Of(tensor);

    /// <summary>From an array, one number a sample.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(float[] array) => OfArray<float>(array);

    /// <summary>From an array, one number a sample.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(int[] array) => OfArray<int>(array);

    /// <summary>From an array, one number a sample.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(byte[] array) => OfArray<byte>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(float[,] array) => OfArray<float>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(double[,] array) => OfArray<double>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(float[,,] array) => OfArray<float>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(byte[,,] array) => OfArray<byte>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(float[,,,] array) => OfArray<float>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(byte[,,,] array) => OfArray<byte>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(int[,] array) => OfArray<int>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(byte[,] array) => OfArray<byte>(array);

    /// <summary>From an array. True is 1, false 0.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(bool[,] array) => OfFlags(array);

    /// <summary>From an array, one number a sample.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(double[] array) => OfArray<double>(array);

    /// <summary>From an array, one number a sample.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(long[] array) => OfArray<long>(array);

    /// <summary>From an array, one number a sample. True is 1, false 0.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(bool[] array) => OfFlags(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(int[,,] array) => OfArray<int>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(double[,,] array) => OfArray<double>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(int[,,,] array) => OfArray<int>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(double[,,,] array) => OfArray<double>(array);

    /// <summary>From an array.</summary>
    /// <param name="array">The numbers.</param>
    public static implicit operator Samples(float[,,,,] array) => OfArray<float>(array);

    /// <summary>From rows of one length: <c>float[][]</c>, one array a sample. They are copied.</summary>
    /// <param name="rows">The samples.</param>
    /// <exception cref="ArgumentException">A row is longer or shorter than the first.</exception>
    public static implicit operator Samples(float[][] rows) => OfRows(rows);

    /// <summary>From rows of one length: <c>int[][]</c>, one array a sample. They are copied; <c>Utils.PadSequences</c> makes one length of several.</summary>
    /// <param name="rows">The samples.</param>
    /// <exception cref="ArgumentException">A row is longer or shorter than the first.</exception>
    public static implicit operator Samples(int[][] rows) => OfRows(rows);

    /// <summary>From rows of one length: <c>double[][]</c>, one array a sample. They are copied.</summary>
    /// <param name="rows">The samples.</param>
    /// <exception cref="ArgumentException">A row is longer or shorter than the first.</exception>
    public static implicit operator Samples(double[][] rows) => OfRows(rows);

    /// <summary>From a tensor.</summary>
    /// <param name="tensor">The numbers.</param>
    public static implicit operator Samples(Tensor<long> tensor) => Of(tensor);

    /// <summary>From a tensor of any type that has a float value.</summary>
    /// <param name="tensor">The numbers.</param>
    /// <typeparam name="T">Type of the numbers.</typeparam>
    public static Samples Of<T>(Tensor<T> tensor)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new SampleArray<T>(tensor.IsDense ? tensor : tensor.ToArray().ToTensor(tensor.Shape()));
    }

    /// <summary>From an array of any rank and of any type that has a float value.</summary>
    /// <param name="array">The numbers, row-major.</param>
    /// <typeparam name="T">Type of the numbers.</typeparam>
    public static Samples OfArray<T>(Array array)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(array);
        int[] lengths = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
        if (array is not T[] flat)
        {
            flat = new T[array.Length];
            // Byte-wise, because the array may have any rank.
            System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
                ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array)),
                array.Length).CopyTo(flat);
        }
        return new SampleArray<T>(flat.ToTensor(Shape.Create(lengths)));
    }

    /// <summary>All numbers as floats, as a new tensor: what <c>TracedFunction</c> takes of a batch.</summary>
    public Tensor<float> ToTensor()
    {
        var numbers = new float[checked((int)Shape.Elements)];
        if (numbers.Length > 0)
            Copy(0, Count, numbers);
        return numbers.ToTensor(Shape);
    }

    /// <summary>From rows of one length, one array a sample; they are copied.</summary>
    /// <param name="rows">The samples.</param>
    /// <typeparam name="T">Type of the numbers.</typeparam>
    /// <exception cref="ArgumentException">A row is longer or shorter than the first.</exception>
    public static Samples OfRows<T>(IReadOnlyList<T[]> rows)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        int length = rows.Count > 0 ? rows[0]?.Length ?? 0 : 0;
        var flat = new T[checked(rows.Count * length)];
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i]?.Length != length)
            {
                throw new ArgumentException(
                    $"Samples: expected rows of one length, {length} as the first; got {rows[i]?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"} for sample {i}.\n" +
                    "  hint: Utils.PadSequences makes rows of one length", nameof(rows));
            }
            rows[i].CopyTo(flat, i * length);
        }
        return new SampleArray<T>(flat.ToTensor([rows.Count, length]));
    }

    // Flags are no numbers to the BCL, but bytes of 0 and 1.
    private static SampleArray<byte> OfFlags(Array flags)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var numbers = new byte[flags.Length];
        int next = 0;
        foreach (bool flag in flags)
            numbers[next++] = flag ? (byte)1 : (byte)0;
        return new SampleArray<byte>(numbers.ToTensor(Shape.Create([.. Enumerable.Range(0, flags.Rank).Select(flags.GetLength)])));
    }
}
