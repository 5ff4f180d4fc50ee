namespace CxDashboard.Tests.Oracle;

/// <summary>Settings of a workspace made at random, with calendars that are awkward where clocks change.</summary>
public static class RandomSettings
{
    private static readonly (TimeOnly, TimeOnly)[] Office = [(new(9, 0), new(12, 30)), (new(13, 0), new(17, 0))];
    private static readonly (TimeOnly, TimeOnly)[] AllDay = [(TimeOnly.MinValue, TimeOnly.MinValue)];

    // Opens and closes in the hours that happen twice or never: at one o'clock in London, at two in the two other zones.
    private static readonly (TimeOnly, TimeOnly)[] Night = [(new(0, 0), new(1, 30)), (new(1, 45), new(2, 15)), (new(2, 20), new(3, 0)), (new(22, 0), new(0, 0))];

    private static readonly OracleCalendar London = new("London", "Europe/London", Days(Office, weekend: Night), [new(2026, 1, 1), new(2026, 4, 3)]);
    private static readonly OracleCalendar NewYork = new("New York", "America/New_York", Days(Night, weekend: Night), [new(2026, 1, 19)]);

    private static readonly OracleCalendar LordHowe = new("Lord Howe", "Australia/Lord_Howe", Days(AllDay, weekend: Night), [new(2026, 1, 26)],
        new Dictionary<DateOnly, IReadOnlyList<(TimeOnly, TimeOnly)>> { [new(2026, 1, 27)] = [(new(10, 0), new(12, 0))], [new(2026, 2, 3)] = [] });

    private static readonly OracleCalendar HardlyOpen = new("hardly open", "UTC", Days([], weekend: [(new(9, 0), new(9, 1))]), []);

    public static OracleSettings Make(Random random)
    {
        T Pick<T>(params ReadOnlySpan<T> of) => of[random.Next(of.Length)];
        var regions = new Dictionary<string, OracleCalendar>(StringComparer.Ordinal);
        if (random.Next(3) > 0) regions["north"] = Pick(London, NewYork, LordHowe);
        if (random.Next(3) > 0) regions["south"] = Pick(NewYork, LordHowe, HardlyOpen);
        return new OracleSettings
        {
            RepeatWindow = TimeSpan.FromDays(Pick(7, 7, 7, 3, 14, 30)),
            QuietLimit = TimeSpan.FromDays(Pick(90, 90, 90, 14, 30)),
            UnknownTopicsChain = random.Next(3) > 0,
            FailureTopics = Pick<string[]>([], [], ["Billing"]),
            Calendar = Pick(null, London, NewYork, LordHowe),
            RegionCalendars = regions,
        };
    }

    private static Dictionary<DayOfWeek, IReadOnlyList<(TimeOnly From, TimeOnly To)>> Days((TimeOnly, TimeOnly)[] week, (TimeOnly, TimeOnly)[] weekend) =>
        Enum.GetValues<DayOfWeek>().ToDictionary(
            day => day, IReadOnlyList<(TimeOnly From, TimeOnly To)> (day) => day is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : week);
}
