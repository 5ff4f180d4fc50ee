using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>
/// Guesses what each column of a file is: every column offers what its values allow, and the pairs of column and field for which most speaks are taken, each field once.
/// </summary>
internal static class Guesser
{
    // Below this a column is kept as it came.
    private const double Least = 0.75;

    // In these only somebody who knows the file can tell whether it is a mark or a word.
    private static readonly string[] OftenWords = ["none", "unknown", "na", "-"];

    public static FileGuess Of(FileProfile file)
    {
        var readings = file.Columns.Select(DateReading.Of).ToList();
        Settle(readings);
        var dates = file.Columns.Zip(readings).Where(c => c.Second is [{ Kind: MomentKind.Date }, ..]).Select(c => (c.First, c.Second[0])).ToList();
        var offered = new OfferedFile(dates, file.Columns);
        var options = file.Columns.Select((c, i) => new ColumnOffers(c, readings[i], offered).All()).ToList();
        var events = Events(file, readings);
        var chosen = Choose(options, events);
        var columns = file.Columns.Select((c, i) => new ColumnGuess(c.Place, c.Name, Occurrence(file, c), Examples(c), options[i], chosen[i].Key)).ToList();
        var comma = file.Columns.Any(c => c.CommaNumbers > 0 && c.IsMostly(c.Numbers + c.CommaNumbers));
        return new FileGuess(file.Rows, columns, Missing(file), events, comma);
    }

    // A date that does not tell its order is read as the other dates of the file that do.
    private static void Settle(List<IReadOnlyList<DateReading>> readings)
    {
        var told = readings.Where(r => r is [{ Certainty: Certainty.Sure, Order: not DayOrder.Plain }, ..]).Select(r => r[0].Order).Distinct().ToList();
        if (told.Count != 1) return;
        for (var i = 0; i < readings.Count; i++)
        {
            if (readings[i] is not [{ Certainty: Certainty.Look }, ..] || readings[i].FirstOrDefault(r => r.Order == told[0]) is not { } same || same.Fits < readings[i].Max(r => r.Fits)) continue;
            var says = told[0] == DayOrder.DayFirst ? "day first" : "month first";
            readings[i] = [same with { Certainty = Certainty.Likely, Evidence = $"{same.Evidence} Other dates of the file are {says}." }, .. readings[i].Where(r => r != same)];
        }
    }

    private static ColumnOption[] Choose(List<IReadOnlyList<ColumnOption>> options, EventGuess? events)
    {
        var chosen = new ColumnOption?[options.Count];
        var taken = new HashSet<RecordField>();
        foreach (var (place, option) in options.SelectMany((list, place) => list.Select(o => (place, o))).OrderByDescending(o => o.o.Weight))
        {
            if (chosen[place] is not null || option.Weight < Least) continue;
            if (option.Field is { } field)
            {
                if (events is not null && (MapDraft.ComesFromEvents(field) || (field == RecordField.ExternalId && place != events.Group))) continue;
                // Of claimed and when it was claimed both may stand.
                if (!taken.Add(field)) continue;
            }

            chosen[place] = option;
        }

        // Every record has an opening: the best there is, and a person looks.
        if (!taken.Contains(RecordField.OpenedAt))
        {
            var best = options.SelectMany((list, place) => list.Where(o => o.Field == RecordField.OpenedAt).Select(o => (place, o))).OrderByDescending(o => o.o.Weight).FirstOrDefault();
            if (best.o is not null) chosen[best.place] = best.o;
        }

        // A time of day belongs to the day that is a field.
        for (var place = 0; place < chosen.Length; place++)
        {
            if (chosen[place] is not { Role: ColumnRole.TimeOf, DateColumn: { } date } || chosen[date]?.Role == ColumnRole.Field) continue;
            chosen[place] = options[place].FirstOrDefault(o => o.Role == ColumnRole.TimeOf && chosen[o.DateColumn!.Value]?.Role == ColumnRole.Field);
        }

        return [.. chosen.Select((c, i) => c ?? options[i].First(o => o.Key == "keep"))];
    }

    private static EventGuess? Events(FileProfile file, List<IReadOnlyList<DateReading>> readings)
    {
        var group = file.Columns.Where(c => c.Filled > 0.98 && !c.IsManyDistinct && c.Distinct > 1 && FieldWords.Match(c.Name, RecordField.ExternalId) >= 0.9 && c.Known >= 1.5 * c.Distinct).OrderByDescending(c => c.Distinct).FirstOrDefault();
        if (group is null) return null;
        var times = file.Columns.Where(c => readings[c.Place] is [{ Kind: MomentKind.DateAndTime }, ..] && c.Filled > 0.98)
            .OrderByDescending(c => FieldWords.Has(c.Name, "updated", "modified", "changed", "event", "timestamp", "aktualisiert", "gewijzigd") ? 2 : 0).ThenByDescending(c => c.Distinct).Select(c => (c.Place, readings[c.Place][0].Formats)).ToList();
        var states = file.Columns.Where(c => c.Values is { Count: > 1 and <= 40 } values && values.Keys.Any(v => WordMeanings.Status(v) == "yes"))
            .OrderByDescending(c => FieldWords.Match(c.Name, RecordField.Claimed)).Select(c => (c.Place, WordMeanings.Once(c.Values!.Keys.Select(v => (v, WordMeanings.Status(v) ?? "no"))))).ToList();
        if (times.Count == 0 || states.Count == 0) return null;
        return new EventGuess(group.Place, times, states, $"{Figures.Count(group.Distinct)} different in “{group.Name}” on {Figures.Count(group.Known)} rows, and “{file.Columns[states[0].Place].Name}” says how each stood.");
    }

    private static List<(string Text, long Count, bool Taken)> Missing(FileProfile file) =>
        [.. file.Columns.SelectMany(c => c.Missing).GroupBy(m => m.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, g.Sum(m => m.Value), !OftenWords.Contains(g.Key, StringComparer.OrdinalIgnoreCase))).OrderByDescending(m => m.Item2)];

    private static int? Occurrence(FileProfile file, ColumnProfile column) => file.Columns.Count(c => c.Name == column.Name) == 1 ? null : file.Columns.Count(c => c.Name == column.Name && c.Place <= column.Place);

    private static List<string> Examples(ColumnProfile column) => column.Filled < 1 && column.Known > 0 ? [.. column.Examples.Take(2), "empty"] : column.Examples;
}
