using System.CommandLine;
using System.Globalization;
using CxDashboard.Data;
using CxDashboard.Domain.Time;

namespace CxDashboard.CommandLine;

/// <summary>What a person asked for cannot be done; the message is one clear sentence that says what to do. Exit code 1.</summary>
public sealed class VerbRefusedException(string sentence) : Exception(sentence);

/// <summary>The options that every verb has, and how values of the command line are read.</summary>
public static class Verb
{
    // Nothing looser: "03/04/2026" is a day in March for some and in April for others, and "10:00" is one of today.
    private static readonly string[] InstantFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    /// <summary>Store, maps, inbox, lock.</summary>
    public static Option<string?> Data { get; } = new("--data") { Description = "Data folder. Else the environment variable CXDASHBOARD_DATA, else data/.", HelpName = "DIR", Recursive = true };

    /// <summary>A fresh option for the form of the answer.</summary>
    public static Option<string?> FormatOption()
    {
        var option = new Option<string?>("--format") { Description = "Form of the answer. Default: table for a terminal, else json.", HelpName = "table|csv|json" };
        option.AcceptOnlyFromAmong("table", "csv", "json");
        return option;
    }

    /// <summary>A fresh option that asks the sample store.</summary>
    public static Option<bool> SampleOption() => new("--sample") { Description = "Ask the sample store instead of the real one." };

    /// <summary>The data folder that the call means.</summary>
    public static DataFolder Folder(ParseResult call) => DataFolder.Resolve(call.GetValue(Data));

    /// <summary>A local day, "2026-03-01".</summary>
    public static DateOnly? Day(string? text, string option) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new VerbRefusedException($"{option} is \"{text}\", which is no day. Write it as 2026-03-01.");

    /// <summary>An instant in ISO 8601; without an offset it is UTC, a day alone is its first moment.</summary>
    public static Instant? Instant(string? text, string option) => text is null
        ? null
        : DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Domain.Time.Instant.From(time)
            : throw new VerbRefusedException($"{option} is \"{text}\", which is no instant. Write it as 2026-03-01T00:00:00Z.");

    /// <summary>An IANA zone.</summary>
    public static TimeZoneInfo? Zone(string? text, string option) => text is null
        ? null
        : TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone)
            ? zone
            : throw new VerbRefusedException($"{option} is \"{text}\", which is no known time zone. Write an IANA name such as Europe/Amsterdam.");
}
