namespace CxDashboard.CommandLine;

/// <summary>A question to the engine in the query of an address of the API: the options of the verb <c>metric</c> without their dashes.</summary>
public static class QuestionQuery
{
    private const string Slice = "slice", Split = "split";
    private static readonly string[] Repeatable = [Slice, Split];

    /// <summary>The parameters that every such address has.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["by", "from", "to", Slice, "as-of", "known-at", "zone", "version", Split, "top"];

    /// <summary>The question as it was typed.</summary>
    /// <param name="isRestricted">Whether it is of somebody who may not see records.</param>
    public static QuestionText Read(string metric, IQueryCollection query, bool isRestricted)
    {
        string? Of(string name) => query[name].FirstOrDefault();
        return new QuestionText
        {
            Prefix = "",
            Metric = metric,
            By = Of("by"),
            From = Of("from"),
            To = Of("to"),
            Slices = [.. query[Slice].Select(s => s ?? "")],
            AsOf = Of("as-of"),
            KnownAt = Of("known-at"),
            Zone = Of("zone"),
            Version = Of("version"),
            Split = [.. query[Split].Select(s => s ?? "")],
            Top = Of("top"),
            Restricted = isRestricted,
        };
    }

    /// <summary>What is wrong with the names in a query, as a sentence, or null: a name that is mistyped would be a filter that is silently not there.</summary>
    /// <param name="known">The names that there are.</param>
    /// <param name="repeatable">Those that may stand more than once, besides slices and splits.</param>
    public static string? Misread(IQueryCollection query, IReadOnlyList<string> known, params IReadOnlyList<string> repeatable)
    {
        if (query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return $"There is no parameter \"{unknown}\". There are: {string.Join(", ", known)}.";
        return query.FirstOrDefault(p => p.Value.Count > 1 && !Repeatable.Concat(repeatable).Contains(p.Key, StringComparer.OrdinalIgnoreCase)).Key is { } twice
            ? $"{twice} is given more than once. Only {string.Join(" and ", Repeatable.Concat(repeatable).Where(known.Contains))} may be repeated."
            : null;
    }
}
