namespace CxDashboard.Features.Ingest.Reading.Packed;

/// <summary>
/// Counts what comes out of a packed file and refuses one that grows without end. Tables of text unpack to ten or twenty
/// times their size, sheets to fifty; a file made to fill a disk unpacks to a thousand times.
/// </summary>
/// <param name="path">How the file is called in sentences.</param>
/// <param name="size">Its size on disk in bytes, which no entry of its directory can lie about.</param>
internal sealed class UnpackLimit(string path, long size)
{
    /// <summary>How many times its size a file may unpack to, once <see cref="Free"/> is used up.</summary>
    public const int MostTimes = 250;

    /// <summary>Bytes that any file may unpack to.</summary>
    public const long Free = 64 * 1024 * 1024;

    /// <summary>Bytes that no file may unpack beyond.</summary>
    public const long Most = 64L * 1024 * 1024 * 1024;

    /// <param name="unpacked">Bytes that one part of the file gave so far.</param>
    /// <exception cref="ImportRefusedException">They are too many.</exception>
    public void Check(long unpacked)
    {
        if (unpacked <= Free || (unpacked <= Most && unpacked / MostTimes <= size)) return;
        throw new ImportRefusedException(
            $"The file {path} unpacks to more than {(unpacked > Most ? "64 GB" : $"{MostTimes} times its size")}, which no table does; if it is one, unpack it yourself and import what is inside.");
    }
}
