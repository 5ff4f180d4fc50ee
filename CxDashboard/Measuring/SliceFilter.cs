using System.Globalization;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring;

/// <summary>A question that cannot be answered as asked; the message says what to do.</summary>
public sealed class QuestionRefusedException(string sentence) : Exception(sentence);

/// <summary>The conditions of a question on the rows of the facts: any value of one field, all of several fields.</summary>
internal sealed class SliceFilter
{
    private readonly List<(Dimension Dimension, bool[] Wanted)> _dimensions = [];
    private readonly List<Func<int, long, bool>> _computed = [];

    /// <exception cref="QuestionRefusedException">For a field that is no dimension.</exception>
    public SliceFilter(Facts facts, IReadOnlyList<Slice> slices)
    {
        foreach (var field in slices.GroupBy(s => s.Field, StringComparer.Ordinal))
        {
            var values = field.Select(s => s.Value ?? "").ToHashSet(StringComparer.Ordinal);
            if (Find(facts, field.Key) is { } dimension) _dimensions.Add((dimension, Wanted(dimension, values)));
            else _computed.Add(Computed(facts, field.Key, values));
        }
    }

    public bool IsEmpty => _dimensions.Count == 0 && _computed.Count == 0;

    /// <summary>Whether a row meets all conditions, as had happened by <paramref name="t"/>.</summary>
    public bool Matches(int row, long t)
    {
        foreach (var (dimension, wanted) in _dimensions)
        {
            if (!wanted[dimension[row]]) return false;
        }

        foreach (var test in _computed)
        {
            if (!test(row, t)) return false;
        }

        return true;
    }

    private static Dimension? Find(Facts facts, string field)
    {
        if (field == "customer") return facts.Customer;
        if (facts.Dimensions.TryGetValue(field, out var core)) return core;
        return field.StartsWith("extra.", StringComparison.Ordinal) ? facts.Extras.GetValueOrDefault(field["extra.".Length..]) : null;
    }

    private static bool[] Wanted(Dimension dimension, HashSet<string> values)
    {
        var wanted = new bool[dimension.Count];
        foreach (var value in values)
        {
            var code = dimension.Find(value);
            if (code >= 0) wanted[code] = true;
        }

        return wanted;
    }

    private static Func<int, long, bool> Computed(Facts facts, string field, HashSet<string> values) => field switch
    {
        "direction" => (row, _) => values.Contains((facts.Flags[row] & RowFlags.Out) != 0 ? "out" : "in"),
        "abandoned" => (row, _) => values.Contains((facts.Flags[row] & RowFlags.Abandoned) != 0 ? "yes" : "no"),
        "reopened_count" => (row, t) => values.Contains(ReopenedCount(facts, row, t)),
        _ => throw new QuestionRefusedException(
            $"\"{field}\" is no field to slice by. There are: {string.Join(", ", CoreDimensions.All)}, customer, direction, abandoned, reopened_count, and extra.NAME for a kept extra field."),
    };

    // Blank stays unknown unless the record's times show that it was reopened.
    private static string ReopenedCount(Facts facts, int row, long t)
    {
        if (Lifeline.At(facts.TimesOf(row), t) is not { } line) return "";
        return line.ReopenedCount == 0 && facts.ReopenOf(row).Count is null ? "" : line.ReopenedCount.ToString(CultureInfo.InvariantCulture);
    }
}
