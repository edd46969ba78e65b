using System.Buffers.Binary;

namespace Keratin.Tests.Callbacks;

/// <summary>Reads event files by the format's description alone: nothing of the writer is used, and checksums go bit by bit.</summary>
internal static class EventReader
{
    /// <summary>All records of all files of a folder, file by file in the order of their names.</summary>
    public static IReadOnlyList<ProtoMessage> Folder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*tfevents*").Order(StringComparer.Ordinal).SelectMany(File)];

    /// <summary>The records of a file, which may still be open for writing.</summary>
    public static IReadOnlyList<ProtoMessage> File(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Records(memory.ToArray());
    }

    public static IReadOnlyList<ProtoMessage> Records(ReadOnlySpan<byte> bytes)
    {
        var records = new List<ProtoMessage>();
        while (bytes.Length > 0)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            Assert.Equal(Masked(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            Assert.Equal(Masked(bytes.Slice(12, length)), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            records.Add(new ProtoMessage(bytes.Slice(12, length).ToArray()));
            bytes = bytes[(12 + length + 4)..];
        }
        return records;
    }

    /// <summary>The points of the series of a folder: tag, step, plugin and tensor.</summary>
    public static IReadOnlyList<(string Tag, long Step, string Plugin, ProtoMessage Tensor)> Points(string folder) =>
    [
        .. from record in Folder(folder)
           where record.Has(5)
           from value in record.Message(5).Messages(1)
           select (value.Text(1), record.Whole(2), value.Message(9).Message(1).Text(1), value.Message(8)),
    ];

    /// <summary>A series of single floats.</summary>
    public static Dictionary<long, float> Scalars(string folder, string tag) => Points(folder)
        .Where(point => point.Tag == tag)
        .ToDictionary(point => point.Step, point =>
        {
            Assert.Equal("scalars", point.Plugin);
            Assert.Equal(1, point.Tensor.Whole(1));
            Assert.Empty(point.Tensor.Message(2).Messages(2));
            return Assert.Single(point.Tensor.Floats(5));
        });

    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0x82F63B78 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = Crc(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8);
    }
}
