using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>The columns of a JSON file: the dotted names of everything in its records, in the order in which they first appear.</summary>
/// <param name="path">How the file is called in sentences.</param>
internal sealed class JsonColumns(string path)
{
    /// <summary>The most columns of a file; more of them are hardly names.</summary>
    public const int Most = 2000;

    // Names are written into one row, which has a limit of its own.
    private const int MostLetters = 1024 * 1024;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _places =
        new Dictionary<byte[], int>(Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    private readonly List<byte[]> _names = [];
    private readonly List<bool> _filled = [];
    private int _letters;
    private bool _closed;

    /// <summary>How many names were seen.</summary>
    public int Count => _names.Count;

    /// <summary>The places that are columns, once <see cref="Close"/> was called.</summary>
    public IReadOnlyList<int> Kept { get; private set; } = [];

    /// <summary>The name at a place, in UTF-8.</summary>
    public ReadOnlySpan<byte> this[int place] => _names[place];

    /// <summary>The place of a name, which is new until all records were seen.</summary>
    /// <param name="name">Dotted.</param>
    /// <param name="filled">Whether anything stands there.</param>
    /// <exception cref="ImportRefusedException">There are too many, or one that was not there before.</exception>
    public int PlaceOf(ReadOnlySpan<byte> name, bool filled)
    {
        if (_places.TryGetValue(name, out var place))
        {
            if (filled && !_closed) _filled[place] = true;
            return place;
        }

        if (_closed) throw new ImportRefusedException($"The file {path} was changed while it was read; run the import again.");
        _letters += name.Length;
        if (_names.Count == Most || _letters > MostLetters)
        {
            throw new ImportRefusedException($"The file {path} has more than {Most:N0} columns, among them \"{Encoding.UTF8.GetString(name[..Math.Min(name.Length, 80)])}\": it uses names for what are values; turn them into values first.");
        }

        place = _names.Count;
        var copy = name.ToArray();
        _names.Add(copy);
        _filled.Add(filled);
        _places.Dictionary.Add(copy, place);
        return place;
    }

    /// <summary>Every record was seen. What is null wherever it has no parts, "via" beside "via.channel", is no column.</summary>
    public void Close()
    {
        _closed = true;
        var parents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in _names.Select(Encoding.UTF8.GetString))
        {
            for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1)) parents.Add(name[..dot]);
        }

        Kept = [.. Enumerable.Range(0, _names.Count).Where(i => _filled[i] || !parents.Contains(Encoding.UTF8.GetString(_names[i])))];
    }

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            // Names come from outside: hashed by the process's own secret.
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
