using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>One way to read a whole column as moments, with what speaks for it.</summary>
/// <param name="Kind">What its values give; a date and a time where any has a time.</param>
/// <param name="Order">Which number is taken for the day, where the texts do not tell.</param>
/// <param name="Formats">For the map, the most frequent first; ISO 8601 needs none.</param>
/// <param name="Fits">Values that can be read so.</param>
/// <param name="Certainty">How sure.</param>
/// <param name="Evidence">Sentences.</param>
internal sealed record DateReading(MomentKind Kind, DayOrder Order, IReadOnlyList<string> Formats, long Fits, Certainty Certainty, string Evidence)
{
    private const double SecondsFrom = 946_684_800, SecondsTo = 4_102_444_800;

    /// <summary>The ways to read a column, the likeliest first; none where it holds no moments.</summary>
    public static IReadOnlyList<DateReading> Of(ColumnProfile column)
    {
        if (column.Known == 0) return [];
        if (Numbered(column) is { } numbered) return [numbered];
        var shapes = column.Shapes.Select(s => (Shape: s, Ways: DateShape.Of(s))).Where(s => s.Ways.Count > 0).ToList();
        var dated = shapes.Where(s => s.Ways[0].Kind != MomentKind.TimeOfDay).ToList();
        if (dated.Count > 0 && dated.Sum(s => s.Shape.Count) >= 0.9 * column.Known) return Dated(column, dated);
        var clock = shapes.Where(s => s.Ways[0].Kind == MomentKind.TimeOfDay && s.Shape.Most[0] < 24).ToList();
        return clock.Count > 0 && column.IsMostly(clock.Sum(s => s.Shape.Count))
            ? [new DateReading(MomentKind.TimeOfDay, DayOrder.Plain, [.. clock.Select(s => s.Ways[0].Format!)], clock.Sum(s => s.Shape.Count), Certainty.Likely, "Times of a clock, without a day.")]
            : [];
    }

    private static List<DateReading> Dated(ColumnProfile column, List<(ShapeTally Shape, IReadOnlyList<DateShape> Ways)> shapes)
    {
        var open = shapes.Where(s => s.Ways.Count > 1).ToList();
        var (first, second, all) = (open.Sum(s => s.Shape.OnlyFirstIsDay), open.Sum(s => s.Shape.OnlySecondIsDay), shapes.Sum(s => s.Shape.Count));
        var kind = shapes.Exists(s => s.Ways[0].Kind == MomentKind.DateAndTime) ? MomentKind.DateAndTime : MomentKind.Date;
        var mixed = shapes.Select(s => Form(s.Shape)).Distinct(StringComparer.Ordinal).ToList();
        var forms = mixed.Count == 1 ? "" : $" Written in {mixed.Count} ways: {string.Join(", ", shapes.Take(3).Select(s => $"{Figures.Count(s.Shape.Count)} like {s.Shape.Example}"))}.";
        if (open.Count == 0) return [Read(DayOrder.Plain, Certainty.Sure, $"{Figures.Count(all)} dates, and each tells its day, month and year.")];

        var (day, month) = (Figures.Count(first), Figures.Count(second));
        if (second == 0 && first > 0) return [Read(DayOrder.DayFirst, Certainty.Sure, $"{day} dates only fit day first, none only month first."), Read(DayOrder.MonthFirst, Certainty.Look, $"{day} dates would not be readable.", first)];
        if (first == 0 && second > 0) return [Read(DayOrder.MonthFirst, Certainty.Sure, $"{month} dates only fit month first, none only day first."), Read(DayOrder.DayFirst, Certainty.Look, $"{month} dates would not be readable.", second)];
        var says = first == 0 ? "No date tells whether its first number is the day or the month." : $"{day} dates only fit day first, {month} only month first.";
        return first >= second
            ? [Read(DayOrder.DayFirst, Certainty.Look, says, second), Read(DayOrder.MonthFirst, Certainty.Look, says, first)]
            : [Read(DayOrder.MonthFirst, Certainty.Look, says, first), Read(DayOrder.DayFirst, Certainty.Look, says, second)];

        DateReading Read(DayOrder order, Certainty certainty, string evidence, long unreadable = 0)
        {
            var formats = shapes.Select(s => (s.Ways.FirstOrDefault(w => w.Order == order) ?? s.Ways[0]).Format).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            return new DateReading(kind, order, formats, all - unreadable, certainty, evidence + forms);
        }

        static string Form(ShapeTally shape) => shape.Key.Replace('1', '2');
    }

    // Seconds or milliseconds since 1970, days of a spreadsheet, fractions of a day.
    private static DateReading? Numbered(ColumnProfile column)
    {
        if (!column.IsMostly(column.Numbers)) return null;
        var (least, most) = (column.Least, column.Most);
        if (least >= SecondsFrom && most <= SecondsTo) return new DateReading(MomentKind.DateAndTime, DayOrder.Plain, ["unix"], column.Numbers, Certainty.Likely, $"Whole numbers that are seconds since 1970, from {Moment(least)} to {Moment(most)}.");
        if (least >= SecondsFrom * 1000 && most <= SecondsTo * 1000) return new DateReading(MomentKind.DateAndTime, DayOrder.Plain, ["unix-ms"], column.Numbers, Certainty.Likely, $"Whole numbers that are milliseconds since 1970, from {Moment(least / 1000)} to {Moment(most / 1000)}.");
        var fractions = column.Numbers - column.Whole;
        if (least >= 25_000 && most <= 80_000 && (fractions > 0 || FieldWords.SoundsLikeMoment(column.Name)))
        {
            return new DateReading(fractions > 0 ? MomentKind.DateAndTime : MomentKind.Date, DayOrder.Plain, ["serial"], column.Numbers, Certainty.Likely,
                $"Days as a spreadsheet numbers them, from {Moment((least - 25_569) * 86_400)} to {Moment((most - 25_569) * 86_400)}.");
        }

        return least >= 0 && most < 1 && fractions > 0.5 * column.Known && FieldWords.SoundsLikeMoment(column.Name)
            ? new DateReading(MomentKind.TimeOfDay, DayOrder.Plain, ["fraction"], column.Numbers, Certainty.Likely, "Numbers from 0 to 1 that are fractions of a day.")
            : null;

        static string Moment(double seconds) => Figures.DayAndYear(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)seconds).UtcDateTime));
    }
}
