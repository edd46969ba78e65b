using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Keratin.Callbacks.Protos;

namespace Keratin.Callbacks;

/// <summary>An event file being written: TensorFlow's record format, an <see cref="Event"/> in each record.</summary>
/// <remarks>A record: length (8 bytes, little-endian), masked CRC-32C of those, the message, masked CRC-32C of it.</remarks>
internal sealed class EventFile : IDisposable
{
    private const int HeaderLength = sizeof(ulong) + sizeof(uint), FooterLength = sizeof(uint);

    private static int s_files;

    private readonly FileStream _stream;
    private readonly TimeProvider _time;
    private byte[] _record = [];

    private EventFile(FileStream stream, TimeProvider time) => (_stream, _time) = (stream, time);

    /// <summary>Begins a new file in a folder, which is made where it is missing.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static EventFile Create(string folder, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // The name TensorBoard looks for, and in it what keeps two files apart: the time, the machine, the process and its how manieth file it is.
            string name = string.Create(
                CultureInfo.InvariantCulture,
                $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_files) - 1}.v2");
            // No buffer: a record is in the system's hands when Write returns, and survives this process however it ends.
            var stream = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var file = new EventFile(stream, time);
            file.Write(new Event { FileVersion = "brain.Event:2", SourceMetadata = new SourceMetadata { Writer = "keratin" } });
            return file;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Refuse(folder, fault);
        }
    }

    /// <summary>Writes points of series, all at one step.</summary>
    public void Write(long step, IEnumerable<Summary.Types.Value> values)
    {
        var summary = new Summary();
        summary.Value.AddRange(values);
        Write(new Event { Step = step, Summary = summary });
    }

    /// <summary>Writes a record, and gives it the time.</summary>
    public void Write(Event record)
    {
        record.WallTime = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        int length = record.CalculateSize(), total = HeaderLength + length + FooterLength;
        if (_record.Length < total)
            _record = new byte[total];
        Span<byte> bytes = _record.AsSpan(0, total);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[sizeof(ulong)..], MaskedCrc(bytes[..sizeof(ulong)]));
        record.WriteTo(bytes.Slice(HeaderLength, length));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(HeaderLength + length)..], MaskedCrc(bytes.Slice(HeaderLength, length)));
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException fault)
        {
            throw Refuse(_stream.Name, fault);
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>CRC-32C (Castagnoli), turned and shifted: records may hold checksums themselves, and one of a text with its own checksum is a constant.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Crc(bytes), 15) + 0xA282EAD8;

    internal static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    private static IOException Refuse(string path, Exception fault) => new(
        $"TensorBoard: the log cannot be written.\n  expected: a folder in which files can be made, and room for them\n  got:      {path}: {fault.Message}\n" +
        "  hint:     give another folder, new TensorBoard(\"logs\")", fault);
}
