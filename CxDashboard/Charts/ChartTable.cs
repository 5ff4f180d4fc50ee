namespace CxDashboard.Charts;

/// <summary>The numbers behind a picture, row by row; the first row has the names of the columns. CSV and XLSX are written from it.</summary>
internal sealed class ChartTable
{
    private readonly List<IReadOnlyList<ChartCell>> _rows = [];

    public IReadOnlyList<IReadOnlyList<ChartCell>> Rows => _rows;

    public void Add(params ReadOnlySpan<ChartCell> cells) => _rows.Add(cells.ToArray());
}
