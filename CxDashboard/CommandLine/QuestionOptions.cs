using System.CommandLine;
using System.Globalization;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.CommandLine;

/// <summary>The argument and options that make a question to the engine, the same for every verb that asks one.</summary>
public sealed class QuestionOptions
{
    private readonly Option<string> _by = new("--by") { Description = "Buckets of time. Default: all.", HelpName = "all|hour|day|week|month|quarter", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _from = new("--from") { Description = "First local day.", HelpName = "DAY" };
    private readonly Option<string?> _to = new("--to") { Description = "The local day after the last one.", HelpName = "DAY" };
    private readonly Option<string[]> _slice = new("--slice") { Description = "Only records whose FIELD is VALUE; again for more. Blank VALUE means unknown.", HelpName = "FIELD=VALUE" };
    private readonly Option<string?> _asOf = new("--as-of") { Description = "As had happened by then.", HelpName = "INSTANT" };
    private readonly Option<string?> _zone = new("--zone") { Description = "The zone in which days begin. Default: the workspace's.", HelpName = "ZONE" };
    private readonly BucketSize _defaultBy;

    public QuestionOptions(BucketSize defaultBy = BucketSize.All)
    {
        _defaultBy = defaultBy;
        var name = defaultBy.ToString().ToLowerInvariant();
        _by.DefaultValueFactory = _ => name;
        _by.Description = $"Buckets of time. Default: {name}.";
        _by.AcceptOnlyFromAmong([.. Enum.GetNames<BucketSize>().Select(n => n.ToLowerInvariant())]);
    }

    /// <summary>The metric's id.</summary>
    public Argument<string> Metric { get; } = new("ID") { Description = "The metric's id; `metrics` lists them." };

    /// <summary>Gives a verb the options (its argument it adds itself, where it wants it).</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _by, _from, _to, _slice, _asOf, _zone }) command.Add(option);
    }

    /// <summary>The question that a call asks.</summary>
    /// <exception cref="VerbRefusedException">Where a value cannot be read.</exception>
    public MetricQuestion Read(ParseResult call)
    {
        var id = call.GetRequiredValue(Metric);
        if (MetricCatalogue.Find(id) is null) throw new VerbRefusedException($"There is no metric \"{id}\". `metrics` lists all that there are.");
        var (from, to) = (Verb.Day(call.GetValue(_from), "--from"), Verb.Day(call.GetValue(_to), "--to"));
        if (from > to) throw new VerbRefusedException(string.Create(CultureInfo.InvariantCulture, $"--from is {from:yyyy-MM-dd} and --to is {to:yyyy-MM-dd}, which is earlier. --to is the day after the last one."));
        return new MetricQuestion
        {
            Metric = id,
            By = Enum.Parse<BucketSize>(call.GetValue(_by) ?? _defaultBy.ToString(), ignoreCase: true),
            From = from,
            To = to,
            Slices = [.. (call.GetValue(_slice) ?? []).Select(ReadSlice)],
            AsOf = Verb.Instant(call.GetValue(_asOf), "--as-of"),
            Zone = Verb.Zone(call.GetValue(_zone), "--zone"),
        };
    }

    private static Slice ReadSlice(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0
            ? new Slice(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new VerbRefusedException($"--slice is \"{text}\". Write it as FIELD=VALUE, for example channel=Phone.");
    }
}
