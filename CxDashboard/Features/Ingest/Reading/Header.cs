using System.Text;
using System.Text.Unicode;
using CxDashboard.Features.Ingest.Maps;
using CsvHelper;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>The columns of a file, by name and place.</summary>
public sealed class Header
{
    private readonly string _file;
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);

    private Header(string file, long line, string[] names)
    {
        (_file, Line, Names) = (file, line, names);
        for (var i = 0; i < names.Length; i++)
        {
            if (_places.TryGetValue(names[i], out var places)) places.Add(i);
            else _places.Add(names[i], [i]);
        }
    }

    /// <summary>The headers, trimmed; a blank one is called after its place, "column 5".</summary>
    public string[] Names { get; }

    /// <summary>The line on which it stands, from 1.</summary>
    public long Line { get; }

    /// <summary>Reads the first record as the header.</summary>
    /// <param name="reader">Before its first record.</param>
    /// <param name="file">How the file is called in sentences.</param>
    /// <param name="takeLine">Asked once for the record's line.</param>
    /// <exception cref="ImportRefusedException">There is none, or it is not UTF-8.</exception>
    public static Header Read(CsvReader reader, string file, Func<long> takeLine)
    {
        if (!reader.Read()) throw new ImportRefusedException($"The file {file} is empty: it has no header.");
        var line = takeLine();
        var names = new string[reader.FieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            var bytes = reader.GetSpan(i);
            if (!Utf8.IsValid(bytes))
            {
                throw new ImportRefusedException($"The file {file}, line {line}, column {i + 1}: the header is not UTF-8; save the file as UTF-8, or name its encoding in the map (\"encoding\": \"windows-1252\").");
            }

            var name = Encoding.UTF8.GetString(bytes).Trim();
            names[i] = name.Length == 0 ? $"column {i + 1}" : name;
        }

        return new Header(file, line, names);
    }

    /// <summary>The place of a column, or null where the file has none of its names.</summary>
    public int? Find(ColumnName column)
    {
        foreach (var name in column.Names)
        {
            var nth = column.Occurrence ?? 1;
            if (Places(name) is { } places && places.Count >= nth) return places[nth - 1];
        }

        return null;
    }

    /// <summary>The place of a column that must be there.</summary>
    /// <exception cref="ImportRefusedException">It is not.</exception>
    public int Require(ColumnName column, string map, string purpose) => Find(column) ?? throw new ImportRefusedException(
        $"The file {_file}, line {Line}, has no column {column}, which the map \"{map}\" needs for {purpose}; its columns are {string.Join(", ", Names.Select(n => $"\"{n}\""))}{(map == MapFinder.Standard ? "; name the map of such files with --map" : "")}.");

    /// <summary>Refuses a header that stands twice, unless the map says which one it means.</summary>
    public void RefuseDuplicates(IReadOnlyCollection<ColumnName> named)
    {
        foreach (var (name, places) in _places)
        {
            if (places.Count == 1) continue;
            var meant = named.Where(c => c.Names.Contains(name, StringComparer.Ordinal)).ToList();
            if (meant.Count > 0 && meant.TrueForAll(c => c.Occurrence is not null)) continue;
            var where = string.Join(" and ", places.Select(p => p + 1));
            throw new ImportRefusedException(
                $"The file {_file}, line {Line}: the header \"{name}\" stands in columns {where}; say in the map which one is meant ({{ \"column\": \"{name}\", \"occurrence\": 1 }}).");
        }
    }

    /// <summary>How a column is called among a record's extra fields: later ones of the same header get their number, "category (2)".</summary>
    public string KeptName(int place)
    {
        var nth = _places[Names[place]].IndexOf(place) + 1;
        return nth == 1 ? Names[place] : $"{Names[place]} ({nth})";
    }

    // Exactly, else the only one that differs by case.
    private List<int>? Places(string name)
    {
        if (_places.TryGetValue(name, out var places)) return places;
        var loose = _places.Where(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return loose.Count == 1 ? loose[0].Value : null;
    }
}
