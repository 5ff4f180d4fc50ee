using System.Globalization;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.CommandLine;

/// <summary>
/// A question to the engine as somebody typed it, in options of the command line or in the query of an address; null is not
/// given. Read in one place, so that both mean the same and are refused with the same sentence.
/// </summary>
public sealed record QuestionText
{
    private const int MostTop = 100;

    /// <summary>What stands before a name where it was typed: "--" on the command line, nothing in an address.</summary>
    public required string Prefix { get; init; }
    public required string Metric { get; init; }
    public string? By { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public IReadOnlyList<string> Slices { get; init; } = [];
    public string? AsOf { get; init; }
    public string? KnownAt { get; init; }
    public string? Zone { get; init; }
    public string? Version { get; init; }
    public IReadOnlyList<string> Split { get; init; } = [];
    public string? Top { get; init; }
    public bool Restricted { get; init; }

    /// <summary>What is said where there is no such metric.</summary>
    public static string NoSuchMetric(string id) => $"There is no metric \"{id}\". `metrics` lists all that there are.";

    /// <summary>The question that is meant.</summary>
    /// <exception cref="VerbRefusedException">Where a value cannot be read, or there is no such metric or version.</exception>
    public MetricQuestion Read()
    {
        var versions = MetricCatalogue.Default.Versions(Metric);
        if (versions.Count == 0) throw new VerbRefusedException(NoSuchMetric(Metric));
        var (from, to) = (Verb.Day(From, Named("from")), Verb.Day(To, Named("to")));
        if (from > to)
            throw new VerbRefusedException(string.Create(CultureInfo.InvariantCulture, $"{Named("from")} is {from:yyyy-MM-dd} and {Named("to")} is {to:yyyy-MM-dd}, which is earlier. {Named("to")} is the day after the last one."));
        return new MetricQuestion
        {
            Metric = Metric,
            By = ReadBy(),
            From = from,
            To = to,
            Slices = [.. Slices.Select(ReadSlice)],
            AsOf = Verb.Instant(AsOf, Named("as-of")),
            KnownAt = Verb.Instant(KnownAt, Named("known-at")),
            Zone = Verb.Zone(Zone, Named("zone")),
            Version = ReadVersion(versions.Count),
            Split = ReadSplit(),
            Top = ReadTop(),
            Restricted = Restricted,
        };
    }

    private string Named(string name) => Prefix + name;

    private BucketSize ReadBy() => By is null
        ? BucketSize.All
        // Numbers of the enumeration are no names, although it would read them.
        : Enum.GetNames<BucketSize>().FirstOrDefault(name => string.Equals(name, By, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse<BucketSize>(known)
            : throw new VerbRefusedException($"{Named("by")} is \"{By}\". There are all, hour, day, week, month and quarter.");

    private int? ReadVersion(int newest)
    {
        if (Version is null) return null;
        if (!int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) throw new VerbRefusedException($"{Named("version")} is \"{Version}\", which is no number. Write it as 1.");
        if (version >= 1 && version <= newest) return version;
        throw new VerbRefusedException($"There is no version {version} of {Metric}. {(newest == 1 ? "There is version 1 only." : $"There are versions 1 to {newest}.")}");
    }

    private string[] ReadSplit() => Split.Any(string.IsNullOrWhiteSpace)
        ? throw new VerbRefusedException($"{Named("split")} is blank. Name a field, for example channel.")
        : [.. Split.Select(field => field.Trim()).Distinct(StringComparer.Ordinal)];

    private int? ReadTop()
    {
        if (Top is null) return null;
        if (!int.TryParse(Top, NumberStyles.None, CultureInfo.InvariantCulture, out var top) || top is < 1 or > MostTop)
            throw new VerbRefusedException($"{Named("top")} is \"{Top}\". Write a number from 1 to {MostTop}.");
        return ReadSplit().Length == 1 ? top : throw new VerbRefusedException($"{Named("top")} says how many values of a field are told apart. Name one field with {Named("split")}.");
    }

    private Slice ReadSlice(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var not = at > 0 && text[at - 1] == '!';
        var field = at > 0 ? text[..(not ? at - 1 : at)].Trim() : "";
        return field.Length > 0
            ? new Slice(field, text[(at + 1)..].Trim(), not)
            : throw new VerbRefusedException($"{Named("slice")} is \"{text}\". Write it as FIELD=VALUE, for example channel=Phone, or as FIELD!=VALUE for everything but.");
    }
}
