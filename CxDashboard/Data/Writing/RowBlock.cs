using CxDashboard.Domain.Interactions;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Records in the form in which the store takes them, made before the writer's turn comes: so one core reads a file while the
/// other writes, and what waits is a few arrays instead of a million objects. Not to be changed while it is written.
/// </summary>
internal sealed class RowBlock
{
    private readonly RowValues _values = new(InteractionColumns.Names.Count);
    private readonly List<string> _sources = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private int _source;

    /// <summary>How many records there are.</summary>
    public int Count => _values.Rows;

    /// <summary>How many bytes of text they hold.</summary>
    public int TextLength => _values.TextLength;

    /// <summary>The sources that its records name.</summary>
    public IReadOnlyList<string> Sources => _sources;

    /// <exception cref="OverflowException">The cost is beyond what ten-thousandths in 64 bits can hold.</exception>
    public void Add(Interaction record)
    {
        if (_source >= _sources.Count || !string.Equals(_sources[_source], record.Source, StringComparison.Ordinal)) _source = PlaceOf(record.Source);
        _values.Begin();
        InteractionColumns.Read(record, _source, _values);
    }

    /// <summary>The values of one record. Their first is the place of its source among <see cref="Sources"/>, to be replaced by the id that it has in the store.</summary>
    /// <param name="row">From 0.</param>
    public RowValues Row(int row)
    {
        _values.Select(row);
        return _values;
    }

    /// <summary>Forgets all records, and keeps the room that they took.</summary>
    public void Clear()
    {
        _values.Clear();
        _sources.Clear();
        _places.Clear();
        _source = 0;
    }

    private int PlaceOf(string source)
    {
        if (_places.TryGetValue(source, out var place)) return place;
        _sources.Add(source);
        _places.Add(source, _sources.Count - 1);
        return _sources.Count - 1;
    }
}
