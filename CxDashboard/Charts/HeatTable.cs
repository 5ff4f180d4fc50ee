using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Charts;

/// <summary>What each hour of each weekday can say, small cells hidden.</summary>
internal sealed class HeatTable
{
    private readonly (HeatState State, double Value)[] _cells = new (HeatState, double)[7 * 24];

    private HeatTable() => Array.Fill(_cells, (HeatState.Unknown, 0));

    /// <summary>The value at which the colour is deepest: the largest one, or where one is far beyond all others, the largest of those.</summary>
    public double Deepest { get; private set; }

    /// <summary>Whether some value is beyond that.</summary>
    public bool IsCut { get; private set; }

    public static HeatTable Of(HeatSpec heat)
    {
        var (table, drawn) = (new HeatTable(), heat.Cells.Where(c => c.Hour >= heat.FirstHour && c.Hour <= heat.LastHour && c.Hour is >= 0 and < 24).ToList());
        var few = Few(heat, drawn);
        for (var i = 0; i < drawn.Count; i++)
        {
            var value = drawn[i].Value is { } v && double.IsFinite(v) ? v : (double?)null;
            table._cells[Index(Row(drawn[i].Day), drawn[i].Hour)] = value is null ? (HeatState.Unknown, 0) : few[i] ? (HeatState.Few, 0) : (HeatState.Known, value.Value);
        }

        var known = table._cells.Where(c => c.State == HeatState.Known).Select(c => c.Value).Order().ToList();
        if (known.Count == 0) return table;
        var (quarter, threeQuarters) = (known[known.Count / 4], known[known.Count * 3 / 4]);
        var reach = threeQuarters + (6 * (threeQuarters - quarter));
        table.Deepest = threeQuarters > quarter ? known.Last(v => v <= reach) : known[^1];
        table.IsCut = known[^1] > table.Deepest;
        return table;
    }

    /// <summary>The row of a weekday, Monday first.</summary>
    public static int Row(DayOfWeek day) => ((int)day + 6) % 7;

    /// <param name="day">0 is Monday.</param>
    /// <param name="hour">0 to 23.</param>
    public (HeatState State, double Value) At(int day, int hour) => _cells[Index(day, hour)];

    /// <summary>Every cell with something known about it.</summary>
    public IEnumerable<(int Day, int Hour, double Value)> Known() =>
        from i in Enumerable.Range(0, _cells.Length) where _cells[i].State == HeatState.Known select (i / 24, i % 24, _cells[i].Value);

    public int Count(HeatState state, HeatSpec heat) => Enumerable.Range(0, _cells.Length).Count(i => i % 24 >= heat.FirstHour && i % 24 <= heat.LastHour && _cells[i].State == state);

    private static int Index(int day, int hour) => (day * 24) + hour;

    private static bool[] Few(HeatSpec heat, List<HeatCell> cells)
    {
        if (heat.Unit != Unit.Count) return [.. cells.Select(c => c.N < HeatSpec.Enough)];
        return heat.HidesSmall ? SmallCells.Hidden([.. cells.Select(c => Math.Max(0, c.N))]) : new bool[cells.Count];
    }
}
