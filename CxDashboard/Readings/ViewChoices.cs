using CxDashboard.Kit;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>What a reader may choose, with the values that records have.</summary>
internal static class ViewChoices
{
    private const int MostValues = 60;

    public static IReadOnlyList<Choice> Of(ViewAddress address, ViewSpan span, Measure measure)
    {
        var last = Figures.ShortDay(span.To.AddDays(-1), 0);
        List<Option> periods = [.. ViewSpan.Periods.Select(p => new Option(p.Key, p.Months is null ? p.Text : $"{p.Text} to {last}"))];
        var period = periods.Find(p => p.Value == address.Period)?.Value;
        if (period is null && address.Period?.Contains("..", StringComparison.Ordinal) == true)
        {
            periods.Add(new Option(address.Period, $"{Figures.ShortDay(span.From, span.To.Year)} to {last}"));
            period = address.Period;
        }

        List<Choice> choices =
        [
            new("period", "Period", period ?? periods[0].Value, periods),
            new("by", "By", address.IsNatural && span.Step == Domain.Time.BucketSize.Week ? ViewSpan.Natural : span.StepWord, [.. ViewSpan.Steps.Select(s => new Option(s.Key, s.Key == ViewSpan.Natural ? "week, or month where few" : s.Key))]),
            new("window", "Held for", address.Window == "30" ? "30" : "7", [new("7", "7 days"), new("30", "30 days")]),
        ];
        choices.AddRange(address.Slices().Where(s => !s.Not).Select(s => s.Field).Union(["channel", "topic", "region"]).Select(field => SliceOf(field, address, measure)).OfType<Choice>()
            .OrderBy(c => Array.IndexOf(["channel", "topic", "region"], c.Key) is var i && i < 0 ? 9 : i));
        choices.AddRange(address.Slices().Where(s => s.Not).Select(s => Except(s, measure)).OfType<Choice>());
        return choices;
    }

    // "Everything but" comes from the address alone: here it is said, and can be taken back.
    private static Choice? Except(Slice slice, Measure measure) =>
        measure.ValuesOf(slice.Field).Any(v => v.Value == slice.Value)
            ? new Choice(ViewAddress.KeyOf(slice), Label(slice.Field), slice.Value!, [new("", "all"), new(slice.Value!, "not " + slice.Value)])
            : null;

    // A dimension that no record has, or in which all are alike, is no choice.
    private static Choice? SliceOf(string field, ViewAddress address, Measure measure)
    {
        var values = measure.ValuesOf(field).Select(v => v.Value).OfType<string>().Take(MostValues).ToList();
        var asked = address.Slices().FirstOrDefault(s => s.Field == field && !s.Not)?.Value;
        if (values.Count < 2 && asked is null) return null;
        var chosen = asked is not null && measure.ValuesOf(field).Any(v => v.Value == asked) ? asked : "";
        if (chosen.Length > 0 && !values.Contains(chosen, StringComparer.Ordinal)) values.Add(chosen);
        return new Choice(field, Label(field), chosen, [new("", "all"), .. values.Select(v => new Option(v, v))]);
    }

    private static string Label(string field) => char.ToUpperInvariant(field[0]) + field[1..];
}
