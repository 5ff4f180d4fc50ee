using CxDashboard.Features.Ingest.Guessing;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>How far the look at a file is.</summary>
public enum DraftStage
{
    /// <summary>Its columns are looked at.</summary>
    Looking,

    /// <summary>Its columns are held against each other, row by row.</summary>
    Comparing,

    /// <summary>It is read by the map that was guessed or chosen, from end to end.</summary>
    Trying,

    /// <summary>What would come of it is known.</summary>
    Ready,

    /// <summary>Its import was asked for; <see cref="ImportDraft.Ticket"/> says how that stands.</summary>
    Importing,

    /// <summary>It cannot be read; <see cref="ImportDraft.Fault"/> says why.</summary>
    Refused,
}

/// <summary>A file that somebody gave, with what is understood of it so far. Never changed: another one takes its place.</summary>
public sealed record ImportDraft
{
    public required string Id { get; init; }

    /// <summary>The file's name as it came.</summary>
    public required string FileName { get; init; }

    /// <summary>Where it lies.</summary>
    public required string Path { get; init; }
    public required DateTimeOffset Received { get; init; }
    public required long Bytes { get; init; }
    public DraftStage Stage { get; init; }

    /// <summary>Rows read in the present look; 0 at its beginning.</summary>
    public long RowsRead { get; init; }

    /// <summary>The share of the file that the present look has read.</summary>
    public double Done { get; init; }
    public FileForm Form { get; init; } = new();

    /// <summary>How the text is written, for a person: "semicolons, UTF-8".</summary>
    public string FormTold { get; init; } = "";

    /// <summary>Of which part the rows are, where it has several; the archive's first.</summary>
    public IReadOnlyList<PartChoice> Parts { get; init; } = [];

    /// <summary>Null while its columns are looked at.</summary>
    public FileGuess? Guess { get; init; }

    /// <summary>What the columns alone and against each other say, as sentences.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];
    public MapChoices Choices { get; init; } = new();

    /// <summary>The name of the saved map whose choices these are; null where they were guessed.</summary>
    public string? SavedMap { get; init; }

    /// <summary>What would come of it; of the choices of before while it is tried anew.</summary>
    public TrialResult? Trial { get; init; }

    /// <summary>Why it cannot be read, or why these choices make no map, as a sentence.</summary>
    public string? Fault { get; init; }

    /// <summary>The ticket of its import in the queue; null before it was asked for.</summary>
    public long? Ticket { get; init; }

    /// <summary>The import whose place it takes; null for a file that is new.</summary>
    public long? Mends { get; init; }

    /// <summary>The import that these very bytes came in by before; null where they did not.</summary>
    public long? SameAs { get; init; }

    /// <summary>The webhook of whose messages it is made, to say what their fields mean; null for a file to be imported.</summary>
    public string? Webhook { get; init; }

    /// <summary>How its last import ended, where it did not finish, as a sentence.</summary>
    public string? Ended { get; init; }

    /// <summary>The map of the choices; null while there is no guess.</summary>
    public MapDraft? Draft => Guess is null ? null : new MapDraft(Guess, Choices, Form);
}
