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
    private const int ReasonsShown = 5;

    private readonly Shared<string, SourcesModel> _answers = new(1);

    /// <summary>The model of the present state; viewers share it until there is other news.</summary>
    public Task<SourcesModel> RunAsync(CancellationToken ct) => _answers.GetAsync("", feed.Published(Topic.Measures, Topic.Runs), AskAsync, ct);

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
        return new SourcesModel
        {
            Now = Local(Instant.Now(clock)),
            IsSample = state.IsSample,
            Records = state.Interactions,
            Sources = [.. state.Sources.Select(s => (s.Name, s.Live, Local(s.KnownUntil)))],
            Imports = told,
            Runs = [.. RunsQuery.Last(reader, RunsShown).OrderByDescending(r => r.StartedAt).Select(r => new RunTold(r, Local(r.StartedAt), r.EndedAt is { } end ? Local(end) : null))],
        };
    }
}
