using System.Globalization;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Kit;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metric;

/// <summary>Answers for the page of one metric: once for each address and version of the data, whoever looks.</summary>
public sealed class MetricQuery(Measure measure, BehindQuery behind)
{
    // Final steps that are looked at together: enough for channels and topics to have a figure of their own.
    private const int Together = 8;
    private const int Shown = 6, Page = 50;
    private static readonly string[] Fields = ["channel", "topic"];

    private readonly Shared<MetricAddress, MetricModel> _answers = new();
    private readonly TrendReader _reader = new(measure);
    private readonly SplitCharts _splits = new(measure);
    private readonly ValueCharts _values = new(measure);
    private readonly ChangeQuery _changes = new(measure);

    /// <summary>The model for an address; null where there is no such metric.</summary>
    public async Task<MetricModel?> RunAsync(MetricAddress address, CancellationToken ct) =>
        measure.Catalogue.Versions(address.Metric).Count == 0 ? null : await _answers.GetAsync(address, measure.State.Version, token => AskAsync(address, token), ct);

    /// <summary>The newest model of an address that is at hand without waiting, or null.</summary>
    public MetricModel? Latest(MetricAddress address) => _answers.Latest(address);

    private async Task<MetricModel> AskAsync(MetricAddress address, CancellationToken ct)
    {
        List<string> notices = [];
        var newest = measure.Catalogue.Versions(address.Metric)[^1];
        if (ViewFrame.Of(address.View, measure, notices) is not { Context: var context } frame) return Empty(address, newest);
        // To put all single values in order takes one thread its time, in which the others ask the rest.
        var spread = ChartKinds.IsOfDurations(newest) ? _values.DistributionAsync(frame.Question(address.Metric), ct) : Task.FromResult<DistributionSpec?>(null);
        var (attention, signals) = await _reader.LookAsync([.. Read(address, newest).Select(frame.Question)], frame.IsNatural, ct);
        if (await _reader.ThinEndAsync(context.Span, ct) is { } thin) notices.Add(thin);
        var reading = attention.Readings.First(r => r.Metric.Id == address.Metric);
        var signal = signals.FirstOrDefault(s => s.Reading == reading);
        var point = Point(address, reading, notices);
        var (strong, rest) = MetricPageWords.Lede(reading);
        return new MetricModel
        {
            Address = address,
            Id = reading.Metric.Id,
            Name = reading.Metric.Name,
            Version = reading.Metric.Version,
            Strong = strong,
            Rest = rest,
            Why = signal is null ? null : SignalWords.Told(signal).Why,
            Evidence = signal is null ? [] : EvidenceWords.Of(signal),
            Notices = notices,
            Choices = ViewChoices.Of(address.View, context.Span, measure),
            ChartTitle = reading.Step == context.Span.Step ? $"By {reading.StepWord}" : $"By {reading.StepWord}, for a {context.Span.StepWord} has too few",
            ChartBeside = MetricPageWords.Beside(reading, reading.Newest),
            Chart = MetricChart.Of(reading, context, ChartKind.Behaviour) with { Changes = ChangeQuery.Flag(address, context.Zone) is { } flag ? [flag] : [] },
            Notes = MetricPageWords.Notes(reading),
            Phases = PhaseWords.Of(reading, SliceKey.Of(frame.Slices), measure.State.Phases.PhasesOf(reading.Metric.Id, SliceKey.Of(frame.Slices))),
            Definition = MetricPageWords.Definition(reading.Metric, measure.Catalogue.Versions(address.Metric), context.Zone),
            Counter = Counter(attention.Readings.FirstOrDefault(r => r.Metric.Id == reading.Metric.CounterMetric), reading, signal, context),
            Behind = point < 0 ? null : await behind.RunAsync(BehindOf(address, frame, reading, point), ct),
            BehindBeside = point < 0 ? null : MetricPageWords.Beside(reading, point),
            Points = point < 0 ? null : PointsOf(reading, point),
        }
        with
        {
            Slices = await SlicesAsync(reading, frame, ct),
            SlicesNote = MetricPageWords.SlicesNote(reading, Together),
            Mix = await MixAsync(reading, frame, ct),
            Spread = await spread,
            Change = await _changes.RunAsync(address, reading.Metric, frame.Slices, ct),
        };
    }

    // The measures of Trends, so that what is worth a look here is what is worth a look there.
    private IEnumerable<string> Read(MetricAddress address, MetricDefinition metric)
    {
        var workspace = measure.Workspace;
        var shown = ShownMetrics.Shown(measure.Catalogue, address.View.Window == "30" ? 30 : 7, workspace.Calendar is not null || workspace.RegionCalendars.Count > 0).Select(m => m.Id);
        return shown.Append(metric.Id).Concat(metric.CounterMetric is { } counter && measure.Catalogue.Versions(counter).Count > 0 ? [counter] : []).Distinct(StringComparer.Ordinal);
    }

