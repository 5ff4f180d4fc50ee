using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// The conditions of a question on the rows of the facts: any asked value of one field and none of the excluded ones, all
/// of several fields.
/// </summary>
internal sealed class SliceFilter
{
    // By code 0 where it is wanted and -1 where it is not: applied without a condition, which would be guessed wrong too often.
    // Alone is the one code that is wanted, where there is but one, else -1.
    private readonly List<(CodeColumn Codes, int[] Mask, int Alone)> _dimensions = [];
    private readonly List<Func<int, long, bool>> _computed = [];

    /// <exception cref="QuestionRefusedException">For a field that is no dimension.</exception>
    public SliceFilter(Facts facts, IReadOnlyList<Slice> slices)
    {
        foreach (var field in slices.GroupBy(s => s.Field, StringComparer.Ordinal))
        {
            var conditions = new Conditions(
                [.. field.Where(s => !s.Not).Select(s => s.Value ?? "")], [.. field.Where(s => s.Not).Select(s => s.Value ?? "")], field.Any(s => !s.Not));
            if (field.Key == "customer") Add(facts.Customer, WantedCustomers(facts, conditions));
            else if (Find(facts, field.Key) is { } dimension) Add(dimension, Wanted(dimension, conditions));
            else _computed.Add(Computed(facts, field.Key, conditions));
        }
    }

    private sealed record Conditions(HashSet<string> Any, HashSet<string> None, bool AnyIsAsked)
    {
        public bool Hold(string? value) => (!AnyIsAsked || Any.Contains(value ?? "")) && !None.Contains(value ?? "");
    }

    public bool IsEmpty => _dimensions.Count == 0 && _computed.Count == 0;

    /// <summary>A dimension that rows can be told apart by; null where there is none of that name.</summary>
    public static Dimension? Find(Facts facts, string field) =>
        facts.Find(field) ?? (field.StartsWith(Extra, StringComparison.Ordinal) ? facts.Extras.GetValueOrDefault(field[Extra.Length..]) : null);

    /// <summary>What stands before the name of an extra field.</summary>
    public const string Extra = "extra.";

    /// <summary>Whether a row meets all conditions, as had happened by <paramref name="t"/>.</summary>
    public bool Matches(int row, long t)
    {
        foreach (var (codes, mask, _) in _dimensions)
        {
            if (mask[codes[row]] < 0) return false;
        }

        foreach (var test in _computed)
        {
            if (!test(row, t)) return false;
        }

        return true;
    }

    /// <summary>Sets the groups of those rows of a part to -1 that do not meet all conditions.</summary>
    /// <param name="codes">Room for the codes of the part.</param>
    /// <param name="horizonOf">T of a row.</param>
    public void Apply(int part, Span<int> groups, Span<int> codes, Func<int, long> horizonOf)
    {
        foreach (var (column, mask, alone) in _dimensions)
        {
            var of = codes[..groups.Length];
            column.Expand(part, of);
            if (alone >= 0)
            {
                Wide.LeaveOutOthers(groups, of, alone);
                continue;
            }

            for (var i = 0; i < groups.Length; i++) groups[i] |= mask[of[i]];
        }

        foreach (var test in _computed)
        {
            for (var i = 0; i < groups.Length; i++)
            {
                var row = (part << Part.Bits) + i;
                if (groups[i] >= 0 && !test(row, horizonOf(row))) groups[i] = -1;
            }
        }
    }

    private void Add(Dimension dimension, bool[] wanted) =>
        _dimensions.Add((dimension.Codes, [.. wanted.Select(w => w ? 0 : -1)], wanted.Count(w => w) == 1 ? Array.IndexOf(wanted, true) : -1));

    private static bool[] Wanted(Dimension dimension, Conditions conditions)
    {
        var wanted = new bool[dimension.Count];
        if (conditions.AnyIsAsked) Mark(conditions.Any, true);
        else Array.Fill(wanted, true);
        Mark(conditions.None, false);
        return wanted;

        void Mark(HashSet<string> values, bool to)
        {
            foreach (var value in values)
            {
                if (dimension.Texts.Find(value) is >= 0 and var code && code < wanted.Length) wanted[code] = to;
            }
        }
    }

    // An id that means another customer counts as that one; a shared one as unknown.
    private static bool[] WantedCustomers(Facts facts, Conditions conditions)
    {
        if (!facts.Customers.HasRules) return Wanted(facts.Customer, conditions);
        var wanted = Wanted(facts.Customer, new Conditions(Meant(conditions.Any), Meant(conditions.None), conditions.AnyIsAsked));
        var meant = new bool[wanted.Length];
        for (var code = 0; code < meant.Length; code++) meant[code] = wanted[facts.Customers.Meant(code)];
        return meant;

        // Whoever asks for another id of a customer means the customer; a shared id means nobody, who is not the same as unknown.
        HashSet<string> Meant(HashSet<string> ids) =>
        [
            .. ids.Select(id => (Id: id, Code: facts.Customer.Texts.Find(id)))
                .Where(i => i.Code == 0 || (i.Code > 0 && facts.Customers.Meant(i.Code) != 0))
                .Select(i => i.Code == 0 ? "" : facts.Customer.Texts.NameOf(facts.Customers.Meant(i.Code))!),
        ];
    }

    private static Func<int, long, bool> Computed(Facts facts, string field, Conditions conditions) => field switch
    {
        "direction" => (row, _) => conditions.Hold((facts.KindOf(row).Flags & RowFlags.Out) != 0 ? "out" : "in"),
        "abandoned" => (row, _) => conditions.Hold((facts.KindOf(row).Flags & RowFlags.Abandoned) != 0 ? "yes" : "no"),
        "reopened_count" => (row, t) => conditions.Hold(ReopenedCount(facts, row, t)),
        _ => throw new QuestionRefusedException(
            $"\"{field}\" is no field to slice by. There are: {string.Join(", ", CoreDimensions.All)}, customer, direction, abandoned, reopened_count, and extra.NAME for a kept extra field."),
    };

    // Blank stays unknown unless the record's times show that it was reopened.
    private static string ReopenedCount(Facts facts, int row, long t)
    {
        if (Lifeline.At(facts.TimesOf(row), t) is not { } line) return "";
        return line.ReopenedCount == 0 && facts.ReopenOf(row, facts.KindOf(row).Flags).Count is null ? "" : line.ReopenedCount.ToString(CultureInfo.InvariantCulture);
    }
}
