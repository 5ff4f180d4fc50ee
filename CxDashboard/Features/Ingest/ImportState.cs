using System.Text.Json;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest;

/// <summary>
/// What an import must remember to go on where it was cut off: stored with each batch, in its transaction. Rows are counted
/// from the file's beginning; rows that were put aside are stored afterwards, group by group.
/// </summary>
internal sealed class ImportState
{
    /// <summary>Groups of the rows put aside that are stored.</summary>
    public long Groups { get; set; }
    public Dictionary<string, ReasonTally> Reasons { get; init; } = new(StringComparer.Ordinal);
    public Dictionary<string, SourceTally> Sources { get; init; } = new(StringComparer.Ordinal);

    /// <summary>When the records opened, as far as the file tells that it is complete.</summary>
    public OpeningWeeks Weeks { get; init; } = new();

    public static ImportState Parse(string? json) => json is null ? new() : JsonSerializer.Deserialize<ImportState>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Counts a row or an answer that was not taken.</summary>
    public void Reject(string reason, long line)
    {
        if (!Reasons.TryGetValue(reason, out var tally)) Reasons.Add(reason, tally = new ReasonTally { FirstLine = line });
        tally.Count++;
        tally.FirstLine = Math.Min(tally.FirstLine, line);
    }

    internal sealed class ReasonTally
    {
        public long Count { get; set; }
        public long FirstLine { get; set; }
    }

    /// <summary>The latest instant and the latest opening among a source's records, in Unix milliseconds; the least number for none.</summary>
    internal sealed class SourceTally
    {
        public long Latest { get; set; } = long.MinValue;
        public long LatestOpening { get; set; } = long.MinValue;

        /// <summary>Null for what does not count, because it lies beyond the clock.</summary>
        public void Add(Instant? opening, Instant? latest)
        {
            if (latest is { } l) Latest = Math.Max(Latest, l.UnixMilliseconds);
            if (opening is { } o) LatestOpening = Math.Max(LatestOpening, o.UnixMilliseconds);
        }
    }
}
