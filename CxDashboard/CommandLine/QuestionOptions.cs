using System.CommandLine;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.CommandLine;

/// <summary>The argument and options that make a question to the engine, the same for every verb that asks one.</summary>
public sealed class QuestionOptions
{
    private readonly Option<string> _by = new("--by") { HelpName = "all|hour|day|week|month|quarter" };
    private readonly Option<string?> _from = new("--from") { Description = "First local day.", HelpName = "DAY" };
    private readonly Option<string?> _to = new("--to") { Description = "The local day after the last one.", HelpName = "DAY" };
    private readonly Option<string[]> _slice = new("--slice")
    {
        Description = "Only records whose FIELD is VALUE, or with != everything but those; again for more. Blank VALUE means unknown.",
        HelpName = "FIELD=VALUE|FIELD!=VALUE",
    };

    private readonly Option<string?> _asOf = new("--as-of") { Description = "As had happened by then.", HelpName = "INSTANT" };
    private readonly Option<string?> _knownAt = new("--known-at") { Description = "As we knew it then: records, corrections and aliases that had come in.", HelpName = "INSTANT" };
    private readonly Option<string?> _zone = new("--zone") { Description = "The zone in which days begin. Default: the workspace's.", HelpName = "ZONE" };
    private readonly Option<string?> _version = new("--version") { Description = "One version of the definition for the whole history. Default: in each bucket the one that was in force.", HelpName = "N" };
    private readonly Option<string[]> _split = new("--split") { Description = "One answer for each value of FIELD; again for each combination of values.", HelpName = "FIELD" };
    private readonly Option<string?> _top = new("--top") { Description = "With --split: the N values with most interactions, 1 to 100, and the others as one.", HelpName = "N" };
    private readonly Option<bool> _restricted = new("--restricted") { Description = "As someone without the right to see records gets it: cells about fewer than five customers are withheld." };

    public QuestionOptions(BucketSize defaultBy = BucketSize.All)
    {
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
        foreach (var option in new Option[] { _by, _from, _to, _slice, _asOf, _knownAt, _zone, _version, _split, _top, _restricted }) command.Add(option);
    }

    /// <summary>Whether a call asks for steps itself, and does not take the default.</summary>
    public bool SaysBy(ParseResult call) => call.GetResult(_by) is { Implicit: false };

    /// <summary>The question that a call asks.</summary>
    /// <exception cref="VerbRefusedException">Where a value cannot be read, or there is no such metric or version.</exception>
    public MetricQuestion Read(ParseResult call) => new QuestionText
    {
        Prefix = "--",
        Metric = call.GetRequiredValue(Metric),
        By = call.GetValue(_by),
        From = call.GetValue(_from),
        To = call.GetValue(_to),
        Slices = call.GetValue(_slice) ?? [],
        AsOf = call.GetValue(_asOf),
        KnownAt = call.GetValue(_knownAt),
        Zone = call.GetValue(_zone),
        Version = call.GetValue(_version),
        Split = call.GetValue(_split) ?? [],
        Top = call.GetValue(_top),
        Restricted = call.GetValue(_restricted),
    }.Read();
}
