using CxDashboard.Domain.Statistics;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>The effect of a change in sentences.</summary>
internal static class EffectWords
{
    /// <summary>The finding: "+3.4 points [+2.0, +4.8], about 9 in 10", or why there is none.</summary>
    public static string Finding(ChangeEffect effect) => effect.Outcome switch
    {
        BeforeAfterOutcome.Estimated when effect.Level is { } level => $"{Words(effect).MoveWithin(level.Value, level.Low, level.High)}, about 9 in 10",
        BeforeAfterOutcome.TooEarly => $"Too early to say: {Figures.Of(effect.MoreWeeks, "more final week", "more final weeks")}",
        BeforeAfterOutcome.TooLittleBefore => $"Too little before it: {Figures.Of(effect.WeeksBefore, "final week", "final weeks")} of the eight that a comparison needs",
        BeforeAfterOutcome.Separated => "All or nothing on one side, so no ratio can be estimated",
        BeforeAfterOutcome.NoNoise => "The weeks do not vary, so nothing can be compared with them",
        _ => "The comparison did not settle",
    };

    /// <summary>The whole of it: what is so, how sure, what it is not, and what the counter-metric did.</summary>
    public static string Sentence(ChangeEffect effect) => string.Join(' ', Sentences(effect));

    /// <summary>The same, a sentence or two each, the finding first.</summary>
    public static IReadOnlyList<string> Sentences(ChangeEffect effect)
    {
        List<string> parts = [$"{effect.Metric.Name}{Where(effect)} since {Figures.DayAndYear(effect.Question.Since)}: {Finding(effect)}."];
        if (effect.Level is { } level)
        {
            if (level.Up is null) parts.Add("The interval holds zero: it may have changed nothing.");
            if (effect.AtTheSameMix.Count > 0)
            {
                var (field, same) = effect.AtTheSameMix.MaxBy(m => Math.Abs(m.Level.Value - level.Value));
                parts.Add($"At the same mix of {field}s: {Words(effect).MoveWithin(same.Value, same.Low, same.High)}.");
            }
        }

        if (effect.Detectable is { } least) parts.Add($"With {Figures.Of(Math.Max(effect.WeeksAfter, BeforeAfter.LeastWeeks), "week", "weeks")} of it, a change of {Words(effect).Move(least).TrimStart('+')} shows in 8 of 10 cases.");
        if (effect.WeeksNeeded is { } needed && needed > effect.WeeksAfter) parts.Add($"A change as expected takes {Figures.Of(needed, "week", "weeks")} to show that often.");
        if (effect.Counter is { } counter) parts.Add(Counter(effect, counter));
        return parts;
    }

    private static string Counter(ChangeEffect effect, ChangeEffect counter)
    {
        var said = $"{counter.Metric.Name}, its counter-metric: {Finding(counter)}.";
        return IsAtTheCustomersCost(effect, counter) ? said + " The number looks better; customers are not." : said;
    }

    private static bool IsAtTheCustomersCost(ChangeEffect effect, ChangeEffect counter) =>
        Wanted.Direction(effect.Metric) is { } wanted && Wanted.Direction(counter.Metric) is { } counterWanted
        && effect.Level?.Up == wanted && counter.Level?.Up is { } up && up != counterWanted;

    private static string Where(ChangeEffect effect)
    {
        var of = effect.Question.Slices.Count == 0 ? "" : $", {ReadingWords.Filters(effect.Question.Slices)}";
        return of + (effect.Question.Control is { } control ? $", against {(control.Count == 0 ? "all" : ReadingWords.Filters(control))}" : "");
    }

    private static MetricWords Words(ChangeEffect effect) => new(effect.Metric, effect.Currency);
}
