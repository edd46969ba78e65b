namespace Keratin.Datasets;

// A gzip file that, once asked to, goes on with bytes 0xFF for ever. GZipStream takes a file that was cut before or inside its last
// eight bytes, the checksum and the size, for a whole one as soon as all elements are out, and checks neither. On this tail
// it stumbles; a whole file ends before it, as 0xFF begins no further member.
internal sealed class GzipTail(Stream file) : Stream
{
    private bool _started;

    // Whether the file was at its end and the decompressor went on into the tail.
    public bool Reached { get; private set; }

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
        if (read > 0 || buffer.IsEmpty || !_started)
            return read;
        Reached = true;
        buffer.Fill(0xFF);
        return buffer.Length;
    }

    public void Start() => _started = true;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
