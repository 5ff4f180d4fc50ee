using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>Asks the engine for measures over time, and reads what it answers.</summary>
internal sealed class TrendReader(Measure measure)
{
    private const string Claimed = "claimed-rate";
    private static readonly string[] Holds = ["held-rate-7d", "held-rate-30d", "first-contact-resolution"];

    // Kinds of work whose mix may move a measure by itself.
    private static readonly string[] Kinds = ["channel", "topic"];

    /// <summary>One metric, in the steps that a page shows it in.</summary>
    public async Task<Reading> ReadAsync(string metric, ViewFrame frame, CancellationToken ct) =>
        (await ReadAtStepsAsync([frame.Question(metric)], frame.IsNatural, ct)).Read[0];

    /// <summary>Readings of several questions, of one moment and in their order. Questions that differ in their metric only are one pass over the records.</summary>
    public async Task<IReadOnlyList<Reading>> ReadAsync(IReadOnlyList<MetricQuestion> questions, CancellationToken ct)
    {
        var state = measure.State;
        List<MetricQuestion> claims = [.. questions.Where(q => Holds.Contains(q.Metric, StringComparer.Ordinal) && measure.Catalogue.Versions(Claimed).Count > 0).Select(q => q with { Metric = Claimed, Version = null }).DistinctBy(q => q.By)];
        var slow = SlowTenth(questions);
        var answers = await measure.AskManyAsync([.. questions, .. claims, .. slow is null ? Array.Empty<MetricQuestion>() : [slow]], ct);
        var claimed = claims.Zip(answers.Skip(questions.Count)).ToDictionary(c => c.First.By, c => c.Second.Select(a => a.Value).ToArray());
        var settling = Settling.Of(measure.Workspace, slow is null ? [] : answers[^1]);
        return [.. questions.Zip(answers, (question, found) => Reading.Of(VersionOf(question, found), found, state, state.Phases.PhasesOf(question.Metric, SliceKey.Of(question.Slices), question.KnownAt), settling) with
        {
            ClaimedShares = Holds.Contains(question.Metric, StringComparer.Ordinal) ? claimed.GetValueOrDefault(question.By) : null,
            Step = question.By,
            Currency = measure.Workspace.Currency,
        })];
    }

    /// <summary>How long steps of a question's records and span still move.</summary>
    public async Task<Settling> SettlingAsync(MetricQuestion question, CancellationToken ct) =>
        Settling.Of(measure.Workspace, SlowTenth([question]) is { } slow ? await measure.AskAsync(slow, ct) : []);

    /// <summary>
    /// Where files were cut by another date than the opening, and their end lies within a span: a sentence, because what stands out there is the files' end. Null where it is not so.
    /// A source that is live has no such end.
    /// </summary>
    public async Task<string?> ThinEndAsync(ViewSpan span, CancellationToken ct)
    {
        var state = measure.State;
        if (state.IsSample || state.Sources.Any(s => s.Live)) return null;
        var weeks = new OpeningWeeks();
        foreach (var day in await measure.AskAsync(new MetricQuestion { Metric = "interactions", By = BucketSize.Day }, ct))
        {
            if (day.N > 0) weeks.Add(day.Bucket!.Start + TimeSpan.FromHours(12), day.N);
        }

        if (weeks.ThinsOutAfter() is not { } until || span.To <= Buckets.DayOf(until, state.Zone)) return null;
        return $"After {until} the openings thin out below a tenth of the busiest week: contacts are missing there, so what stands out since then is where the file ends, and no change. Import it again with --known-until {until}, or show the time before.";
    }

    // For the first question's records and steps: it is one figure for all of them. Only what is of issues needs it.
    private MetricQuestion? SlowTenth(IReadOnlyList<MetricQuestion> questions) =>
        questions.Any(q => measure.Catalogue.Versions(q.Metric) is [.., { Population: Population.Issues }]) && measure.Catalogue.Versions(Settling.SlowTenth).Count > 0
            ? questions[0] with { Metric = Settling.SlowTenth, Version = null }
            : null;

