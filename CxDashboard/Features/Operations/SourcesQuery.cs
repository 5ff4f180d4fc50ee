using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.EntityFrameworkCore;

namespace CxDashboard.Features.Operations;

/// <summary>Answers for the page Sources. Imports and runs are those of the real store, also while the sample is shown.</summary>
public sealed class SourcesQuery(Measure measure, DataFolder folder, LiveFeed feed, TimeProvider clock)
{
    private const int ImportsShown = 50;
    private const int RunsShown = 20;
    private const int WaitingShown = 200;
    private const int ReasonsShown = 5;
    private const int DaysLookedAt = 400;
    private const int RateDays = 28;

    private readonly Shared<string, SourcesModel> _answers = new(1);

    // Asked anew when figures changed, not for each step of an import or run: over millions of records it takes a second.
    private readonly Shared<string, SourceFigures> _figures = new(1);

    /// <summary>The model of the present state; viewers share it until there is other news.</summary>
    public Task<SourcesModel> RunAsync(CancellationToken ct) => _answers.GetAsync("", feed.Published(Topic.Measures, Topic.Runs, Topic.Imports, Topic.Waiting), AskAsync, ct);

    private async Task<SourceFigures> SourcesAsync(MeasureState state, Func<Instant, DateTimeOffset> local, CancellationToken ct)
    {
        if (state.Version == 0 || state.Sources.Count == 0) return SourceFigures.None;
        var last = state.Sources.Max(s => DateOnly.FromDateTime(local(s.KnownUntil).DateTime));
        string[] split = ["source"];
        var all = await measure.AskAsync(new MetricQuestion { Metric = "interactions", Split = split }, ct);
        var identified = await measure.AskAsync(new MetricQuestion { Metric = "identified-share", Split = split }, ct);
        var days = await measure.AskAsync(new MetricQuestion { Metric = "interactions", Split = split, By = BucketSize.Day, From = last.AddDays(1 - DaysLookedAt), To = last.AddDays(1) }, ct);
        var told = state.Sources.Select(source =>
        {
            var until = DateOnly.FromDateTime(local(source.KnownUntil).DateTime);
            var of = days.Where(d => NameOf(d) == source.Name && d.Value > 0).Select(d => (Day: DateOnly.FromDateTime(d.Bucket!.From.DateTime), Count: d.Value!.Value)).ToList();
            return new SourceTold(source.Name, source.Live, local(source.KnownUntil), (long)(all.FirstOrDefault(a => NameOf(a) == source.Name)?.Value ?? 0), of.Count == 0 ? null : of.Max(d => d.Day),
                of.Where(d => d.Day > until.AddDays(-RateDays) && d.Day <= until).Sum(d => d.Count) / RateDays, identified.FirstOrDefault(a => NameOf(a) == source.Name)?.Value);
        }).ToList();
        return new SourceFigures(told, state.Sources.Any(s => s.Live) ? await HoursAsync(last, ct) : []);
    }

    // Contacts by source and hour, where there are any: whether a live source is silent is judged by them as time passes.
    private async Task<Dictionary<string, Dictionary<Instant, double>>> HoursAsync(DateOnly last, CancellationToken ct)
    {
        var hours = await measure.AskAsync(new MetricQuestion { Metric = "interactions", Split = ["source"], By = BucketSize.Hour, From = last.AddDays(-7 * Silence.WeeksAsked), To = last.AddDays(1) }, ct);
        return hours.Where(h => h.Value > 0 && NameOf(h) is not null).GroupBy(h => NameOf(h)!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToDictionary(h => h.Bucket!.Start, h => h.Value!.Value), StringComparer.Ordinal);
    }

    private static string? NameOf(MetricAnswer answer) => answer.Slices.FirstOrDefault(s => s.Field == "source")?.Value;

    private static IReadOnlyList<SourceTold> WithSilence(SourceFigures figures, Instant now) =>
        [.. figures.Sources.Select(s => s.IsLive && figures.Hours.TryGetValue(s.Name, out var hours) ? s with { Silence = Silence.Of(hours, hours.Keys.Min(), now) } : s)];

    /// <summary>The newest model at hand without waiting, or null.</summary>
    public SourcesModel? Latest => _answers.Latest("");

    private async Task<SourcesModel> AskAsync(CancellationToken ct)
    {
        var state = measure.State;
        DateTimeOffset Local(Instant instant) => TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), state.Zone);
        await using var context = new QueryContextFactory(folder.StorePath).CreateDbContext();
        var imports = await context.Imports.OrderByDescending(i => i.Id).Take(ImportsShown).ToListAsync(ct);
        var told = new List<ImportTold>();
        foreach (var import in imports)
        {
            var reasons = import.Rejected == 0 ? [] : await context.RejectedRows.Where(r => r.ImportId == import.Id).GroupBy(r => r.Reason)
                .Select(g => new { Reason = g.Key, Count = g.LongCount() }).OrderByDescending(g => g.Count).Take(ReasonsShown).ToListAsync(ct);
            told.Add(new ImportTold(import, Local(import.StartedAt), import.FinishedAt is { } end ? Local(end) : null, [.. reasons.Select(r => (r.Reason, r.Count))]));
        }

        using var reader = Store.OpenReader(folder.StorePath);
        var now = Instant.Now(clock);
        return new SourcesModel
        {
            Now = Local(now),
            Zone = state.Zone,
            IsSample = state.IsSample,
            Records = state.Interactions,
            Sources = WithSilence(await _figures.GetAsync("", feed.Published(Topic.Measures), token => SourcesAsync(state, Local, token), ct), now),
            Waiting = WaitingParts.Read(folder.StorePath, only: null, WaitingShown),
            Imports = told,
            Runs = [.. RunsQuery.Last(reader, RunsShown).OrderByDescending(r => r.StartedAt).Select(r => new RunTold(r, Local(r.StartedAt), r.EndedAt is { } end ? Local(end) : null))],
        };
    }

    private sealed record SourceFigures(IReadOnlyList<SourceTold> Sources, Dictionary<string, Dictionary<Instant, double>> Hours)
    {
        public static SourceFigures None { get; } = new([], []);
    }
}
