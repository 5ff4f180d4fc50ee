using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Live;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Trends;

/// <summary>Answers for the page Trends and its exports: once for each address and version of the data, whoever looks.</summary>
public sealed class TrendsQuery(Measure measure)
{
    private const string SevenDays = "7";
    private static readonly string[] Hidden = ["claimed-held-gap"];
    private static readonly string[] Holds = ["held-rate-7d", "held-rate-30d", "first-contact-resolution"];

    private readonly Shared<TrendsAddress, TrendsModel> _answers = new();

    /// <summary>The model for an address.</summary>
    public Task<TrendsModel> RunAsync(TrendsAddress address, CancellationToken ct) =>
        _answers.GetAsync(address, measure.State.Version, token => AskAsync(address, token), ct);

    /// <summary>The newest model of an address that is at hand without waiting, or null.</summary>
    public TrendsModel? Latest(TrendsAddress address) => _answers.Latest(address);

    /// <summary>One metric as a large picture, or <paramref name="asMeasured"/> for a table; null where there is no such metric or no record.</summary>
    /// <exception cref="QuestionRefusedException">Where no record has a value to slice by.</exception>
    public async Task<ChartSpec?> ChartAsync(string metric, TrendsAddress address, bool asMeasured, CancellationToken ct)
    {
        if (MetricCatalogue.Find(metric) is not { } definition || Frame(address, []) is not { } frame) return null;

        // A page says that it shows all instead; a file is read without the page, so it must not say less than was asked.
        foreach (var slice in address.Slices().Except(frame.Slices)) throw new QuestionRefusedException($"No record has the {slice.Field} “{slice.Value}”.");
        return MetricChart.Of(await ReadAsync(definition, frame, ct), frame.Context, ChartKind.Behaviour, asMeasured);
    }

    /// <summary>
    /// One metric as a large picture of any question: without a span it is the page's, the last twelve months. Null where
    /// there is no such metric or no record.
    /// </summary>
    /// <exception cref="QuestionRefusedException">Where a field to slice by is not known.</exception>
    public async Task<ChartSpec?> ChartAsync(MetricQuestion question, bool asMeasured, CancellationToken ct)
    {
        var state = measure.State;
        if (MetricCatalogue.Find(question.Metric) is not { } definition || state is not { FirstDay: { } first, LastDay: { } last }) return null;
        var usual = TrendsSpan.Of(new TrendsAddress(), first, last, []);
        var (from, to) = question.From is null && question.To is null ? (usual.From, usual.To) : (question.From ?? first, question.To ?? last.AddDays(1));
        var filters = string.Join(", ", question.Slices.Select(s => $"{s.Field} {(string.IsNullOrEmpty(s.Value) ? "unknown" : s.Value)}"));
        var context = new MetricChart.Context(new TrendsSpan(from, to, question.By), question.Zone ?? state.Zone, GoodAsOf(state, question.AsOf), state.IsSample, filters);
        return MetricChart.Of(await ReadAsync(definition, question with { From = from, To = to }, ct), context, ChartKind.Behaviour, asMeasured);
    }

    private async Task<TrendsModel> AskAsync(TrendsAddress address, CancellationToken ct)
    {
        List<string> notices = [];
        if (Frame(address, notices) is not { } frame) return Empty(address, measure.State.Version == 0);

        var window = address.Window == "30" ? "30d" : "7d";
        var readings = new List<Reading>();
        foreach (var metric in MetricCatalogue.All.Where(m => Shown(m, window))) readings.Add(await ReadAsync(metric, frame, ct));
        if (readings.Any(r => r.Metric.Id == "silent-share" && r.IsUntold))
            readings = [.. readings.Select(r => r.Metric.Id is "confirmed-rate" or "refuted-rate" ? r with { NobodyTold = true } : r)];
        var step = frame.Context.Span.StepWord;
        var (strong, rest) = TrendsWords.Lede(readings);
        return new TrendsModel
        {
            Address = address,
            Subtitle = TrendsWords.Subtitle(frame.Context.Span.Step),
            Strong = strong,
            Rest = rest,
            Notices = notices,
            Choices = TrendsChoices.Of(address, frame.Context.Span, measure),
            Signals = TrendsSignals.Of(readings, frame.Context),
            Budget = TrendsWords.Budget(readings.Count(r => r.Limits.HasLimits), step),
            Ladder = await new LadderQuery(measure).RunAsync(readings, frame.Slices, step, ct),
            Families = Families(readings, frame.Context),
            IsEmpty = false,
            IsNothingHere = readings.All(r => r.Answers.All(a => a.N == 0)),
            Step = step,
        };
    }

