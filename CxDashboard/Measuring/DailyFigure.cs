using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring;

/// <summary>One metric of one cell of a day: of the total, or of one value of a core dimension.</summary>
/// <param name="Value">Of the dimension; null for unknown, and for the total.</param>
internal readonly record struct DailyFigure(string? Value, MetricAnswer Answer);

/// <summary>
/// What is published of one local day in one dimension, or in total: each metric in the version in force on that day, where
/// it says anything. A withheld cell is one figure, that of <c>interactions</c>: which others have something would tell of the few.
/// </summary>
internal sealed record DailyFigures(Bucket Day, IReadOnlyList<DailyFigure> Figures)
{
    private const string Everything = "interactions";

    // A tally takes some hundred bytes, and each cell has one for each metric.
    private const int MostCells = 8_192;

    /// <summary>
    /// Figures of the first of some days, as many as memory is laid out for and at least one: one pass over the records. A value
    /// without interactions on a day is no cell of it.
    /// </summary>
    /// <param name="field">A core dimension; null for the total.</param>
    public static IReadOnlyList<DailyFigures> OfFirst(IReadOnlyList<Bucket> days, Projection projection, string? field, MetricCatalogue catalogue, Workspace workspace)
    {
        var (facts, issues) = (projection.Facts, projection.Issues);
        var plan = new PassPlan
        {
            Metrics = [],
            Buckets = new BucketIndex(days, 0, 0),
            Filter = new SliceFilter(facts, []),
            QuietLimit = workspace.QuietLimit,
            CalendarOf = workspace.CalendarOf,
        };
        string?[] values = [null];
        if (field is not null)
        {
            var dimension = facts.Find(field)!;
            var codes = Occurring(dimension, facts, issues, plan);
            days = [.. days.Take(Math.Max(1, MostCells / (codes.Length + 1)))];
            values = [.. codes.Select(dimension.Texts.NameOf)];
            plan = plan with { Buckets = new BucketIndex(days, 0, 0), Split = SplitInto(codes, dimension) };
        }

        var versions = days.Select(day => catalogue.Newest.Select(m => catalogue.InForce(m.Id, DateOnly.FromDateTime(day.From.DateTime))!).ToArray()).ToList();
        plan = plan with { Metrics = [.. versions.SelectMany(v => v).Distinct()] };
        var tallies = new Pass(facts, issues, plan).Run();
        var withheld = new Suppression(facts, issues, plan).Withheld();
        var places = plan.Metrics.Select((metric, place) => (metric, place)).ToDictionary(m => (m.metric.Id, m.metric.Version), m => m.place);
        return [.. days.Select((day, b) => new DailyFigures(day, OfDay(b, [.. versions[b].Select(m => places[(m.Id, m.Version)])])))];

        List<DailyFigure> OfDay(int b, int[] inForce)
        {
            var figures = new List<DailyFigure>();
            for (var v = 0; v < values.Length; v++)
            {
                var g = (b * plan.Split.Count) + v;
                if (!tallies.HasInteractions(g)) continue;
                var answers = inForce.Where(m => !withheld[g] || plan.Metrics[m].Id == Everything).Select(m => Answers.Of(plan.Metrics[m], tallies[m, g], days[b], [], issues.Horizon));
                foreach (var answer in answers)
                {
                    if (withheld[g]) figures.Add(new DailyFigure(values[v], answer.Withhold()));
                    else if (SaysAnything(answer)) figures.Add(new DailyFigure(values[v], answer));
                }
            }

            return figures;
        }
    }

    /// <summary>The local days on which anything opened, in ascending order.</summary>
    public static IReadOnlyList<DateOnly> OccupiedDays(Projection projection, TimeZoneInfo zone)
    {
        const long QuarterOfAnHour = 900_000;
        var (facts, horizon) = (projection.Facts, projection.Issues.Horizon);

        // Days of every zone begin at a quarter of an hour, and there are far fewer quarters than interactions.
        var quarters = new HashSet<long>();
        for (var row = 0; row < facts.Rows; row++)
        {
            if (!facts.IsAlive(row) || facts.Opened[row] > horizon.T(facts.Source[row])) continue;
            quarters.Add((long)Math.Floor(facts.Opened[row] / (double)QuarterOfAnHour));
        }

        return [.. quarters.Select(q => Buckets.DayOf(new Instant(q * QuarterOfAnHour), zone)).Distinct().Order()];
    }

    // A cost without a held issue has no value, and n is 0: those who add up days must find it all the same.
    private static bool SaysAnything(MetricAnswer answer) => answer.N > 0 || answer.Value is not null || answer.Count is not (null or 0);

    // Codes of the values that interactions of the days have. A dimension may have far more of them in all its history.
    private static int[] Occurring(Dimension dimension, Facts facts, IssueTable issues, PassPlan plan)
    {
        var found = new bool[dimension.Count];
        var (reader, codes) = (new PartReader(facts, issues, plan), new int[Part.Rows]);
        for (var part = 0; part < facts.Parts; part++)
        {
            if (!reader.Read(part, byTime: true)) continue;
            var groups = reader.Groups;
            dimension.Codes.Expand(part, codes.AsSpan(0, groups.Length));
            for (var i = 0; i < groups.Length; i++)
            {
                if (groups[i] >= 0) found[codes[i]] = true;
            }
        }

        return [.. Enumerable.Range(0, found.Length).Where(code => found[code])];
    }

    // All other values share the last slot: stocks count issues of every day, and theirs belong to no cell here.
    private static Split SplitInto(int[] codes, Dimension dimension)
    {
        var slots = new int[dimension.Count];
        Array.Fill(slots, codes.Length);
        for (var i = 0; i < codes.Length; i++) slots[codes[i]] = i;
        return Split.By([dimension]).Into(slots, codes.Length + 1);
    }
}
