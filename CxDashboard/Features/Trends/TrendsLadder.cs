using CxDashboard.Kit;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>Claimed, held and confirmed of the newest final weeks together, out of the readings of the page: the ladder and the charts are of one moment.</summary>
internal static class TrendsLadder
{
    private const int Buckets = 4;

    /// <summary>Metrics that the ladder is made of, or is told by.</summary>
    public static bool IsOf(Reading reading) => reading.Metric.Id is "claimed-rate" or "confirmed-rate" or "refuted-rate" || reading.Metric.Id.StartsWith("held-rate", StringComparison.Ordinal);

    /// <summary>The ladder over the last four buckets whose held rate is final; null where there is none, or a rung is not among the readings. All have the same steps.</summary>
    public static Ladder? Of(IReadOnlyList<Reading> readings)
    {
        Reading? Find(string id) => readings.FirstOrDefault(r => r.Metric.Id == id);
        if (readings.FirstOrDefault(r => r.Metric.Id.StartsWith("held-rate", StringComparison.Ordinal)) is not { Metric.WindowDays: { } days } heldReading) return null;
        if (Find("claimed-rate") is not { } claimedReading || Find("confirmed-rate") is not { } confirmedReading || Find("refuted-rate") is not { } refutedReading) return null;
        // Where no customer is known nobody can say what held; what was claimed is told all the same.
        var told = heldReading.IsUntold ? claimedReading : heldReading;
        List<int> final = [.. Enumerable.Range(0, told.Answers.Count).Where(i => told.Standings[i] is BucketStanding.Final or BucketStanding.TooFew).TakeLast(Buckets)];
        if (final.Count == 0) return null;
        var span = final[0]..(final[^1] + 1);
        var claimed = Add(claimedReading, span, claimedReading);
        if (claimed.N == 0) return null;
        var held = Add(heldReading, span, claimedReading);
        var (from, to) = (Day(told.Answers[final[0]].Bucket!.From), Day(told.Answers[final[^1]].Bucket!.To));
        return new Ladder(
            $"opened {Figures.ShortDay(from, to.Year)} to {Figures.ShortDay(to.AddDays(-1), to.Year)}, n {Figures.Count(claimed.N)}",
            [Claimed(claimed), Held(claimed, held, days), Confirmed(claimed, Add(confirmedReading, span, claimedReading), Add(refutedReading, span, claimedReading))],
            held.N == claimed.N || held.N == 0 ? null : $"Held is told of the {Figures.Count(held.N)} issues whose customer is known; of the others nobody can say.");
    }

    // What matures is a share of the claimed issues of its bucket.
    private static Sum Add(Reading reading, Range span, Reading claimed)
    {
        List<(MetricAnswer Answer, double Claimed)> parts = [.. reading.Answers.Zip(claimed.Answers, (a, c) => (a, c.Count ?? 0)).Take(span)];
        var all = parts.Sum(p => p.Claimed);
        return new Sum(parts.Sum(p => p.Answer.Count ?? 0), parts.Sum(p => p.Answer.N), all == 0 ? null : parts.Sum(p => (p.Answer.MaturingShare ?? 0) * p.Claimed) / all);
    }

    private static LadderBar Claimed(Sum claimed) => new(
        "Claimed", $"we closed it · {Figures.Count(claimed.Count ?? 0)} of {Figures.Count(claimed.N)}", claimed.Value, Percent(claimed.Value), 0, 0, 0, "",
        claimed.Value is < 1 and { } v ? $"{Figures.Percent(1 - v)} are not closed yet, or never were." : "");

    private static LadderBar Held(Sum claimed, Sum held, int days)
    {
        // All shares are of the issues with a known customer, of which about as many are claimed as of all.
        var maturing = (held.MaturingShare ?? 0) * (claimed.Value ?? 0);
        var lost = Math.Max(0, (claimed.Value ?? 0) - (held.Value ?? 0) - maturing);
        var strong = held.Value is null ? "" : $"{Points(lost)} points did not hold:";
        var words = held.Value is null ? "No customer is known, so nobody can say what held."
            : $"{Figures.Of((long)Math.Round(lost * held.N), "issue", "issues")} came back or had to be opened again within {days} days."
                + (maturing > 0.0005 ? $" {Points(maturing)} points are maturing: younger than {days} days, so nobody can know yet." : "");
        return new LadderBar("Held", $"{days} days of peace · {Figures.Count(held.Count ?? 0)}{(maturing > 0.0005 ? " so far" : "")}", held.Value, Percent(held.Value), maturing, lost, 0, strong, words);
    }

    private static LadderBar Confirmed(Sum claimed, Sum confirmed, Sum refuted)
    {
        var share = (confirmed.Count ?? 0) / claimed.N;
        var no = (refuted.Count ?? 0) / claimed.N;
        var silent = share + no == 0;
        return new LadderBar(
            "Confirmed", $"the customer said yes · {Figures.Count(confirmed.Count ?? 0)}", silent ? null : share, silent ? "nobody was heard" : Figures.Percent(share), 0, 0, no,
            no > 0 ? $"{Figures.Percent(no)} said no," : "",
            (no > 0 ? "after we had said yes. " : "") + (silent ? "All were silent, and silence is not a yes." : "The rest were silent, and silence is not a yes."));
    }

    private static string Points(double share) => (share * 100).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
    private static string Percent(double? share) => share is { } s ? Figures.Percent(s) : "not known";
    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.DateTime);

    // Issues of several buckets together: each belongs to one of them, so counts add up.
    private sealed record Sum(double? Count, long N, double? MaturingShare)
    {
        public double? Value => N == 0 ? null : Count / N;
    }
}