    private static CounterTile? Counter(Reading? counter, Reading of, MetricSignal? signal, MetricChart.Context context) => counter is null ? null : new CounterTile(
        counter.Metric.Id,
        counter.Metric.Name,
        counter.HasNumber ? counter.Words.Value(counter.NewestAnswer!.Value!.Value) : null,
        MetricPageWords.Beside(counter, counter.Newest, withValue: false),
        counter.Signal,
        MetricPageWords.Pair(of, counter, signal),
        counter.Newest < 0 ? null : MetricChart.Of(counter, context, ChartKind.Small));

    private async Task<IReadOnlyList<SliceFigure>> SlicesAsync(Reading reading, ViewFrame frame, CancellationToken ct)
    {
        if (!ChartKinds.CanCompare(reading.Metric) || Newest(reading, 0) is not { } span) return [];
        List<SliceFigure> pictures = [];
        foreach (var field in Asked(frame))
        {
            if (await _splits.ComparisonAsync(frame.Question(reading.Metric.Id) with { From = span.From, To = span.To, Split = [field], Top = 12 }, ct) is { Rows.Count: > 1 } picture) pictures.Add(new SliceFigure(char.ToUpperInvariant(field[0]) + field[1..], picture));
        }

        return pictures;
    }

    private async Task<ChartPicture?> MixAsync(Reading reading, ViewFrame frame, CancellationToken ct)
    {
        if (!MixOfMove.CanTell(reading.Metric) || Newest(reading, 0) is not { } now || Newest(reading, Together) is not { } before || Asked(frame).FirstOrDefault() is not { } field) return null;
        return await _splits.WaterfallAsync(frame.Question(reading.Metric.Id) with { From = now.From, To = now.To, Split = [field] }, before, ct);
    }

    // Fields of which there are several values and that are not sliced to one of them.
    private IEnumerable<string> Asked(ViewFrame frame) => Fields.Where(f => measure.ValuesOf(f).Count > 1 && !frame.Slices.Any(s => s.Field == f && !s.Not));

    // From the first to the last of so many final steps, those left out being newer.
    private static (DateOnly From, DateOnly To)? Newest(Reading reading, int leftOut)
    {
        List<int> steps = [.. reading.OfAllPhases.SkipLast(leftOut).TakeLast(Together)];
        return steps.Count < Together ? null
            : (DateOnly.FromDateTime(reading.Answers[steps[0]].Bucket!.From.DateTime), DateOnly.FromDateTime(reading.Answers[steps[^1]].Bucket!.To.DateTime));
    }

    private BehindQuestion BehindOf(MetricAddress address, ViewFrame frame, Reading reading, int point)
    {
        var inOrder = address.Rows == "all";
        return new BehindQuestion
        {
            Of = frame.Question(address.Metric) with { By = reading.Step },
            Bucket = reading.Answers[point].Bucket,
            Only = address.Outcome,
            Seed = inOrder ? null : behind.SeedOfWeek,
            Rows = inOrder ? Page : Shown,
            After = address.Key,
        };
    }

    private static int Point(MetricAddress address, Reading reading, List<string> notices)
    {
        if (string.IsNullOrEmpty(address.Point)) return reading.Newest;
        for (var i = 0; i < reading.Answers.Count; i++)
            if (Day(reading, i) == address.Point) return i;
        notices.Add($"No {reading.StepWord} that is shown begins on “{address.Point}”; the newest final one is.");
        return reading.Newest;
    }

    private static Choice PointsOf(Reading reading, int chosen) => new(
        "point", $"The {reading.StepWord} of", Day(reading, chosen),
        [.. Enumerable.Range(0, reading.Answers.Count).Reverse().Where(i => reading.Answers[i].N > 0).Select(i => new Option(Day(reading, i), MetricPageWords.Option(reading, i)))]);

    private static string Day(Reading reading, int i) => reading.Answers[i].Bucket!.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private MetricModel Empty(MetricAddress address, MetricDefinition metric) => new()
    {
        Address = address,
        Id = metric.Id,
        Name = metric.Name,
        Version = metric.Version,
        Strong = measure.State.Version == 0 ? "The figures are being made." : "There are no records yet.",
        Rest = measure.State.Version == 0 ? "This page shows them as soon as they are there." : "When the first come in, this page shows them by itself.",
        IsMeasuring = measure.State.Version == 0,
        IsEmpty = true,
        Definition = MetricPageWords.Definition(metric, measure.Catalogue.Versions(metric.Id), measure.State.Zone),
    };
}
