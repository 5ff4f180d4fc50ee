using CxDashboard.Domain.Patterns;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring.Claims;

/// <summary>Holds the claims of each day of a random history against the naive oracle.</summary>
internal static class ClaimDayChecks
{
    /// <summary>How many days with claims were compared, in slices, spans and windows by the history's seed.</summary>
    /// <param name="question">What is asked, but for those.</param>
    public static async Task<int> CheckAsync(RandomHistory history, NaiveOracle oracle, IEnumerable<(string Name, Measure Measure)> engines, string zone, MetricQuestion question)
    {
        var (random, local) = (new Random(history.Seed + 5), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var (slices, days) = (RandomHistory.SliceSets[random.Next(3) == 0 ? 0 : random.Next(RandomHistory.SliceSets.Count)], random.Next(2) == 0 ? 7 : 30);
        question = question with { Metric = $"held-rate-{days}d", Slices = [.. slices.Select(s => new Slice(s.Field, s.Value, s.Not))] };
        if (random.Next(3) == 0 && oracle.KnownDays(local) is { } known)
            question = question with { From = known.First.AddDays(random.Next(-3, 20)), To = known.Last.AddDays(random.Next(-20, 3)) };
        var (expected, compared) = (oracle.ClaimDays(local, TimeSpan.FromDays(days), slices), 0);
        foreach (var (name, measure) in engines)
        {
            if (await AskOrNotAsync(measure, question) is not { } found) return 0;
            AssertSpan(oracle, question, local, found);
            foreach (var day in found)
            {
                var of = expected(day.Day);
                compared += of.Claims > 0 ? 1 : 0;
                if (new OracleClaimDay(day.Claims, day.Judged, day.Held) != of) Assert.Fail($"{name}, claims of {day.Day:O} in {zone}, {days} days {string.Join(' ', slices)}: expected {of}, got {day}\n{history.Describe()}");
            }
        }

        return compared;
    }

    private static void AssertSpan(NaiveOracle oracle, MetricQuestion question, TimeZoneInfo zone, IReadOnlyList<ClaimDay> found)
    {
        var (from, to) = (question.From ?? oracle.KnownDays(zone)?.First, question.To ?? oracle.KnownDays(zone)?.Last.AddDays(1));
        Assert.Equal(Enumerable.Range(0, Math.Max(0, (to?.DayNumber ?? 0) - (from?.DayNumber ?? 0))).Select(i => from!.Value.AddDays(i)), found.Select(d => d.Day));
    }

    private static async Task<IReadOnlyList<ClaimDay>?> AskOrNotAsync(Measure measure, MetricQuestion question)
    {
        try
        {
            return await measure.ClaimDaysAsync(question, TestContext.Current.CancellationToken);
        }
        catch (QuestionRefusedException refused) when (refused.Message.Contains("No record has an extra field", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
