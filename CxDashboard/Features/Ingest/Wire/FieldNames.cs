using System.Text;
using System.Text.Json;
using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>The names of a record's fields as JSON has them: <c>firstReplyAt</c>.</summary>
internal static class FieldNames
{
    private const int Slots = 256;
    private static readonly string[] Names = [.. Enum.GetNames<RecordField>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly byte[][] Utf8 = [.. Names.Select(Encoding.UTF8.GetBytes)];
    private static readonly int[][] Places = [.. Enumerable.Range(0, Slots).Select(slot => Enumerable.Range(0, Utf8.Length).Where(i => Slot(Utf8[i]) == slot).ToArray())];
    private static readonly Dictionary<string, string> Loose = Names.ToDictionary(Bare, n => n, StringComparer.Ordinal);

    /// <summary>Every name, in the order of the fields.</summary>
    public static IReadOnlyList<string> All => Names;

    public static string Of(RecordField field) => Names[(int)field];

    /// <summary>The field of that exact name, or null.</summary>
    public static RecordField? Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return null;
        foreach (var place in Places[Slot(name)])
        {
            if (name.SequenceEqual(Utf8[place])) return (RecordField)place;
        }

        return null;
    }

    /// <summary>
    /// The field that a name nearly is ("opened_at", "Rating"), or null: kept as an extra field it would be a value that is
    /// silently not there.
    /// </summary>
    public static string? Nearly(string name) => Loose.GetValueOrDefault(Bare(name));

    private static int Slot(ReadOnlySpan<byte> name) => ((name.Length * 31) + (name[0] * 7) + (name[^1] * 3) + name[name.Length / 2]) & (Slots - 1);

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
