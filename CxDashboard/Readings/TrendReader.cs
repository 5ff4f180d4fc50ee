using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>Asks the engine for measures over time, and reads what it answers.</summary>
internal sealed class TrendReader(Measure measure)
{
    private const string Claimed = "claimed-rate";
    private static readonly string[] Holds = ["held-rate-7d", "held-rate-30d", "first-contact-resolution"];

    // Kinds of work whose mix may move a measure by itself.
    private static readonly string[] Kinds = ["channel", "topic"];

    /// <summary>Readings of several questions, of one moment and in their order. Questions that differ in their metric only are one pass over the records.</summary>
    public async Task<IReadOnlyList<Reading>> ReadAsync(IReadOnlyList<MetricQuestion> questions, CancellationToken ct)
    {
        var state = measure.State;
        var holds = questions.FirstOrDefault(q => Holds.Contains(q.Metric, StringComparer.Ordinal) && measure.Catalogue.Versions(Claimed).Count > 0);
        var answers = await measure.AskManyAsync(holds is null ? questions : [.. questions, holds with { Metric = Claimed, Version = null }], ct);
        double?[]? claimed = holds is null ? null : [.. answers[^1].Select(a => a.Value)];
        return [.. questions.Zip(answers, (question, found) => Reading.Of(VersionOf(question, found), found, state) with
        {
            ClaimedShares = Holds.Contains(question.Metric, StringComparer.Ordinal) ? claimed : null,
            Step = question.By,
            Currency = measure.Workspace.Currency,
        })];
    }

    /// <summary>Readings of measures that are looked at together, and what of them is worth a look.</summary>
    public async Task<(Attention Attention, IReadOnlyList<MetricSignal> Signals)> LookAsync(IReadOnlyList<MetricQuestion> questions, CancellationToken ct)
    {
        var readings = await ReadAsync(questions, ct);

        // Where nobody ever said anything, that nobody said yes is no answer.
        if (readings.Any(r => r.Metric.Id == "silent-share" && r.IsUntold))
            readings = [.. readings.Select(r => r.Metric.Id is "confirmed-rate" or "refuted-rate" ? r with { NobodyTold = true } : r)];
        var attention = Attention.Of(readings);
        return (attention, await SignalsAsync(attention, metric => questions.First(q => q.Metric == metric), ct));
    }

    /// <summary>What is worth a look among readings, with what the mix of work has to do with it.</summary>
    /// <param name="attention">The readings.</param>
    /// <param name="question">The question that a metric's reading answered.</param>
    /// <param name="ct">Ends waiting.</param>
    private async Task<IReadOnlyList<MetricSignal>> SignalsAsync(Attention attention, Func<string, MetricQuestion> question, CancellationToken ct)
    {
        List<Reading> moved = [.. attention.Readings.Where(r => r.Since >= 0 && MixOfMove.CanTell(r.Metric))];
        var slices = moved.Count == 0 ? [] : question(moved[0].Metric.Id).Slices;
        List<string> fields = [.. Kinds.Where(f => measure.ValuesOf(f).Count > 1 && !slices.Any(s => s.Field == f && !s.Not))];
        var splits = await measure.AskManyAsync([.. fields.SelectMany(f => moved.Select(r => question(r.Metric.Id) with { Split = [f] }))], ct);
        return MetricSignal.Of(attention.Readings, reading => moved.IndexOf(reading) is var at && at < 0
            ? []
            : [.. fields.Select((f, i) => MixOfMove.Of(reading, f, splits[(i * moved.Count) + at])).OfType<MixOfMove>()]);
    }

    private MetricDefinition VersionOf(MetricQuestion question, IReadOnlyList<MetricAnswer> answers)
    {
        var versions = measure.Catalogue.Versions(question.Metric);
        return versions[(answers is [.., var newest] ? newest.Version : question.Version ?? versions.Count) - 1];
    }
}
