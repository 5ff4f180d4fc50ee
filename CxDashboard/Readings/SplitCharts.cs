using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>
/// Charts that hold the values of one field side by side, from the answers that a split question gets. In the order of their names, the others and the unknown last:
/// the order says nothing of who is better.
/// </summary>
internal sealed class SplitCharts(Measure measure)
{
    private sealed record Group(string Name, bool IsOthers, bool IsUnknown, IReadOnlyList<MetricAnswer> Answers)
    {
        public MetricAnswer Whole => Answers[0];
    }

    /// <summary>A line for each value, in steps of time. Null while there are no records.</summary>
    /// <exception cref="QuestionRefusedException">There are more values than lines that can be told apart.</exception>
    public async Task<LinesSpec?> LinesAsync(MetricQuestion question, bool asMeasured, CancellationToken ct)
    {
        if (Frame(question, question.By) is not { } context) return null;
        question = question with { From = context.Span.From, To = context.Span.To };
        var groups = await GroupsAsync(question, ct);
        if (groups.Count > LinesSpec.Most)
            throw new QuestionRefusedException($"{question.Split[0]} has {groups.Count} values here, and a picture holds {LinesSpec.Most} lines: choose some with --slice, or give --top {LinesSpec.Most - 1}, which makes one line of all others.");
        var (metric, state) = (Metric(question, groups), measure.State);
        var settling = await new TrendReader(measure).SettlingAsync(question with { Split = [], Top = null }, ct);
        var readings = groups.Select(g => Reading.Of(metric, g.Answers, state, settling: settling)).ToList();
        return new LinesSpec
        {
            Title = Title(metric, question),
            Zone = context.Zone,
            AsOf = context.AsOf,
            N = Standings.IsOfAnInstant(metric) ? null : groups.Sum(g => g.Answers.Sum(a => a.N)),
            Unit = metric.Unit,
            Currency = Currency(metric),
            Step = context.Span.StepWord,
            Series = [.. groups.Zip(readings, (g, r) => new ChartSeries(g.Name, [.. MetricChart.Of(r, context, ChartKind.Behaviour, asMeasured).Points.Select(Bare)]))],
        }.Told(metric, context, context.Span.StepWord);

        // Limits of one of them would say that it is another kind of line than the others.
        static ChartPoint Bare(ChartPoint p) => p with { Centre = null, Lower = null, Upper = null, Outside = false };
    }

    /// <summary>How many there are of each value. Null while there are no records.</summary>
    public async Task<ParetoSpec?> ParetoAsync(MetricQuestion question, CancellationToken ct)
    {
        if (Frame(question, BucketSize.Week) is not { } context) return null;
        question = Whole(question, context);
        var groups = await GroupsAsync(question with { Top = null }, ct);
        var metric = Metric(question, groups);

        // All values are asked and the largest named here: in the engine's “others” the unknown would be one of the kinds.
        var named = groups.Where(g => !g.IsUnknown).OrderByDescending(Number).ToList();
        var kept = named.Take(question.Top ?? named.Count).ToList();
        return new ParetoSpec
        {
            Title = Title(metric, question),
            Zone = context.Zone,
            AsOf = context.AsOf,
            Parts = [.. kept.Select(g => new ParetoPart(g.Name, Number(g)))],
            Others = named.Skip(kept.Count).Sum(Number),
            OtherKinds = named.Count - kept.Count,
            Unknown = groups.Where(g => g.IsUnknown).Sum(Number),
        }.Told(metric, context);

        static long Number(Group group) => (long)(group.Whole.Value ?? 0);
    }

    /// <summary>The value of each with its interval, and of all together. Null while there are no records.</summary>
    public async Task<ComparisonSpec?> ComparisonAsync(MetricQuestion question, CancellationToken ct)
    {
        if (Frame(question, BucketSize.Week) is not { } context) return null;
        question = Whole(question, context);
        var groups = await GroupsAsync(question, ct);
        var all = (await measure.AskAsync(question with { Split = [], Top = null }, ct))[0];
        var metric = Metric(question, groups);
        return new ComparisonSpec
        {
            Title = Title(metric, question),
            Zone = context.Zone,
            AsOf = context.AsOf,
            N = all.N,
            Unit = metric.Unit,
            Currency = Currency(metric),
            All = all.N >= ComparisonSpec.Enough ? all.Value : null,
            Notes = all.Maturing ? ["Some of it is still maturing."] : [],
            Rows = [.. groups.Select(g => new ComparisonRow(g.Name, g.Whole.Value, g.Whole.Low, g.Whole.High, g.Whole.N))],
        }.Told(metric, context);
    }