    private Task<Reading> ReadAsync(MetricDefinition metric, TrendsFrame frame, CancellationToken ct)
    {
        var span = frame.Context.Span;
        return ReadAsync(metric, new MetricQuestion { Metric = metric.Id, By = span.Step, From = span.From, To = span.To, Slices = frame.Slices }, ct);
    }

    private async Task<Reading> ReadAsync(MetricDefinition metric, MetricQuestion question, CancellationToken ct)
    {
        var reading = Reading.Of(metric, await measure.AskAsync(question, ct), measure.State);
        if (!Holds.Contains(metric.Id, StringComparer.Ordinal)) return reading;
        return reading with { ClaimedShares = [.. (await measure.AskAsync(question with { Metric = "claimed-rate" }, ct)).Select(a => a.Value)] };
    }

    // Those that hold for 7 or for 30 days are two views of one thing: the address chooses. The gap is told by the ladder.
    private static bool Shown(MetricDefinition metric, string window) =>
        !Hidden.Contains(metric.Id, StringComparer.Ordinal)
        && (metric.WindowDays is null || !(metric.Id.EndsWith("-7d", StringComparison.Ordinal) || metric.Id.EndsWith("-30d", StringComparison.Ordinal)) || metric.Id.EndsWith("-" + window, StringComparison.Ordinal));

    private TrendsFrame? Frame(TrendsAddress address, List<string> notices)
    {
        var state = measure.State;
        if (state is not { FirstDay: { } first, LastDay: { } last }) return null;
        if (address.Window is not (null or "" or SevenDays or "30")) notices.Add($"Claims are followed for 7 or for 30 days, not for “{address.Window}”; 7 days are shown.");
        List<Slice> slices = [];
        foreach (var slice in address.Slices())
        {
            if (measure.ValuesOf(slice.Field).Any(v => v.Value == slice.Value)) slices.Add(slice);
            else notices.Add($"No record has the {slice.Field} “{slice.Value}”; all are shown.");
        }

        var filters = string.Join(", ", slices.Select(s => $"{s.Field} {s.Value}"));
        var context = new MetricChart.Context(TrendsSpan.Of(address, first, last, notices), state.Zone, GoodAsOf(state, null), state.IsSample, filters);
        return new TrendsFrame(context, slices);
    }

    // A picture of a file that ended years ago is as of then, whatever the clock says.
    private static Instant GoodAsOf(MeasureState state, Instant? asked)
    {
        var asOf = asked ?? state.Now;
        return state.KnownUntil is { } known && known < asOf ? known : asOf;
    }

    private static IReadOnlyList<TrendFamily> Families(List<Reading> readings, MetricChart.Context context)
    {
        TrendFamily Of(Family family, string name, string? note) =>
            new(name, note, [.. readings.Where(r => r.Metric.Family == family).Select(r => TrendsTiles.Of(r, context))]);
        var step = context.Span.StepWord;
        return
        [
            Of(Family.Resolution, "Resolution", $"share of the issues that opened in the {step}"),
            Of(Family.Delight, "Delight", $"ratings of contacts that opened in the {step}"),
            Of(Family.Time, "The time customers lived", "calendar hours"),
            Of(Family.Flow, "Flow", null),
        ];
    }

    private static TrendsModel Empty(TrendsAddress address, bool isMeasuring) => new()
    {
        Address = address,
        Subtitle = "",
        Strong = isMeasuring ? "The figures are being made." : "There are no records yet.",
        Rest = isMeasuring ? "This page shows them as soon as they are there." : "When the first come in, this page shows them by itself.",
        IsMeasuring = isMeasuring,
        Notices = [],
        Choices = [],
        Signals = [],
        Budget = null,
        Ladder = null,
        Families = [],
        IsEmpty = true,
        IsNothingHere = false,
        Step = "week",
    };

    private sealed record TrendsFrame(MetricChart.Context Context, IReadOnlyList<Slice> Slices);
}
