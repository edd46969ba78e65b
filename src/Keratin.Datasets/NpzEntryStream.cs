namespace Keratin.Datasets;

// What an entry of a zip file unpacks to, with its checksum checked at the end; the library does not do that.
internal sealed class NpzEntryStream(Stream entry, uint expected) : Stream
{
    private uint _crc = Crc32.Start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = ReadEntry(buffer);
        _crc = Crc32.Update(_crc, buffer[..read]);
        if (read == 0 && buffer.Length > 0 && Crc32.End(_crc) != expected)
            throw new InvalidDataException($"checksum {Crc32.End(_crc):X8}, where the archive says {expected:X8}");
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            entry.Dispose();
        base.Dispose(disposing);
    }

    private int ReadEntry(Span<byte> buffer)
    {
        try
        {
            return entry.Read(buffer);
        }
        catch (Exception damage) when (NpzFile.IsDamage(damage))
        {
            throw new InvalidDataException(damage.Message, damage);
        }
    }
}
