using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Operations;

/// <summary>
/// How long a source has sent nothing although it is live, and what the same hours of the weeks before brought. A webhook or a
/// connection that broke makes figures look calm; this is where it shows.
/// </summary>
/// <param name="Hours">Whole hours without a contact, up to a week.</param>
/// <param name="Weeks">How many weeks it is compared with.</param>
/// <param name="Fewest">The fewest contacts that the same hours of one of those weeks brought.</param>
/// <param name="Most">The most.</param>
public sealed record Silence(int Hours, int Weeks, double Fewest, double Most)
{
    /// <summary>How many weeks are looked at.</summary>
    public const int WeeksAsked = 12;

    /// <summary>Hours of a week: a silence is not followed further back.</summary>
    public const int Longest = 168;

    private const int FewestWeeks = 4, MostWeeks = 8;

    // Where contacts come one by one at random and five are the fewest of so many weeks, an hour or a day without any is a matter of thousandths.
    private const double Worth = 5;

    private static readonly long Hour = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    /// <summary>Null where there is none, where it is usual at that time of the week, and where too little is known to say so.</summary>
    /// <param name="hours">When the hours began in which contacts opened, and how many; of the last <see cref="WeeksAsked"/> weeks.</param>
    /// <param name="first">When the source's first contact of them opened.</param>
    /// <param name="now">The present moment.</param>
    public static Silence? Of(IReadOnlyDictionary<Instant, double> hours, Instant first, Instant now)
    {
        ArgumentNullException.ThrowIfNull(hours);
        if (hours.Count == 0) return null;

        // By number, because hours of some zones begin at the half of others.
        var counts = new Dictionary<long, double>();
        foreach (var (began, count) in hours) counts[began.UnixMilliseconds / Hour] = counts.GetValueOrDefault(began.UnixMilliseconds / Hour) + count;
        var last = counts.Keys.Max();

        // The hour under way is not over, and the last contact's is none without one.
        var end = now.UnixMilliseconds / Hour;
        var length = (int)Math.Min(end - last - 1, Longest);
        if (length < 1) return null;

        // Windows of the weeks before, which are over before the silence began.
        var brought = new List<double>();
        for (var to = end - Longest; brought.Count < MostWeeks && (to - length) * Hour >= first.UnixMilliseconds; to -= Longest)
        {
            if (to <= last + 1) brought.Add(Between(to - length, to));
        }

        return brought.Count >= FewestWeeks && brought.Min() >= Worth ? new Silence(length, brought.Count, brought.Min(), brought.Max()) : null;

        double Between(long from, long to)
        {
            var sum = 0.0;
            for (var hour = from; hour < to; hour++) sum += counts.GetValueOrDefault(hour);
            return sum;
        }
    }
}
