namespace CxDashboard.Benchmarks.Generated;

/// <summary>What the generated records are about: names by code, the span, and when customers write.</summary>
internal static class World
{
    /// <summary>Changes whenever the same seed and size would make other records or issues, so that no kept file is taken for them.</summary>
    public const int Version = 1;
    public const int Seed = 42;
    public const string Source = "desk";

    public static readonly string[] Channels = ["chat", "phone", "e-mail", "web form", "social", "letter"];
    public static readonly string[] Topics = [.. Enumerable.Range(1, 40).Select(i => $"topic {i:00}")];
    public static readonly string[] Products = [.. Enumerable.Range(1, 12).Select(i => $"product {i:00}")];
    public static readonly string[] Regions = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

    public static readonly DateOnly FirstDay = new(2024, 1, 1);
    public static readonly int Days = new DateOnly(2026, 1, 1).DayNumber - FirstDay.DayNumber;
    public const int SecondsOfDay = 86_400;

    /// <summary>Unix milliseconds of the first instant, of the end of the openings, and of the instant by which every claim has happened.</summary>
    public static readonly long Start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    public static readonly long End = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    public static readonly long KnownUntil = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Share of the interactions by channel, summed up to each.</summary>
    public static readonly double[] ChannelUpTo = [0.30, 0.55, 0.75, 0.87, 0.95, 1.00];

    /// <summary>Median seconds to a claim, by channel.</summary>
    public static readonly int[] ClaimMedian = [1_200, 900, 32_400, 43_200, 10_800, 259_200];

    private static readonly double[] WeekdayWeight = [0.45, 1.25, 1.20, 1.10, 1.05, 1.00, 0.60];
    private static readonly double[] HourWeight =
        [0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1.0, 1.9, 2.3, 2.4, 2.2, 1.8, 1.9, 2.0, 1.9, 1.7, 1.5, 1.4, 1.5, 1.6, 1.3, 0.8, 0.4];

    /// <summary>Share of all openings before each hour of the span; the last is 1.</summary>
    public static readonly double[] BeforeHour = Sum();

    private static double[] Sum()
    {
        var before = new double[(Days * 24) + 1];
        for (var hour = 0; hour < Days * 24; hour++)
            before[hour + 1] = before[hour] + (WeekdayWeight[(int)FirstDay.AddDays(hour / 24).DayOfWeek] * HourWeight[hour % 24]);
        return [.. before.Select(sum => sum / before[^1])];
    }
}
