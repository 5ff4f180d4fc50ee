using System.Globalization;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metric;

/// <summary>Asks what a change of the work went with, as an address says it.</summary>
internal sealed class ChangeQuery(Measure measure)
{
    private const string DayForm = "yyyy-MM-dd";
    private readonly EffectReader _effects = new(measure);

    /// <summary>The form, and what came of it where a day is named; null of the wait of one customer, of which there is no level.</summary>
    public async Task<ChangeModel?> RunAsync(MetricAddress address, MetricDefinition metric, IReadOnlyList<Slice> slices, CancellationToken ct)
    {
        if (metric.Kind == ValueKind.Longest || measure.State is not { FirstDay: { } first, LastDay: { } last }) return null;
        var controls = Controls(slices);
        var model = new ChangeModel
        {
            Since = address.Since ?? "",
            Control = controls.Any(c => c.Value == address.Control) ? address.Control! : "",
            Expect = address.Expect ?? "",
            First = first.AddDays(1).ToString(DayForm, CultureInfo.InvariantCulture),
            Last = last.ToString(DayForm, CultureInfo.InvariantCulture),
            Controls = controls,
            Unit = UnitOf(metric).Name,
        };
        if (model.Since.Length == 0) return model;
        if (Day(address.Since) is not { } since) return model with { Fault = $"“{model.Since}” is no day. Write it as 2026-03-01." };
        if (model.Expect.Length > 0 && Expected(model.Expect, metric) is null) return model with { Fault = $"“{model.Expect}” is no number of {model.Unit}. Write it as 5 or −2.5." };
        try
        {
            var effect = await _effects.RunAsync(
                new EffectQuestion(metric.Id, since) { Slices = slices, Control = model.Control.Length == 0 ? null : Others(slices, model.Control), Expected = Expected(model.Expect, metric) }, ct);
            return effect is null ? model : model with { Says = EffectWords.Sentences(effect) };
        }
        catch (QuestionRefusedException refused)
        {
            return model with { Fault = refused.Message };
        }
    }

    /// <summary>The flag that a change has on the chart; null where none is looked at.</summary>
    public static ChartChange? Flag(MetricAddress address, TimeZoneInfo zone) =>
        Day(address.Since) is { } since ? new ChartChange(Buckets.StartOfDay(since, zone), "A", "the change") : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // Who is of the same slices but for one field goes through the same times.
    private static IReadOnlyList<Option> Controls(IReadOnlyList<Slice> slices)
    {
        List<string> fields = [.. slices.Where(s => !s.Not).Select(s => s.Field).Distinct(StringComparer.Ordinal)];
        return fields.Count == 0 ? [] : [new("", "nobody"), .. fields.Select(f => new Option(f, ReadingWords.Filters(Others(slices, f))))];
    }

    private static IReadOnlyList<Slice> Others(IReadOnlyList<Slice> slices, string field) => [.. slices.Select(s => s.Field == field && !s.Not ? s with { Not = true } : s)];

    // As people say it: five points, twenty minutes.
    private static double? Expected(string text, MetricDefinition metric) =>
        double.TryParse(text.Trim().Replace('\u2212', '-').Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number * UnitOf(metric).Each : null;

    private static (string Name, double Each) UnitOf(MetricDefinition metric) => metric.Unit switch
    {
        Unit.Share => ("points", 0.01),
        Unit.Seconds => ("minutes", 60),
        _ => ("its own unit", 1),
    };
}
