using CxDashboard.Charts;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;

namespace CxDashboard.Features.Today;

/// <summary>The two pictures of Today, out of its figures.</summary>
internal static class TodayPictures
{
    private const int NamesWritten = 2;

    /// <summary>Everybody who waits, by how long; the two who wait longest are named.</summary>
    public static WaitingSpec OfWaiting(Waiting waiting, Instant asOf, TimeZoneInfo zone, bool sample) => new()
    {
        Title = "Who is waiting",
        Zone = zone,
        AsOf = asOf,
        Sample = sample,
        N = waiting.People.Count,
        Of = "people waiting",
        Marks = [.. waiting.People.Select((p, i) => new WaitingMark(TimeSpan.FromSeconds(p.Seconds), i < NamesWritten ? p.Customer : null))],
        Usual = waiting.UsualSeconds is { } usual ? TimeSpan.FromSeconds(usual) : null,
        Alternative = waiting.People.Count == 0 ? "Nobody is waiting."
            : $"{Figures.Of(waiting.People.Count, "person", "people", true)} by how long they have waited; the longest {Figures.Duration(waiting.People[0].Seconds)}."
                + (waiting.LongerThanUsual > 0 ? $" {Figures.Of(waiting.LongerThanUsual, "has", "have", true)} waited longer than is usual." : ""),
    };

    /// <summary>The running total of the day over the band of earlier days; hours in which nothing ever happens are left out.</summary>
    public static DayBandSpec OfDay(DaySoFar day, DateOnly date, bool isPast, Instant asOf, TimeZoneInfo zone, bool sample)
    {
        var start = Buckets.StartOfDay(date, zone);
        var from = Math.Max(0, FirstHour(day) - 1);
        Instant At(double hour) => start + TimeSpan.FromHours(hour);
        return new DayBandSpec
        {
            Title = "Contacts of the day",
            Zone = zone,
            AsOf = asOf,
            Sample = sample,
            N = day.Count,
            Of = "contacts",
            From = At(from),
            To = Buckets.StartOfDay(date.AddDays(1), zone),
            Usual = [.. day.Usual.Select((u, i) => (At(day.Hours[i]), u)).Skip(from).Select(p => new DayBandPoint(p.Item1, p.u.Low, p.u.Middle, p.u.High))],
            SoFar = [.. day.SoFar.Select((count, i) => new DaySoFarPoint(At(day.Hours[i]), count)).Skip(from).Append(new DaySoFarPoint(At(day.UntilHour), day.Count))],
            UsualWords = $"usual {date.DayOfWeek}",
            IsOver = isPast,
            Alternative = $"{Figures.Count(day.Count)} contacts"
                + (day.UsualByNow is { } u ? $"; {Figures.Range(u.Low, u.High, Figures.Count)} is usual by then on a {date.DayOfWeek}." : "."),
        };
    }

    private static int FirstHour(DaySoFar day)
    {
        var hours = Enumerable.Range(0, day.Hours.Count).Where(i => (i < day.SoFar.Count && day.SoFar[i] > 0) || (i < day.Usual.Count && day.Usual[i].Middle >= 1));
        return (int)Math.Min(day.UntilHour, hours.FirstOrDefault(0));
    }
}
