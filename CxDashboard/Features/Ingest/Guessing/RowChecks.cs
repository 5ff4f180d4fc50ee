using System.Text;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>What only shows when columns are held against each other, row by row: two dates that disagree, events that show the future, percentages that count a record as often as it has events.</summary>
/// <param name="file">All columns.</param>
/// <param name="guess">What they seem to be.</param>
internal sealed class RowChecks(FileProfile file, FileGuess guess)
{
    // Beyond these a person would not read a pair, and the memory would not hold the rows.
    private const int MostDates = 6, MostRowsKept = 300_000, Enough = 1_000;
    private const double PointsApart = 0.05;

    private readonly List<(ColumnProfile Column, string[] Formats)> _dates =
        [.. file.Columns.Select(c => (c, DateReading.Of(c))).Where(d => d.Item2 is [{ Kind: not MomentKind.TimeOfDay }, ..]).Select(d => (d.c, d.Item2[0].Formats.ToArray())).Take(MostDates)];

    private readonly List<ColumnProfile> _flags = guess.Events is null ? [] : [.. file.Columns.Where(c => c.Values is { Count: 2 } values && values.Keys.All(v => WordMeanings.Flag(v) is not null)).Take(60)];

    /// <param name="source">The file.</param>
    /// <param name="tell">Told of rows now and then.</param>
    /// <param name="ct">Stops between rows.</param>
    public IReadOnlyList<string> Run(ImportSource source, Action<long, OpenedFile>? tell, CancellationToken ct)
    {
        if (_dates.Count < 2 && _flags.Count == 0) return [];
        var pairs = Enumerable.Range(0, _dates.Count).SelectMany(a => Enumerable.Range(a + 1, _dates.Count - a - 1).Select(b => new Pair(a, b))).ToList();
        var (days, future, last) = (new DateOnly?[_dates.Count], new long[_dates.Count], new Dictionary<ulong, ulong>());
        var rowFlags = new long[_flags.Count];
        var id = guess.Columns.FirstOrDefault(c => c.Option(null).Field == RecordField.ExternalId)?.Place;
        var time = guess.Events is { } events ? _dates.FindIndex(d => d.Column.Place == events.Times[0].Place) : -1;
        long rows = 0;
        using var opened = source.File.Open();
        using var table = source.Read(opened);
        while (table.Next())
        {
            if ((++rows & 0xFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
                tell?.Invoke(rows, opened);
            }

            if (table.Fault is not null) continue;
            var now = default(Instant?);
            for (var i = 0; i < _dates.Count; i++)
            {
                var text = Utf8Trim.Trim(table.Row.GetSpan(_dates[i].Column.Place));
                days[i] = InstantText.TryParse(text, _dates[i].Formats, TimeZoneInfo.Utc, out var at, out _) ? DateOnly.FromDateTime(at.ToDateTimeOffset().UtcDateTime) : null;
                if (i == time && days[i] is not null) now = at;
            }

            if (guess.Events is null) foreach (var pair in pairs) pair.Add(days[pair.A], days[pair.B], id is { } place ? Number(table.Row.GetSpan(place)) : null);
            else Event(table, days, now is { } n ? DateOnly.FromDateTime(n.ToDateTimeOffset().UtcDateTime) : null, time, future, last, rowFlags);
        }

        return guess.Events is null ? [.. pairs.Select(p => p.Warning(_dates[p.A].Column.Name, _dates[p.B].Column.Name, id is { } at ? file.Columns[at].Name : null)).OfType<string>()] : [.. EventWarnings(rows, future, last, rowFlags)];
    }

    private void Event(TableReader table, DateOnly?[] days, DateOnly? now, int time, long[] future, Dictionary<ulong, ulong> last, long[] rowFlags)
    {
        for (var i = 0; i < days.Length; i++)
        {
            if (i != time && days[i] > now) future[i]++;
        }

        ulong flags = 0;
        for (var i = 0; i < _flags.Count; i++)
        {
            if (WordMeanings.Flag(Encoding.UTF8.GetString(Utf8Trim.Trim(table.Row.GetSpan(_flags[i].Place)))) != "yes") continue;
            flags |= 1UL << i;
            rowFlags[i]++;
        }

        last[TextHash.Of(Utf8Trim.Trim(table.Row.GetSpan(guess.Events!.Group)))] = flags;
    }

    private IEnumerable<string> EventWarnings(long rows, long[] future, Dictionary<ulong, ulong> last, long[] rowFlags)
    {
        var shown = Enumerable.Range(0, _dates.Count).Where(i => future[i] > 0.01 * rows).Select(i => _dates[i].Column.Name).ToList();
        if (shown.Count > 0) yield return $"{string.Join(" and ", shown.Select(s => $"“{s}”"))} stand on events that came before: an early event would show the future. So claims come from the states, and {(shown.Count == 1 ? "it is" : "they are")} kept beside.";
        for (var i = 0; i < _flags.Count; i++)
        {
            var (perRow, perRecord) = (rowFlags[i] / (double)rows, last.Values.Count(f => (f & (1UL << i)) != 0) / (double)last.Count);
            if (Math.Abs(perRow - perRecord) <= PointsApart) continue;
            yield return $"“{_flags[i].Name}” is yes on {Figures.Percent(perRow)} of the rows and on {Figures.Percent(perRecord)} of the records: a record would count as often as it has events. Here each counts once, as its last event says.";
        }
    }

    private static double? Number(ReadOnlySpan<byte> text) => NumberText.TryDouble(Utf8Trim.Trim(text), out var number) ? number : null;

    // Two columns of days: how often they agree, and how often only with day and month swapped.
    private sealed class Pair(int a, int b)
    {
        private readonly List<(double Id, int A, int B)> _rows = [];
        private long _both, _same, _swapped;

        public int A => a;
        public int B => b;

        public void Add(DateOnly? first, DateOnly? second, double? id)
        {
            if (first is not { } x || second is not { } y) return;
            _both++;
            if (x == y) _same++;
            else if (x.Year == y.Year && x.Month == y.Day && x.Day == y.Month) _swapped++;
            // Most pairs are no two ways to say one day: they need no rows.
            if (_both == Enough && _same + _swapped < 0.9 * _both) _rows.Clear();
            if (id is { } number && _rows.Count < MostRowsKept && (_both < Enough || _rows.Count > 0)) _rows.Add((number, x.DayNumber, y.DayNumber));
        }

        public string? Warning(string first, string second, string? id)
        {
            if (_swapped == 0 || _same + _swapped < 0.95 * _both || _same < 0.5 * _both) return null;
            var says = $"“{first}” and “{second}” are the same day on {Figures.Count(_same)} rows and disagree on {Figures.Count(_both - _same)}, on {Figures.Count(_swapped)} with day and month swapped";
            var (wins, asked) = Nearer();
            if (id is null || asked == 0) return $"{says}: look which of them is right.";
            var right = 2 * wins >= asked ? (first, wins) : (second, asked - wins);
            return $"{says}. “{right.Item1}” fits its neighbours by “{id}” on {Figures.Count(right.Item2)} of them, so it is the one to believe.";
        }

        // Numbers are given in the order of time: on which of the swapped rows is the first column nearer to the row before, by its number, that agrees?
        private (int Wins, int Asked) Nearer()
        {
            _rows.Sort(static (x, y) => x.Id.CompareTo(y.Id));
            var (wins, asked, before) = (0, 0, default(int?));
            foreach (var (_, x, y) in _rows)
            {
                if (x == y) before = x;
                else if (before is { } day && Math.Abs(x - day) != Math.Abs(y - day))
                {
                    asked++;
                    if (Math.Abs(x - day) < Math.Abs(y - day)) wins++;
                }
            }

            return (wins, asked);
        }
    }
}
