using System.IO.Compression;
using System.IO.Hashing;

namespace CxDashboard.Features.Ingest.Reading.Packed;

/// <summary>One file in a ZIP archive, read within its limit and held against its checksum, which the archive does not do itself.</summary>
internal sealed class ZipPart(ZipArchiveEntry entry, UnpackLimit limit) : Stream
{
    private readonly Stream _inner = entry.Open();
    private readonly Crc32 _sum = new();
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        var read = _inner.Read(buffer);
        if (read == 0)
        {
            if (_read != entry.Length || _sum.GetCurrentHashAsUInt32() != entry.Crc32) throw new InvalidDataException($"{entry.FullName} is not what was packed.");
            return 0;
        }

        _sum.Append(buffer[..read]);
        limit.Check(_read += read);
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
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
