namespace CxDashboard.Features.Ingest;

/// <summary>
/// A file or a map that cannot be imported at all. The message is one sentence for a person: it names the file, the line and
/// column where they are known, and what to do.
/// </summary>
public sealed class ImportRefusedException : Exception
{
    public ImportRefusedException(string sentence) : base(sentence) { }

    public ImportRefusedException(string sentence, Exception inner) : base(sentence, inner) { }
}
