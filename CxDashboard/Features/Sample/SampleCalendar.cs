using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Sample;

/// <summary>
/// The days of one sample year: when each begins, how busy it is, whether it lies in the season, and when the planted
/// changes begin. All of it follows from the last day, so the same end gives the same year.
/// </summary>
internal sealed class SampleCalendar
{
    /// <summary>Days that are lived through before the first shown one, so that early returns have something to return to.</summary>
    private const int WarmUp = 28;
    private const int Shown = 365;
    private static readonly double[] Busyness = [0.69, 1.22, 1.12, 1.05, 1.02, 1.00, 0.90]; // Sunday first, as DayOfWeek counts

    private readonly long[] _starts;
    private readonly Planted _planted;

    public SampleCalendar(DateOnly until, TimeZoneInfo zone, Planted planted)
    {
        _planted = planted;
        EndDay = until.AddDays(1);
        FirstDay = EndDay.AddDays(-Shown);
        FirstLivedDay = FirstDay.AddDays(-WarmUp);
        AcknowledgementDay = Buckets.Floor(EndDay.AddDays(-8 * 7), BucketSize.Week);
        QuickClosingDay = Buckets.Floor(EndDay.AddDays(-12 * 7), BucketSize.Week);
        ImprovementDay = Buckets.Floor(EndDay.AddDays(-20 * 7), BucketSize.Week);
        OutageDay = FindOutageDay();
        var days = Shown + WarmUp + 1;
        _starts = new long[days];
        for (var i = 0; i < days; i++) _starts[i] = Buckets.StartOfDay(FirstLivedDay.AddDays(i), zone).UnixMilliseconds / 1000;
    }

    /// <summary>The local day after the last one.</summary>
    public DateOnly EndDay { get; }
    public DateOnly FirstDay { get; }
    public DateOnly FirstLivedDay { get; }
    public DateOnly AcknowledgementDay { get; }
    public DateOnly QuickClosingDay { get; }
    public DateOnly ImprovementDay { get; }
    public DateOnly OutageDay { get; }
    public const int OutageDays = 3;

    /// <summary>Seconds since 1970 at which a lived day begins.</summary>
    public long StartOf(DateOnly day) => _starts[day.DayNumber - FirstLivedDay.DayNumber];

    /// <summary>Seconds since 1970 at which the year ends; nothing happens at or after it.</summary>
    public long End => _starts[^1];

    /// <summary>Seconds since 1970 of the first shown moment.</summary>
    public long Start => StartOf(FirstDay);

    /// <summary>Expected contacts against a mean day.</summary>
    public static double BusynessOf(DateOnly day) => Busyness[(int)day.DayOfWeek];

    /// <summary>How deep in the season a day lies, 0 to 1: from mid-November, full in December, over in early January.</summary>
    public static double SeasonDepth(DateOnly day)
    {
        var begin = new DateOnly(day.Month < 7 ? day.Year - 1 : day.Year, 11, 15).DayNumber;
        var at = day.DayNumber - begin;
        return at switch
        {
            < 0 or >= 53 => 0,
            < 16 => (at + 1) / 17.0,
            < 39 => 1,
            _ => (53 - at) / 15.0,
        };
    }

    /// <summary>The season as it is felt in this year: none in a year without one.</summary>
    public double Season(DateOnly day) => _planted.HasFlag(Planted.Season) ? SeasonDepth(day) : 0;

    public bool Has(Planted what, DateOnly day) => _planted.HasFlag(what) && what switch
    {
        Planted.Acknowledgement => day >= AcknowledgementDay,
        Planted.QuickClosing => day >= QuickClosingDay,
        Planted.Improvement => day >= ImprovementDay,
        Planted.Outage => day >= OutageDay && day < OutageDay.AddDays(OutageDays),
        Planted.Season => SeasonDepth(day) > 0,
        _ => false,
    };

    /// <summary>The local day of a moment, for moments inside the lived year; later ones count as its last day.</summary>
    public DateOnly DayOf(long second) => FirstLivedDay.AddDays(IndexOf(second));

    /// <summary>Hours since local midnight, one hour off for part of the two days on which clocks change.</summary>
    public double HourOf(long second) => (second - _starts[IndexOf(second)]) / 3600.0;

    private int IndexOf(long second)
    {
        var index = Math.Clamp((int)((second - _starts[0]) / 86_400), 0, _starts.Length - 1);
        if (index + 1 < _starts.Length && second >= _starts[index + 1]) index++;
        else if (second < _starts[index] && index > 0) index--;
        return index;
    }

    // Beside the season, so that the one is not taken for the other; the two candidates cannot both lie in it.
    private DateOnly FindOutageDay()
    {
        foreach (var weeks in (ReadOnlySpan<int>)[33, 42])
        {
            var day = Buckets.Floor(EndDay.AddDays(-weeks * 7), BucketSize.Week).AddDays(1);
            if (SeasonDepth(day.AddDays(-4)) == 0 && SeasonDepth(day.AddDays(6)) == 0) return day;
        }

        throw new InvalidOperationException("Neither of the two weeks for the outage lies outside the season.");
    }
}
