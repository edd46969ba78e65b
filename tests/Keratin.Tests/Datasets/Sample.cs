using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Keratin.Tests.Datasets;

// Files of data sets, made by hand: two images to train on and one to test with, all their pixels alike.
internal static class Sample
{
    public static readonly (string Key, string File, byte[] Values, int[] Lengths)[] Parts =
    [
        ("x_train", "train-images-idx3-ubyte", Images(10, 20), [2, 28, 28]),
        ("y_train", "train-labels-idx1-ubyte", [3, 9], [2]),
        ("x_test", "t10k-images-idx3-ubyte", Images(30), [1, 28, 28]),
        ("y_test", "t10k-labels-idx1-ubyte", [0], [1]),
    ];

    public static byte[] Images(params byte[] levels) => [.. levels.SelectMany(level => Enumerable.Repeat(level, 784))];

    public static byte[] Idx(byte[] elements, params int[] lengths)
    {
        byte[] file = new byte[4 + (4 * lengths.Length) + elements.Length];
        file[2] = 8;
        file[3] = (byte)lengths.Length;
        for (int n = 0; n < lengths.Length; n++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * n)), lengths[n]);
        elements.CopyTo(file, file.Length - elements.Length);
        return file;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public static void WriteIdx(TempFolder folder, Func<string, string>? rename = null, bool gzip = false)
    {
        foreach (var (_, file, values, lengths) in Parts)
        {
            byte[] idx = Idx(values, lengths);
            folder.Write(rename?.Invoke(file) ?? file, gzip ? Gzip(idx) : idx);
        }
    }

    public static byte[] Npy(byte[] elements, string descr, string shape, byte version = 1, string fortran = "False") =>
        Npy(elements, $"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n", version);

    public static byte[] Npy(byte[] elements, string header, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[version == 1 ? 2 : 4];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. elements];
    }

    // The four arrays, each of which a test may put another one in place of.
    public static byte[] Npz(params (string Key, byte[]? Npy)[] instead)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach (var (key, _, values, lengths) in Parts)
            {
                byte[]? npy = Npy(values, "|u1", Tuple(lengths));
                foreach (var other in instead.Where(other => other.Key == key))
                    npy = other.Npy;
                if (npy is not null)
                    Add(zip, $"{key}.npy", npy);
            }
        }

        return file.ToArray();
    }

    public static string Tuple(int[] lengths) => lengths.Length == 1 ? $"({lengths[0]},)" : $"({string.Join(", ", lengths)})";

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(bytes);
    }
}
