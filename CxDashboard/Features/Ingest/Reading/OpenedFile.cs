using CxDashboard.Features.Ingest.Reading.Packed;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>One pass over a file.</summary>
public sealed class OpenedFile : IDisposable
{
    private readonly FileBytes _bytes;

    internal OpenedFile(FileBytes bytes, Stream text) => (_bytes, Text) = (bytes, text);

    /// <summary>The rows, in UTF-8, the header first.</summary>
    public Stream Text { get; }

    /// <summary>How many lines of the file stand above the header.</summary>
    public long LinesAbove { get; init; }

    /// <summary>Whether the file is whole as far as that can be known; to be asked at its end.</summary>
    public bool IsWhole => _bytes.IsWhole;

    /// <summary>How many bytes of the file on disk were read so far.</summary>
    public long BytesRead => _bytes.File.Position;

    /// <summary>The file's size on disk.</summary>
    public long Length => _bytes.File.Length;

    /// <summary>The same pass with its text made into another one, which disposes it.</summary>
    internal OpenedFile Through(Func<Stream, Stream> make) => new(_bytes, make(Text));

    public void Dispose()
    {
        Text.Dispose();
        _bytes.Dispose();
    }
}
