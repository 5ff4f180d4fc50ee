using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>
/// Compares the weeks of a metric before and since a change (<see cref="BeforeAfter"/>), as they are and at the same mix of work, against a control where one is
/// named, and does the same of its counter-metric. Weeks that may still move take no part.
/// </summary>
internal sealed class EffectReader(Measure measure)
{
    private const int MostWeeksBefore = 52;

    // Below so many a week a share is no longer about normal, and weeks differ in how much they say.
    private const double ManyAWeek = 100;
    private const double Power = 0.8;
    private static readonly string[] Kinds = ["channel", "topic"];

    private readonly TrendReader _reader = new(measure);

    /// <summary>The effect; null while there are no records.</summary>
    /// <exception cref="QuestionRefusedException">The day lies outside of what is known, or a field is not known.</exception>
    public async Task<ChangeEffect?> RunAsync(EffectQuestion question, CancellationToken ct)
    {
        if (measure.State is not { FirstDay: { } first, LastDay: { } last }) return null;
        if (question.Since <= first || question.Since > last)
            throw new QuestionRefusedException($"The change began on {question.Since:yyyy-MM-dd}, and records are known from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}: there is nothing to compare.");
        var effect = await OneAsync(question, first, last, ct);
        var counter = effect.Metric.CounterMetric is { } id && measure.Catalogue.Versions(id).Count > 0
            ? await OneAsync(question with { Metric = id, Expected = null }, first, last, ct)
            : null;
        return effect with { Counter = counter };
    }

    private async Task<ChangeEffect> OneAsync(EffectQuestion question, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var from = question.Since.AddDays(-7 * MostWeeksBefore);
        var asked = new MetricQuestion { Metric = question.Metric, By = BucketSize.Week, From = from < first ? first : from, To = last.AddDays(1), Slices = question.Slices };
        var readings = await _reader.ReadAsync(question.Control is { } control ? [asked, asked with { Slices = control }] : [asked], ct);
        var reading = readings[0];
        var (weeks, other) = (new EffectWeeks(reading, question.Since), readings.Count > 1 ? new EffectWeeks(readings[1], question.Since) : null);
        var scale = reading.Metric.Unit == Unit.PerHundredIssues ? 100 : 1;
        var few = other is null && reading.Metric.Kind == ValueKind.Rate && reading.OfAllPhases.Count > 0 && reading.OfAllPhases.Average(i => reading.Answers[i].N) < ManyAWeek;
        var effect = few
            ? OfShares(question, reading, BeforeAfter.CompareShares(weeks.Counts, weeks.Numbers, weeks.Change), scale)
            : OfValues(question, reading, BeforeAfter.Compare(weeks.Values, weeks.Change, other?.Values), other is not null);
        return await WithMixAsync(WithPower(effect, weeks, other), asked, weeks, isControlled: other is not null, ct);
    }

    private ChangeEffect OfValues(EffectQuestion question, Reading reading, BeforeAfterResult result, bool isControlled) => Begin(question, reading) with
    {
        Outcome = result.Outcome,
        WeeksBefore = result.WeeksBefore,
        WeeksAfter = result.WeeksAfter,
        MoreWeeks = result.MoreWeeks,
        Method = isControlled ? "reml against control" : "reml",
        Level = result.Level is { Reml: var reml } ? new Estimate(reml.Estimate, reml.Low, reml.High) : null,
        Rho = result.Level?.Rho,
    };

    private ChangeEffect OfShares(EffectQuestion question, Reading reading, RateChangeResult result, double scale) => Begin(question, reading) with
    {
        Outcome = result.Outcome,
        WeeksBefore = result.WeeksBefore,
        WeeksAfter = result.WeeksAfter,
        MoreWeeks = result.MoreWeeks,
        Method = "quasi-binomial",
        Level = result.Change is { } change ? new Estimate(scale * change.Difference, scale * change.Low, scale * change.High) : null,
    };

    private ChangeEffect Begin(EffectQuestion question, Reading reading) => new()
    {
        Question = question,
        Metric = reading.Metric,
        AsOf = measure.State.Now,
        Outcome = BeforeAfterOutcome.NoNoise,
        WeeksBefore = 0,
        WeeksAfter = 0,
        MoreWeeks = 0,
        Method = "",
        Currency = reading.Currency,
    };

    // The noise is that of the weeks before, which the change did not touch.
    private static ChangeEffect WithPower(ChangeEffect effect, EffectWeeks weeks, EffectWeeks? control)
    {
        var withTrend = control is null;
        if (weeks.Noise(control) is not ({ } sigma, var rho) || effect.WeeksBefore < BeforeAfter.LeastWeeks) return effect;
        var after = Math.Max(effect.WeeksAfter, BeforeAfter.LeastWeeks);
        var expected = effect.Question.Expected;
        return effect with
        {
            Detectable = Detectable(sigma, rho, effect.WeeksBefore, after, withTrend),
            Chance = expected is { } change ? ChangePower.Chance(change, effect.WeeksBefore, after, sigma, rho, withTrend) : null,
            WeeksNeeded = expected is { } needed ? ChangePower.WeeksNeeded(needed, effect.WeeksBefore, sigma, rho, Power, withTrend) : null,
        };
    }

    // By halving: a larger change never shows less often.
    private static double? Detectable(double sigma, double rho, int before, int after, bool withTrend)
    {
        var (low, high) = (0.0, 64 * sigma);
        if (!(ChangePower.Chance(high, before, after, sigma, rho, withTrend) >= Power)) return null;
        for (var i = 0; i < 30; i++)
        {
            var middle = (low + high) / 2;
            if (ChangePower.Chance(middle, before, after, sigma, rho, withTrend) >= Power) high = middle;
            else low = middle;
        }

        return high;
    }

    private async Task<ChangeEffect> WithMixAsync(ChangeEffect effect, MetricQuestion asked, EffectWeeks weeks, bool isControlled, CancellationToken ct)
    {
        if (effect.Level is null || isControlled || !MixOfMove.CanTell(effect.Metric)) return effect;
        List<string> fields = [.. Kinds.Where(f => measure.ValuesOf(f).Count > 1 && !asked.Slices.Any(s => s.Field == f && !s.Not))];
        var splits = await measure.AskManyAsync([.. fields.Select(f => asked with { Split = [f] })], ct);
        List<(string Field, Estimate Level)> same = [];
        foreach (var (field, split) in fields.Zip(splits))
        {
            if (BeforeAfter.Compare(weeks.AtTheMixBefore(field, split), weeks.Change).Level is { Reml: var reml }) same.Add((field, new Estimate(reml.Estimate, reml.Low, reml.High)));
        }

        return effect with { AtTheSameMix = same };
    }
}
