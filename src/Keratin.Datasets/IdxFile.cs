using System.Buffers.Binary;
using System.IO.Compression;

namespace Keratin.Datasets;

/// <summary>Reads IDX files of unsigned bytes, the format MNIST is published in, plain or gzipped.</summary>
/// <remarks>
/// <para>An IDX file is a magic number (two zero bytes, the element type, the rank), one big-endian 32-bit length per axis,
/// and the elements in row-major order. Whether it is gzipped is seen from its first bytes, not from its name.</para>
/// <para>At most 8 axes and 1 GiB of elements are read; memory is taken as the data arrives, never on the header's word.</para>
/// </remarks>
public static class IdxFile
{
    private const int MaxBytes = 1 << 30;
    private const int MaxRank = 8;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, plain or gzipped.</param>
    /// <returns>The elements, with one axis per length in the header.</returns>
    /// <exception cref="InvalidDataException">The file is no complete IDX file of unsigned bytes; the message says where.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Tensor<byte> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads a stream from where it stands to its end, and leaves it open.</summary>
    /// <param name="stream">The file's bytes, plain or gzipped.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <returns>The elements, with one axis per length in the header.</returns>
    /// <exception cref="InvalidDataException">The bytes are no complete IDX file of unsigned bytes; the message says where.</exception>
    public static Tensor<byte> Read(Stream stream, string name = "IDX stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, name, static _ => { });
    }

    // The caller sees the lengths before the elements are read, so that a wrong kind of file is refused early.
    internal static Tensor<byte> Read(Stream stream, string name, Action<int[]> checkLengths)
    {
        // Asking whether it is gzipped takes two bytes that must be put back.
        if (!stream.CanSeek)
            stream = new MemoryStream(BoundedReader.Read(stream, MaxBytes, name));
        long start = stream.Position;
        byte[] magic = BoundedReader.Read(stream, 2, name);
        stream.Position = start;
        if (magic is not [0x1F, 0x8B])
            return ReadUnzipped(stream, name, checkLengths, tail: null);

        var tail = new GzipTail(stream);
        using var unzipped = new GZipStream(tail, CompressionMode.Decompress);
        return ReadUnzipped(unzipped, $"{name}, unzipped", checkLengths, tail);
    }

    private static Tensor<byte> ReadUnzipped(Stream stream, string name, Action<int[]> checkLengths, GzipTail? tail)
    {
        int[] lengths = ReadHeader(stream, name);
        checkLengths(lengths);
        int size = SizeOf(lengths, name);
        int header = 4 + (4 * lengths.Length);

        byte[] elements = BoundedReader.Read(stream, size, name);
        if (elements.Length < size)
        {
            throw BadFile.Of($"{name}, offset {header + elements.Length}", "the file ends too early",
                $"{size} elements, as the header says {Text(lengths)}", $"{elements.Length}");
        }

        CheckEnd(stream, $"{name}, offset {header + size}", $"the end of the file after {size} elements {Text(lengths)}", tail);
        return Tensor.Create(elements, [.. lengths.Select(n => (nint)n)]);
    }

    // Reading on also takes a gzip file up to its checksum, which is checked only at the end.
    private static void CheckEnd(Stream stream, string where, string expected, GzipTail? tail)
    {
        tail?.Start();
        if (BoundedReader.Read(stream, 1, where).Length == 0)
            return;
        if (tail is { Reached: true })
            throw BadFile.Of(where, "the compressed data ends too early", "its end mark and checksum", "the end of the file");
        throw BadFile.Of(where, "there is more in the file than its header says", expected, "more bytes");
    }

    private static int[] ReadHeader(Stream stream, string name)
    {
        byte[] magic = BoundedReader.Read(stream, 4, name);
        if (magic is not [0, 0, 0x08, >= 1 and <= MaxRank])
        {
            throw BadFile.Of($"{name}, offset 0", "no IDX file of unsigned bytes",
                $"the magic number 00 00 08 and a rank from 1 to {MaxRank}", Hex(magic), HintFor(magic));
        }

        int rank = magic[3];
        byte[] lengths = BoundedReader.Read(stream, 4 * rank, name);
        if (lengths.Length < 4 * rank)
        {
            throw BadFile.Of($"{name}, offset {4 + lengths.Length}", "the file ends in its header",
                $"{rank} lengths of 4 bytes each", $"{lengths.Length} bytes");
        }

        return [.. Enumerable.Range(0, rank).Select(axis => LengthOf(lengths, axis, name))];
    }

    private static int LengthOf(byte[] lengths, int axis, string name)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(lengths.AsSpan(4 * axis));
        return length <= MaxBytes ? (int)length : throw BadFile.Of($"{name}, offset {4 + (4 * axis)}",
            "a length no file of this kind has", $"at most {MaxBytes} along axis {axis}", $"{length}",
            "the header is damaged, or little-endian");
    }

    private static int SizeOf(int[] lengths, string name)
    {
        // An empty axis makes the whole empty, whatever the others say.
        long size = lengths.Contains(0) ? 0 : 1;
        foreach (int length in lengths)
        {
            size *= length;
            if (size > MaxBytes)
                throw BadFile.Of($"{name}, offset 4", "too large", $"at most {MaxBytes} elements", Text(lengths));
        }

        return (int)size;
    }

    private static string? HintFor(byte[] magic) => magic switch
    {
        [] => "the file is empty",
        [0, 0, >= 0x09 and <= 0x0E, _] => "an IDX file, but its elements are no unsigned bytes",
        [0x50, 0x4B, ..] => "this looks like a zip archive; unpack it first",
        [0x93, 0x4E, ..] => "this looks like a NumPy array; put it into mnist.npz",
        [0x3C, ..] => "this looks like a web page saved in place of the file",
        _ => null,
    };

    internal static string Text(int[] lengths) => lengths is [int only] ? $"({only},)" : $"({string.Join(", ", lengths)})";

    private static string Hex(byte[] bytes) => bytes is [] ? "nothing" : string.Join(' ', bytes.Select(b => b.ToString("X2")));
}
