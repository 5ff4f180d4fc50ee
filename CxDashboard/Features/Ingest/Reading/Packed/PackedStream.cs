using System.IO.Compression;

namespace CxDashboard.Features.Ingest.Reading.Packed;

/// <summary>
/// Unpacks gzip and notices a file that was cut off, which <see cref="GZipStream"/> takes for its end: a second packed part
/// with a few line breaks is appended, which only a whole first part lets through. Blank lines mean nothing to a table.
/// </summary>
internal sealed class PackedStream : Stream
{
    private readonly byte[] _seal;
    private readonly byte[] _tail;
    private readonly GZipStream _unpacked;
    private readonly UnpackLimit _limit;
    private long _read;

    /// <param name="packed">Left open.</param>
    /// <param name="encoding">Of the text inside; null for a look at its beginning, which needs no seal.</param>
    /// <param name="limit">How much may come out.</param>
    public PackedStream(Stream packed, System.Text.Encoding? encoding, UnpackLimit limit)
    {
        _limit = limit;
        _seal = encoding?.GetBytes("\n\r\n\n\r\r\n\n\n\r\r\r\n\r\n\n") ?? [];
        _tail = new byte[_seal.Length];
        _unpacked = new GZipStream(new Sealed(packed, Pack(_seal)), CompressionMode.Decompress);
    }

    /// <summary>Whether the file was whole; to be asked at the end.</summary>
    public bool IsWhole => _tail.AsSpan().SequenceEqual(_seal);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = _unpacked.Read(buffer);
        _limit.Check(_read += read);
        if (read >= _tail.Length)
        {
            buffer[(read - _tail.Length)..read].CopyTo(_tail);
        }
        else if (read > 0)
        {
            _tail.AsSpan(read).CopyTo(_tail);
            buffer[..read].CopyTo(_tail.AsSpan(_tail.Length - read));
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest)) packer.Write(bytes);
        return packed.ToArray();
    }

    // The file's bytes and then the seal's.
    private sealed class Sealed(Stream first, byte[] seal) : Stream
    {
        private int _given;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = first.Read(buffer);
            if (read > 0 || buffer.Length == 0) return read;
            read = Math.Min(buffer.Length, seal.Length - _given);
            seal.AsSpan(_given, read).CopyTo(buffer);
            _given += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
