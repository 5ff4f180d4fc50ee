namespace CxDashboard.Features.Sample;

/// <summary>
/// The stories of a sample year, with their sizes. The sizes are what the generator's parameters give on average: the mean
/// over many seeds of a year with the story less the same year without it, which a test measures anew. Those of the season
/// are for its full height; where the season and the acknowledgement meet, what either does to the first reply depends on both.
/// </summary>
internal static class PlantedStories
{
    public const double AcknowledgementSeconds = -1410, AcknowledgementSecondsMoreInSeason = -900;
    public const double QuickClosingClaimed = 0.0425, QuickClosingHeld = -0.0835;
    public const double ImprovementHeld = 0.08;
    public const double SeasonPerDay = 51, SeasonFirstReplySeconds = 1134;
    public const double OutagePerDay = 47.3, OutageUnhappy = 0.38;

    public static IReadOnlyList<PlantedStory> Of(SampleCalendar calendar, Planted planted)
    {
        var stories = new List<PlantedStory>();
        if (planted.HasFlag(Planted.Acknowledgement))
        {
            stories.Add(new(
                Planted.Acknowledgement, "first-reply-median", "first-useful-reply-median", null, calendar.AcknowledgementDay, null,
                AcknowledgementSeconds + (AcknowledgementSecondsMoreInSeason * MeanSeason(calendar, planted)), 0,
                "E-mails and web forms get an automatic acknowledgement. The first useful reply takes as long as before."));
        }

        if (planted.HasFlag(Planted.QuickClosing))
        {
            stories.Add(new(
                Planted.QuickClosing, "claimed-rate", "held-rate-7d", "channel=Chat", calendar.QuickClosingDay, null,
                QuickClosingClaimed, QuickClosingHeld, "Chats about anything but deliveries are closed after the first answer. More are claimed and fewer hold."));
        }

        if (planted.HasFlag(Planted.Improvement))
        {
            stories.Add(new(
                Planted.Improvement, "held-rate-7d", "claimed-rate", "topic=Delivery", calendar.ImprovementDay, null,
                ImprovementHeld, 0, "A clearer order page and a photograph at the door. Fewer customers have to come back about a delivery."));
        }

        if (planted.HasFlag(Planted.Season)) stories.AddRange(Seasons(calendar, planted.HasFlag(Planted.Acknowledgement)));
        if (planted.HasFlag(Planted.Outage))
        {
            stories.Add(new(
                Planted.Outage, "interactions", "unhappy-share", "topic=Account", calendar.OutageDay,
                calendar.OutageDay.AddDays(SampleCalendar.OutageDays), OutagePerDay, OutageUnhappy,
                "For three days customers could not sign in. It is over, and nothing of it stayed."));
        }

        stories.Sort((a, b) => a.StartDay.CompareTo(b.StartDay));
        return stories;
    }

    // A year that ends in December has the end of one season and the beginning of the next.
    private static IEnumerable<PlantedStory> Seasons(SampleCalendar calendar, bool acknowledged)
    {
        DateOnly? begin = null;
        for (var day = calendar.FirstDay; day <= calendar.EndDay; day = day.AddDays(1))
        {
            var inside = day < calendar.EndDay && SampleCalendar.SeasonDepth(day) > 0;
            if (inside) begin ??= day;
            if (inside || begin is not { } start) continue;
            yield return new PlantedStory(
                Planted.Season, "interactions", "first-reply-median", null, start, day, SeasonPerDay * MeanDepth(start, day),
                acknowledged && day > calendar.AcknowledgementDay ? null : SeasonFirstReplySeconds * MeanDepth(start, day), "The weeks around Christmas: more contacts, most of all about deliveries, and slower replies.");
            begin = null;
        }
    }

    private static double MeanSeason(SampleCalendar calendar, Planted planted) =>
        planted.HasFlag(Planted.Season) ? MeanDepth(calendar.AcknowledgementDay, calendar.EndDay) : 0;

    private static double MeanDepth(DateOnly from, DateOnly to)
    {
        var sum = 0.0;
        for (var day = from; day < to; day = day.AddDays(1)) sum += SampleCalendar.SeasonDepth(day);
        return sum / (to.DayNumber - from.DayNumber);
    }
}
