using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Today;

/// <summary>A day's course against the same weekday of the last weeks, at the same local time.</summary>
internal static class DayCourse
{
    /// <summary>How many earlier weeks are compared with.</summary>
    public const int Weeks = 8;

    private const int FewestDays = 5;
    private const int TopicsShown = 4;

    /// <summary>Contacts of one day by the hour: the day's first instant, then each hour's count.</summary>
    internal sealed record Day(DateOnly Date, Instant Start, IReadOnlyList<double> Hours);

    /// <summary>The day itself first, then the same weekday of earlier weeks that lie in the known span, out of hourly answers.</summary>
    public static IReadOnlyList<Day> Days(IReadOnlyList<MetricAnswer> hourly, DateOnly day, DateOnly? first) =>
    [
        .. hourly.Where(a => a.Bucket is not null)
            .GroupBy(a => DateOnly.FromDateTime(a.Bucket!.From.DateTime))
            .Where(g => (day.DayNumber - g.Key.DayNumber) % 7 == 0 && (g.Key == day || first is null || g.Key >= first))
            .OrderByDescending(g => g.Key)
            .Select(g => new Day(g.Key, g.First().Bucket!.Start, [.. g.Select(a => a.Value ?? 0)])),
    ];

    /// <summary>The course of all contacts, with each topic's count so far. <paramref name="untilHour"/> hours of the day are known.</summary>
    public static DaySoFar Of(IReadOnlyList<Day> known, IEnumerable<(string Topic, IReadOnlyList<Day> Days)> topics, double untilHour)
    {
        // Before the first measuring no day is known, and a day without a record has no hours.
        var days = known.Count > 0 ? known : [new Day(default, default, [])];
        var earlier = days.Skip(1).ToArray();
        var enough = earlier.Length >= FewestDays;
        var hours = Enumerable.Range(0, 25).Select(h => (double)h).ToArray();
        var byNow = enough ? Spread([.. earlier.Select(d => UpTo(d, untilHour))]) : default;
        return new DaySoFar
        {
            Hours = hours,
            SoFar = [.. hours.Where(h => h <= untilHour).Select(h => (int)UpTo(days[0], h))],
            UntilHour = untilHour,
            Usual = enough ? [.. hours.Select(h => Spread([.. earlier.Select(d => UpTo(d, h))]))] : [],
            DaysCompared = earlier.Length,
            Count = (int)days[0].Hours.Sum(),
            UsualByNow = enough ? (Math.Ceiling(byNow.Low), Math.Floor(byNow.High)) : null,
            Topics = enough ? Topics(topics, untilHour) : [],
        };
    }

    private static List<TopicSoFar> Topics(IEnumerable<(string Topic, IReadOnlyList<Day> Days)> topics, double untilHour) =>
    [
        .. topics.Where(t => t.Days.Count > FewestDays).OrderByDescending(t => t.Days[0].Hours.Sum()).Take(TopicsShown).Select(t =>
        {
            var usual = Spread([.. t.Days.Skip(1).Select(d => UpTo(d, untilHour))]);
            return new TopicSoFar(t.Topic, (int)t.Days[0].Hours.Sum(), Math.Ceiling(usual.Low), Math.Floor(usual.High));
        }).OrderByDescending(t => t.IsUnusual).ThenByDescending(t => t.Count),
    ];

    // Contacts are spread evenly within their hour, which is as finely as the engine was asked.
    private static double UpTo(Day day, double hour) =>
        day.Hours.Select((count, h) => count * Math.Clamp(hour - h, 0, 1)).Sum();

    // Not TodayBand, though it asks the same of one moment: this one is drawn at every hour, also where nothing had come yet, and says "unusual" at
    // one look, so that it is wider (19 in 20, no narrower than chance) where that one has nine in ten and waits for two looks.
    // Where one more such day is to be expected, 19 times in 20: counts multiply rather than add, so the mean and its
    // spread are taken on logarithms (one added, so that zero has one): exp(ȳ ± t·s·√(1+1/n)) − 1. Means.Interval gives t·s/√n.
    private static (double Low, double Middle, double High) Spread(double[] counts)
    {
        var logs = counts.Select(c => Math.Log(c + 1)).ToArray();
        var (n, mean) = (logs.Length, logs.Average());
        var deviation = Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (n - 1));
        var half = (Means.Interval(n, mean, deviation)!.Value.High - mean) * Math.Sqrt(n + 1);

        // Contacts come one by one: a spread below that of chance (Poisson) would cry wolf on quiet topics.
        half = Math.Max(half, 1.96 / Math.Sqrt(Math.Exp(mean)));
        return (Math.Max(0, Math.Exp(mean - half) - 1), Math.Exp(mean) - 1, Math.Exp(mean + half) - 1);
    }
}
