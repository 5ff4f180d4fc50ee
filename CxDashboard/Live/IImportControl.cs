namespace CxDashboard.Live;

/// <summary>What a page may do with an import, without knowing how imports are done. Every answer is a sentence for a person, also that it cannot be.</summary>
public interface IImportControl
{
    /// <summary>How far the import is; null where it does not run.</summary>
    string? Underway(long importId);

    /// <summary>Cancels an import that runs: nothing of it stays.</summary>
    Task<string> CancelAsync(long importId);

    /// <summary>Goes on with an import that was cut off.</summary>
    Task<string> GoOnAsync(long importId, string by);

    /// <summary>Takes an import back.</summary>
    Task<string> UndoAsync(long importId, string by);

    /// <summary>Until when the file of an import is kept; null where it is not.</summary>
    DateTimeOffset? FileKeptUntil(long importId);

    /// <summary>Whether the file of an import is kept, or lies where it was.</summary>
    bool MayMend(long importId);

    /// <summary>Opens the file of an import again, so that its map can be mended.</summary>
    Task<MendAnswer> MendAsync(long importId);
}

/// <summary>What came of asking for a file to be mended: the address of the page where that is done, or the sentence why it cannot be.</summary>
public sealed record MendAnswer(string? Address, string? Sentence);
