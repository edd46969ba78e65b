using System.Buffers.Binary;
using System.Text;

namespace Keratin.Datasets;

// Reads one array in NumPy's .npy format, versions 1 to 3, as bytes.
internal static class NpyReader
{
    private const int MaxBytes = 1 << 30;

    // NumPy itself refuses longer ones unless told otherwise: a plain array needs about a hundred.
    private const int MaxHeader = 10_000;

    // Wider integers are narrowed where allowed, and refused where a value does not fit.
    public static Tensor<byte> Read(Stream stream, string who, bool anyInteger, Action<int[], string> checkLengths)
    {
        NpyHeader header = ReadHeader(stream, who);
        IntegerType type = IntegerType.Parse(header.Descr, who, anyInteger);
        if (header.FortranOrder && header.Lengths.Length > 1)
        {
            throw BadFile.Of(who, "the order of the elements is not supported", "C order, 'fortran_order': False", "Fortran order",
                "save numpy.ascontiguousarray(x)");
        }

        checkLengths(header.Lengths, who);
        int count = CountOf(header.Lengths, type, who);
        byte[] data = ReadElements(stream, count * type.Size, who);
        return Tensor.Create(type.Narrow(data, who), [.. header.Lengths.Select(n => (nint)n)]);
    }

    private static NpyHeader ReadHeader(Stream stream, string who)
    {
        byte[] start = BoundedReader.Read(stream, 8, who);
        if (start is not [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', >= 1 and <= 3, 0])
        {
            throw BadFile.Of($"{who}, offset 0", "no NumPy array", "93 'NUMPY' and format version 1.0, 2.0 or 3.0",
                start is [] ? "nothing" : string.Join(' ', start.Select(b => b.ToString("X2"))));
        }

        int size = ReadHeaderSize(stream, start[6] == 1 ? 2 : 4, who);
        byte[] text = BoundedReader.Read(stream, size, who);
        if (text.Length < size)
            throw BadFile.Of(who, "the file ends in its header", $"{size} bytes of header", $"{text.Length}");
        return NpyHeader.Parse(Encoding.UTF8.GetString(text), who);
    }

    private static int ReadHeaderSize(Stream stream, int width, string who)
    {
        byte[] bytes = BoundedReader.Read(stream, width, who);
        if (bytes.Length < width)
        {
            throw BadFile.Of($"{who}, offset 8", "the file ends in its header", $"the header's length, {width} bytes",
                $"{bytes.Length} bytes");
        }

        uint size = width == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return size <= MaxHeader ? (int)size
            : throw BadFile.Of($"{who}, offset 8", "the header is too long", $"at most {MaxHeader} bytes", $"{size}");
    }

    private static int CountOf(int[] lengths, IntegerType type, string who)
    {
        long size = lengths.Contains(0) ? 0 : type.Size;
        foreach (int length in lengths)
        {
            size *= length;
            if (size > MaxBytes)
                throw BadFile.Of(who, "too large", $"at most {MaxBytes} bytes", $"{IdxFile.Text(lengths)} of {type.Size} bytes");
        }

        return (int)(size / type.Size);
    }

    private static byte[] ReadElements(Stream stream, int size, string who)
    {
        byte[] data = BoundedReader.Read(stream, size, who);
        if (data.Length < size)
            throw BadFile.Of(who, "the array ends too early", $"{size} bytes of elements", $"{data.Length}");
        if (BoundedReader.Read(stream, 1, who).Length > 0)
            throw BadFile.Of(who, "there is more in the array than its header says", $"{size} bytes of elements", "more bytes");
        return data;
    }
}
