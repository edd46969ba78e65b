namespace Keratin.Datasets;

// A gzip file with eight bytes 0xFF put behind it. GZipStream takes a file that was cut inside its last eight bytes, the checksum
// and the size, for a whole one and checks neither. With this tail it finds a checksum or size that is wrong; a whole file ends
// before the tail, which begins no further member and is left unread.
internal sealed class GzipTail(Stream file) : Stream
{
    private int _left = 8;

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
        int read = file.Read(buffer);
        if (read > 0 || buffer.IsEmpty)
            return read;
        int tail = Math.Min(_left, buffer.Length);
        buffer[..tail].Fill(0xFF);
        _left -= tail;
        return tail;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
