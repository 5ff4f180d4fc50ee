namespace CxDashboard.Measuring;

/// <summary>One cell of a day: a metric for the total (dimension null) or for one value of a dimension (null for unknown).</summary>
/// <param name="Suppressed">It, or what is left of the total without it, is about fewer than five customers.</param>
internal sealed record DailyFigure(string? Dimension, string? ValueOfDimension, MetricAnswer Answer, bool Suppressed);

/// <summary>Counts customers of cells, to withhold those about too few. An unidentified interaction counts as one customer.</summary>
internal sealed class CellCustomers
{
    private const int Fewest = 5;
    private const int Several = -1;
    private readonly Dictionary<int, HashSet<int>> _cells = [];

    // In which cell alone a customer is: what is left when that cell is taken out of the total.
    private readonly Dictionary<int, int> _onlyCell = [];

    /// <summary>An interaction of a cell; <paramref name="customer"/> 0 is unidentified.</summary>
    public void Add(int cell, int customer, int row)
    {
        // Below zero no code of a customer can be: an unidentified interaction is a customer of its own.
        var who = customer != 0 ? customer : -1 - row;
        if (!_cells.TryGetValue(cell, out var customers)) _cells.Add(cell, customers = []);
        customers.Add(who);
        _onlyCell[who] = _onlyCell.TryGetValue(who, out var before) && before != cell ? Several : cell;
    }

    /// <summary>Whether a cell must be withheld: fewer than five customers, or fewer than five (but not none) left without it.</summary>
    public bool Withholds(int cell)
    {
        if (!_cells.TryGetValue(cell, out var customers)) return false;
        var left = _onlyCell.Count - _onlyCell.Values.Count(only => only == cell);
        return customers.Count < Fewest || (left > 0 && left < Fewest);
    }
}
