using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>
/// Counts customers of the cells of a total, to withhold those about too few. An unidentified interaction counts as one
/// customer.
/// </summary>
internal sealed class CellCustomers
{
    private const int Fewest = 5;
    private const int Several = -1;
    private readonly Dictionary<int, HashSet<int>> _cells = [];

    // In which cell alone a customer is, and how many a cell has to itself: those are gone when it is taken out of the total.
    private readonly Dictionary<int, int> _onlyCell = [];
    private readonly Dictionary<int, int> _ofItsOwn = [];

    /// <summary>The cells of days that need not be withheld.</summary>
    /// <param name="dimension">Whose values are the cells; null for the total alone.</param>
    public static IReadOnlySet<DailyCell> Publishable(Projection projection, string? dimension, IReadOnlyList<Bucket> days)
    {
        var (facts, horizon) = (projection.Facts, projection.Issues.Horizon);
        var by = dimension is null ? null : facts.Dimensions[dimension];
        var index = new BucketIndex(days, 0, 0);
        var customers = new CellCustomers?[days.Count];
        for (var row = 0; row < facts.Rows; row++)
        {
            if ((facts.Flags[row] & RowFlags.Alive) == 0) continue;
            var day = index.Find(facts.Opened[row]);
            if (day < 0 || facts.Opened[row] > horizon.T(facts.Source[row])) continue;
            (customers[day] ??= new CellCustomers()).Add(by is null ? 0 : by[row], facts.Customer[row], row);
        }

        var result = new HashSet<DailyCell>();
        for (var day = 0; day < days.Count; day++)
        {
            foreach (var cell in customers[day]?.Published() ?? []) result.Add(new DailyCell(days[day].FromText, by?.NameOf(cell)));
        }

        return result;
    }

    /// <summary>An interaction of a cell; <paramref name="customer"/> 0 is unidentified.</summary>
    public void Add(int cell, int customer, int row)
    {
        // Below zero no code of a customer can be: an unidentified interaction is a customer of its own.
        var who = customer != 0 ? customer : -1 - row;
        if (!_cells.TryGetValue(cell, out var customers)) _cells.Add(cell, customers = []);
        if (!customers.Add(who)) return;
        if (_onlyCell.TryAdd(who, cell))
        {
            _ofItsOwn[cell] = _ofItsOwn.GetValueOrDefault(cell) + 1;
        }
        else if (_onlyCell[who] is var other && other != Several)
        {
            _ofItsOwn[other]--;
            _onlyCell[who] = Several;
        }
    }

    /// <summary>The cells with at least five customers, without which at least five (or none at all) are left.</summary>
    public IEnumerable<int> Published()
    {
        foreach (var (cell, customers) in _cells)
        {
            var left = _onlyCell.Count - _ofItsOwn.GetValueOrDefault(cell);
            if (customers.Count >= Fewest && left is 0 or >= Fewest) yield return cell;
        }
    }
}