    /// <summary>Readings of measures that are looked at together, and what of them is worth a look.</summary>
    /// <param name="questions">One for each measure.</param>
    /// <param name="isNatural">Reads each in the steps that are natural for it instead of the question's.</param>
    /// <param name="ct">Ends waiting.</param>
    public async Task<(Attention Attention, IReadOnlyList<MetricSignal> Signals)> LookAsync(IReadOnlyList<MetricQuestion> questions, bool isNatural, CancellationToken ct)
    {
        // Some measures are looked at for patterns beside another, and are no charts of their own.
        var (asked, read) = await ReadAtStepsAsync(
        [
            .. questions,
            .. PatternReader.Beside.Where(b => questions.All(q => q.Metric != b.Metric) && measure.Catalogue.Versions(b.Metric).Count > 0)
                .Select(b => questions.FirstOrDefault(q => q.Metric == b.Of) is { } of ? of with { Metric = b.Metric, Version = null } : null).OfType<MetricQuestion>(),
        ], isNatural, ct);
        IReadOnlyList<Reading> readings = [.. read.Take(questions.Count)];

        // Where nobody ever said anything, that nobody said yes is no answer.
        if (readings.Any(r => r.Metric.Id == "silent-share" && r.IsUntold))
            readings = [.. readings.Select(r => r.Metric.Id is "confirmed-rate" or "refuted-rate" ? r with { NobodyTold = true } : r)];
        var attention = Attention.Of(readings);
        return (attention, await SignalsAsync(attention, [.. attention.Readings, .. read.Skip(questions.Count)], metric => asked.First(q => q.Metric == metric), ct));
    }

    /// <summary>What is worth a look among readings, with what the mix of work has to do with it.</summary>
    /// <param name="attention">The readings.</param>
    /// <param name="read">These, and others that are only looked at for patterns.</param>
    /// <param name="question">The question that a metric's reading answered.</param>
    /// <param name="ct">Ends waiting.</param>
    private async Task<IReadOnlyList<MetricSignal>> SignalsAsync(Attention attention, IReadOnlyList<Reading> read, Func<string, MetricQuestion> question, CancellationToken ct)
    {
        List<string> moved = [.. attention.Readings.Where(r => r.Since >= 0 && MixOfMove.CanTell(r.Metric)).Select(r => r.Metric.Id)];
        var slices = read.Count == 0 ? [] : question(read[0].Metric.Id).Slices;
        List<string> fields = [.. Kinds.Where(f => measure.ValuesOf(f).Count > 1 && !slices.Any(s => s.Field == f && !s.Not))];
        Dictionary<(string Field, string Metric), IReadOnlyList<MetricAnswer>> splits = [];
        await AskAsync(fields.SelectMany(f => moved.Select(m => (f, m))));

        // Mix can only take patterns away: it is asked of those that there would be without, until nothing more is found that was not asked.
        IReadOnlyList<ReadPattern> patterns;
        while (true)
        {
            patterns = PatternReader.Find(read, reading => splits.GetValueOrDefault((PatternReader.Field, reading.Metric.Id)));
            List<(string, string)> lacking = [.. patterns.SelectMany(p => new[] { p.Metric, p.Counter }).Select(r => (PatternReader.Field, r.Metric.Id)).Where(p => !splits.ContainsKey(p)).Distinct()];
            if (lacking.Count == 0 || !fields.Contains(PatternReader.Field)) break;
            await AskAsync(lacking);
        }

        patterns = [.. patterns.Concat(await PeriodEndReader.FindAsync(measure, read, question, ct)).OrderBy(PatternReader.Place)];
        return MetricSignal.Of(attention.Readings, reading => !moved.Contains(reading.Metric.Id)
            ? []
            : [.. fields.Select(f => MixOfMove.Of(reading, f, splits[(f, reading.Metric.Id)])).OfType<MixOfMove>()], patterns);

        async Task AskAsync(IEnumerable<(string Field, string Metric)> wanted)
        {
            List<(string Field, string Metric)> pairs = [.. wanted];
            var answers = await measure.AskManyAsync([.. pairs.Select(p => question(p.Metric) with { Split = [p.Field] })], ct);
            foreach (var (pair, answer) in pairs.Zip(answers)) splits[pair] = answer;
        }
    }

    // Only what has other steps than the question's is asked and read once more.
    private async Task<(IReadOnlyList<MetricQuestion> Asked, IReadOnlyList<Reading> Read)> ReadAtStepsAsync(IReadOnlyList<MetricQuestion> questions, bool isNatural, CancellationToken ct)
    {
        Reading[] read = [.. await ReadAsync(questions, ct)];
        if (!isNatural) return (questions, read);
        var natural = NaturalSteps.Of(questions, read, measure.Workspace.WeekStart);
        int[] others = [.. Enumerable.Range(0, questions.Count).Where(i => natural[i].By != questions[i].By)];
        if (others.Length == 0) return (questions, read);
        foreach (var (i, reading) in others.Zip(await ReadAsync([.. others.Select(i => natural[i])], ct))) read[i] = reading;
        return (natural, read);
    }

    private MetricDefinition VersionOf(MetricQuestion question, IReadOnlyList<MetricAnswer> answers)
    {
        var versions = measure.Catalogue.Versions(question.Metric);
        return versions[(answers is [.., var newest] ? newest.Version : question.Version ?? versions.Count) - 1];
    }
}
