using System.Buffers.Binary;
using System.Text;

namespace Keratin.Tests.Callbacks;

/// <summary>A protobuf message taken apart by field numbers, knowing no schema.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Bits, byte[] Bytes)> _fields = [];

    public ProtoMessage(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        while (rest.Length > 0)
        {
            ulong tag = Varint(ref rest);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, Varint(ref rest), []));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(rest), []));
                    rest = rest[8..];
                    break;
                case 2:
                    int length = checked((int)Varint(ref rest));
                    _fields.Add((number, 0, rest[..length].ToArray()));
                    rest = rest[length..];
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(rest), []));
                    rest = rest[4..];
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} of field {number}.");
            }
        }
    }

    public bool Has(int number) => _fields.Any(field => field.Number == number);

    public long Whole(int number) => (long)_fields.Where(field => field.Number == number).Select(field => field.Bits).LastOrDefault();

    public double Double(int number) => BitConverter.Int64BitsToDouble(Whole(number));

    public byte[] Bytes(int number) => _fields.Where(field => field.Number == number).Select(field => field.Bytes).LastOrDefault([]);

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public ProtoMessage Message(int number) => new(Bytes(number));

    public IReadOnlyList<byte[]> AllBytes(int number) => [.. _fields.Where(field => field.Number == number).Select(field => field.Bytes)];

    public IReadOnlyList<string> Texts(int number) => [.. AllBytes(number).Select(Encoding.UTF8.GetString)];

    public IReadOnlyList<ProtoMessage> Messages(int number) => [.. AllBytes(number).Select(bytes => new ProtoMessage(bytes))];

    /// <summary>Packed floats.</summary>
    public float[] Floats(int number) => [.. Bytes(number).Chunk(4).Select(bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes))];

    /// <summary>The bytes of a field as little-endian doubles.</summary>
    public double[] Doubles(int number) => [.. Bytes(number).Chunk(8).Select(bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes))];

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
    }
}
