using System.Globalization;

namespace CxDashboard.Domain.Time;

/// <summary>
/// A half-open span [<see cref="From"/>, <see cref="To"/>) of one local day, in whole minutes. 00:00 as its end means the end
/// of the day, so 00:00 to 00:00 is the whole day.
/// </summary>
public readonly record struct OpenHours(TimeOnly From, TimeOnly To)
{
    private long FromTicks => From.Ticks;

    private long ToTicks => To == TimeOnly.MinValue ? TimeSpan.TicksPerDay : To.Ticks;

    /// <summary>"09:00-17:30", with 24:00 for the end of the day.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{From:HH':'mm}-{(To == TimeOnly.MinValue ? "24:00" : To.ToString("HH':'mm", CultureInfo.InvariantCulture))}");

    /// <summary>What is wrong with the hours of one day, in words without a subject, or null where nothing is.</summary>
    public static string? Fault(IReadOnlyList<OpenHours> hours)
    {
        foreach (var span in hours)
        {
            if (span.FromTicks % TimeSpan.TicksPerMinute != 0 || span.ToTicks % TimeSpan.TicksPerMinute != 0) return $"{span} has parts of a minute: write whole minutes";
            if (span.FromTicks == span.ToTicks) return $"{span} is empty: leave it out, or end it later";
            if (span.FromTicks > span.ToTicks) return $"{span} ends before it begins: divide what goes on past midnight into two days";
        }

        var sorted = hours.OrderBy(h => h.From).ToList();
        var second = Enumerable.Range(1, Math.Max(sorted.Count - 1, 0)).FirstOrDefault(i => sorted[i].FromTicks < sorted[i - 1].ToTicks);
        return second == 0 ? null : $"{sorted[second - 1]} and {sorted[second]} overlap: write them as one, or apart";
    }
}