    /// <summary>What another mix of values, and what the values' own rates did from an earlier period to the asked one. Null while there are no records.</summary>
    /// <param name="question">With both ends of the later period.</param>
    /// <param name="before">The earlier one, its end exclusive; null for as many days just before.</param>
    public async Task<WaterfallSpec?> WaterfallAsync(MetricQuestion question, (DateOnly From, DateOnly To)? before, CancellationToken ct)
    {
        if (Frame(question, BucketSize.Week) is not { } context) return null;
        question = Whole(question, context);
        var (from, to) = (context.Span.From, context.Span.To);
        var earlier = before ?? (from.AddDays(from.DayNumber - to.DayNumber), from);
        var (a, b) = (await GroupsAsync(question with { From = earlier.From, To = earlier.To }, ct), await GroupsAsync(question, ct));
        var (metric, names) = (Metric(question, b), a.Concat(b).OrderBy(Order).ThenBy(g => g.Name, StringComparer.Ordinal).Select(g => g.Name).Distinct().ToList());
        return new WaterfallSpec
        {
            Title = Title(metric, question),
            Zone = context.Zone,
            AsOf = context.AsOf,
            N = Sum(a) + Sum(b),
            Unit = metric.Unit,
            Currency = Currency(metric),
            Difference = Sum(a) == 0 || Sum(b) == 0 ? null : Kitagawa.Of([.. names.Select(n => Category(Of(a, n), Of(b, n)))]),
            Names = names,
            BeforeWords = MetricChart.Days(earlier.From, earlier.To),
            AfterWords = MetricChart.Days(from, to),
            BeforeN = Sum(a),
            AfterN = Sum(b),
            MixOf = Plural(question.Split[0]),
            Notes = a.Concat(b).Any(g => g.Whole.Maturing) ? ["Some of it is still maturing."] : [],
        }.Told(metric, context);

        static long Sum(IReadOnlyList<Group> groups) => groups.Sum(g => g.Whole.N);
        static MetricAnswer? Of(IReadOnlyList<Group> groups, string name) => groups.FirstOrDefault(g => g.Name == name)?.Whole;
        KitagawaCategory Category(MetricAnswer? was, MetricAnswer? now) => new(Share(was, Sum(a)), was?.Value, Share(now, Sum(b)), now?.Value);
        static double Share(MetricAnswer? answer, long of) => answer?.Value is null ? 0 : (double)answer.N / of;
    }

    private static int Order(Group group) => group.IsUnknown ? 2 : group.IsOthers ? 1 : 0;

    private static string Title(MetricDefinition metric, MetricQuestion question) => $"{metric.Name}, by {Field(question.Split[0])}";

    private static string Field(string field) => field.StartsWith("extra.", StringComparison.Ordinal) ? field["extra.".Length..] : field.Replace('_', ' ');

    private static string Plural(string field) => Field(field) is var one && one.EndsWith('y') ? one[..^1] + "ies" : one + "s";

    private MetricChart.Context? Frame(MetricQuestion question, BucketSize by) => ViewFrame.Of(question with { By = by }, measure)?.Context;

    private static MetricQuestion Whole(MetricQuestion question, MetricChart.Context context) => question with { By = BucketSize.All, From = context.Span.From, To = context.Span.To };

    private MetricDefinition Metric(MetricQuestion question, IReadOnlyList<Group> groups)
    {
        var versions = measure.Catalogue.Versions(question.Metric);
        return versions[(groups is [var first, ..] && first.Answers is [.., var newest] ? newest.Version : question.Version ?? versions.Count) - 1];
    }

    private string? Currency(MetricDefinition metric) => metric.Unit == Unit.Money ? measure.Workspace.Currency : null;

    private async Task<IReadOnlyList<Group>> GroupsAsync(MetricQuestion question, CancellationToken ct)
    {
        var (answers, field) = (await measure.AskAsync(question, ct), question.Split[0]);
        return
        [
            .. answers.GroupBy(a => string.Join('\u0001', a.Slices.Select(s => $"{s.Field}\u0002{s.Value}\u0002{s.Not}"))).Select(g => Of([.. g], field))
                .OrderBy(Order).ThenBy(g => g.Name, StringComparer.Ordinal),
        ];
    }

    private static Group Of(IReadOnlyList<MetricAnswer> answers, string field)
    {
        var slice = answers[0].Slices.Last(s => s.Field == field);
        var unknown = !slice.Not && string.IsNullOrEmpty(slice.Value);
        return new Group(slice.Not ? "Others" : unknown ? "Not known" : slice.Value!, slice.Not, unknown, answers);
    }
}
