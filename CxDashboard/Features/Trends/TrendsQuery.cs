using CxDashboard.Charts;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>Answers for the page Trends and its exports: once for each address and version of the data, whoever looks.</summary>
public sealed class TrendsQuery(Measure measure)
{
    private readonly Shared<ViewAddress, TrendsModel> _answers = new();
    private readonly TrendReader _reader = new(measure);

    /// <summary>The model for an address.</summary>
    public Task<TrendsModel> RunAsync(ViewAddress address, CancellationToken ct) =>
        _answers.GetAsync(address, measure.State.Version, token => AskAsync(address, token), ct);

    /// <summary>The newest model of an address that is at hand without waiting, or null.</summary>
    public TrendsModel? Latest(ViewAddress address) => _answers.Latest(address);

    /// <summary>One metric as a large picture, or <paramref name="asMeasured"/> for a table; null where there is no such metric or no record.</summary>
    /// <exception cref="QuestionRefusedException">Where no record has a value to slice by.</exception>
    public async Task<ChartSpec?> ChartAsync(string metric, ViewAddress address, bool asMeasured, CancellationToken ct)
    {
        if (measure.Catalogue.Versions(metric).Count == 0 || ViewFrame.Of(address, measure, []) is not { } frame) return null;

        // A page says that it shows all instead; a file is read without the page, so it must not say less than was asked.
        foreach (var slice in address.Slices().Except(frame.Slices)) throw new QuestionRefusedException($"No record has the {slice.Field} “{slice.Value}”.");
        return MetricChart.Of(await _reader.ReadAsync(metric, frame, ct), frame.Context, ChartKind.Behaviour, asMeasured);
    }

    /// <summary>
    /// One metric as a large picture of any question: without a span it is the page's, the last twelve months. Null where
    /// there is no such metric or no record.
    /// </summary>
    /// <exception cref="QuestionRefusedException">Where a field to slice by is not known.</exception>
    public async Task<ChartSpec?> ChartAsync(MetricQuestion question, bool asMeasured, CancellationToken ct)
    {
        if (measure.Catalogue.Versions(question.Metric).Count == 0 || ViewFrame.Of(question, measure) is not { Context: var context }) return null;
        var readings = await _reader.ReadAsync([question with { From = context.Span.From, To = context.Span.To }], ct);
        return MetricChart.Of(readings[0], context, ChartKind.Behaviour, asMeasured);
    }

    private async Task<TrendsModel> AskAsync(ViewAddress address, CancellationToken ct)
    {
        List<string> notices = [];
        if (ViewFrame.Of(address, measure, notices) is not { } frame) return Empty(address, measure.State.Version == 0);

        var workspace = measure.Workspace;
        var hasBusinessHours = workspace.Calendar is not null || workspace.RegionCalendars.Count > 0;
        var shown = ShownMetrics.Shown(measure.Catalogue, address.Window == "30" ? 30 : 7, hasBusinessHours);
        var (attention, signals) = await _reader.LookAsync([.. shown.Select(m => frame.Question(m.Id))], frame.IsNatural, ct);
        if (await _reader.ThinEndAsync(frame.Context.Span, ct) is { } thin) notices.Add(thin);
        var readings = attention.Readings;
        var step = frame.Context.Span.StepWord;

        // Its rungs are held against each other week by week, also where one of them has a chart by month.
        var rungs = readings.Where(TrendsLadder.IsOf).ToList();
        if (rungs.Exists(r => r.Step != frame.Context.Span.Step)) rungs = [.. await _reader.ReadAsync([.. rungs.Select(r => frame.Question(r.Metric.Id))], ct)];
        var (strong, rest) = TrendsWords.Lede(readings, signals);
        return new TrendsModel
        {
            Address = address,
            Subtitle = TrendsWords.Subtitle(frame.Context.Span.Step),
            Strong = strong,
            Rest = rest,
            Notices = notices,
            Choices = ViewChoices.Of(address, frame.Context.Span, measure),
            Signals = TrendsSignals.Of(signals, frame.Context),
            Budget = SignalWords.Budget(attention.Budget),
            Ladder = TrendsLadder.Of(rungs),
            Families = TrendsFamilies.Of(readings, frame.Context, workspace),
            More = [.. ShownMetrics.Others(measure.Catalogue, shown, hasBusinessHours).Select(m => (m.Id, m.Name))],
            IsEmpty = false,
            // Something from before may still be open where nothing new came in.
            IsNothingHere = readings.Where(r => !Standings.IsOfAnInstant(r.Metric)).All(r => r.Answers.All(a => a.N == 0)),
            Step = step,
        };
    }

    private static TrendsModel Empty(ViewAddress address, bool isMeasuring) => new()
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
        More = [],
        IsEmpty = true,
        IsNothingHere = false,
        Step = "week",
    };
}
