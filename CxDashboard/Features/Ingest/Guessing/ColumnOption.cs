using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>How sure a guess is.</summary>
public enum Certainty
{
    /// <summary>What stands in the column leaves no other reading.</summary>
    Sure,

    /// <summary>It fits, and others might.</summary>
    Likely,

    /// <summary>The file does not tell: a person must.</summary>
    Look,

    /// <summary>Nothing is claimed of it: it is kept as it came.</summary>
    Kept,
}

/// <summary>What a column can be besides a field.</summary>
public enum ColumnRole { Field, TimeOf, Duration, State, EventTime, Keep, Colleague, Leave }

/// <summary>One thing that a column may be, as it is offered.</summary>
public sealed record ColumnOption
{
    /// <summary>Unique within its column, and the same whenever the file is looked at: "opened_at/day-first".</summary>
    public required string Key { get; init; }

    /// <summary>As a person reads it: "Opened, day first".</summary>
    public required string Label { get; init; }
    public required ColumnRole Role { get; init; }

    /// <summary>The field, for <see cref="ColumnRole.Field"/> and <see cref="ColumnRole.Duration"/>.</summary>
    public RecordField? Field { get; init; }
    public Certainty Certainty { get; init; } = Certainty.Look;

    /// <summary>What in the file speaks for it.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>What follows if it is so.</summary>
    public string Consequence { get; init; } = "";

    /// <summary>Date formats.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>What texts of the column mean.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>For a rating: its scale.</summary>
    public int? Scale { get; init; }

    /// <summary>For a duration: "seconds", "minutes", "hours" or "days" of bare numbers.</summary>
    public string? Unit { get; init; }

    /// <summary>For a duration: the instant to which it is added, and the column of a duration that lies between, by its place.</summary>
    public RecordField? Start { get; init; }
    public int? After { get; init; }

    /// <summary>For a time of day: the place of the column with its date.</summary>
    public int? DateColumn { get; init; }

    /// <summary>How much speaks for it, from 0 to about 3: the guess takes the most.</summary>
    public double Weight { get; init; }
}

/// <summary>A column of the file with what it may be.</summary>
/// <param name="Place">From 0.</param>
/// <param name="Name">The header.</param>
/// <param name="Occurrence">Which one of that header, from 1; null where it stands once.</param>
/// <param name="Examples">The first different values, "empty" among them where some are.</param>
/// <param name="Options">The best first.</param>
/// <param name="Guess">The key of the option that is taken unless somebody says otherwise.</param>
public sealed record ColumnGuess(int Place, string Name, int? Occurrence, IReadOnlyList<string> Examples, IReadOnlyList<ColumnOption> Options, string Guess)
{
    /// <summary>The option of a key, else the guess.</summary>
    public ColumnOption Option(string? key) => Options.FirstOrDefault(o => o.Key == key) ?? Options.First(o => o.Key == Guess);
}
