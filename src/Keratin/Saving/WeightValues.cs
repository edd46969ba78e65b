using System.Buffers.Binary;
using System.Globalization;
using Keratin.Saving.Hdf5;

namespace Keratin.Saving;

/// <summary>Numbers of one data set of a weights file.</summary>
internal static class WeightValues
{
    /// <summary>The data sets 0, 1, 2 … of a group, in that order; a name that is no such number comes last.</summary>
    public static List<H5Dataset> InOrder(H5Group? vars) => vars is null ? [] :
        [.. vars.Datasets.OrderBy(child => Index(child.Key)).Select(child => child.Value)];

    /// <summary>Whether a data set has a weight's shape.</summary>
    public static bool HasShape(H5Dataset dataset, Shape shape) => dataset.Shape.SequenceEqual(shape.Select(length => (long)length));

    /// <summary>The numbers, as floats.</summary>
    public static float[] Read(H5Dataset dataset) => IsBrain(dataset) ? Brain(dataset.ReadBytes().Span) : dataset.ReadSingles();

    private static int Index(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : int.MaxValue;

    // HDF5 has no bfloat16, so Keras stores two bytes and says in an attribute what they are.
    private static bool IsBrain(H5Dataset dataset) =>
        dataset.Type is { Class: H5Class.Opaque, Size: 2 } && dataset.Attribute("dtype") is { } dtype && dtype.ReadString() == "bfloat16";

    private static float[] Brain(ReadOnlySpan<byte> bytes)
    {
        var numbers = new float[bytes.Length / 2];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
        return numbers;
    }
}
