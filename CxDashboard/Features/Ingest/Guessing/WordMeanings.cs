namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>What words of statuses, of yes and no, and of ratings mean. Whoever looks may change each.</summary>
internal static class WordMeanings
{
    private static readonly HashSet<string> Closed = new(StringComparer.OrdinalIgnoreCase)
    {
        "closed", "solved", "resolved", "done", "completed", "complete", "finished", "fixed", "answered", "geschlossen", "gelöst", "erledigt", "abgeschlossen", "gesloten", "opgelost", "afgesloten", "fermé", "résolu", "cerrado", "resuelto",
    };

    private static readonly HashSet<string> Open = new(StringComparer.OrdinalIgnoreCase)
    {
        "open", "new", "pending", "active", "hold", "on hold", "on-hold", "in progress", "waiting", "reopened", "assigned", "escalated", "snoozed", "pending customer response", "waiting on customer", "awaiting user info",
        "awaiting problem", "awaiting vendor", "awaiting evidence", "awaiting", "unresolved", "unsolved", "offen", "neu", "in bearbeitung", "wartend", "nieuw", "in behandeling", "ouvert", "nouveau", "en cours", "abierto", "nuevo", "pendiente", "todo", "to do", "backlog",
    };

    // "Pending vendor", "Waiting for support".
    private static readonly string[] Begins = ["awaiting ", "pending ", "waiting ", "on hold ", "in progress "];

    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "y", "yes", "true", "1", "t", "ja", "oui", "si", "sí", "j", "x" };
    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "n", "no", "false", "0", "f", "nein", "nee", "non" };

    // From the best down; which scale they make follows from which of them stand in the column.
    private static readonly (string Word, double OnTwo, double OnThree, double OnFive)[] Ratings =
    [
        ("very satisfied", 1, 3, 5), ("excellent", 1, 3, 5), ("very good", 1, 3, 5), ("great", 1, 3, 5), ("amazing", 1, 3, 5), ("satisfied", 1, 3, 4), ("good", 1, 3, 4), ("happy", 1, 3, 4), ("positive", 1, 3, 4), ("thumbs up", 1, 3, 4),
        ("neutral", 1, 2, 3), ("ok", 1, 2, 3), ("okay", 1, 2, 3), ("average", 1, 2, 3), ("fair", 1, 2, 3), ("dissatisfied", 0, 1, 2), ("unsatisfied", 0, 1, 2), ("bad", 0, 1, 2), ("poor", 0, 1, 2), ("unhappy", 0, 1, 2), ("negative", 0, 1, 2),
        ("thumbs down", 0, 1, 2), ("very dissatisfied", 0, 1, 1), ("very unsatisfied", 0, 1, 1), ("very bad", 0, 1, 1), ("very poor", 0, 1, 1), ("terrible", 0, 1, 1), ("awful", 0, 1, 1),
        ("good with comment", 1, 3, 4), ("bad with comment", 0, 1, 2),
    ];

    /// <summary>"yes" for a status that says closed, "no" for one that says open, null for one that nobody here knows.</summary>
    public static string? Status(string value)
    {
        var word = Words(value);
        return Closed.Contains(word) ? "yes" : Open.Contains(word) || Begins.Any(b => word.StartsWith(b, StringComparison.OrdinalIgnoreCase)) ? "no" : null;
    }

    /// <summary>"yes", "no", or null.</summary>
    public static string? Flag(string value) => Yes.Contains(value) ? "yes" : No.Contains(value) ? "no" : null;

    /// <summary>The rating of each value and the scale of two, three or five that they make; null unless all but few values are such words.</summary>
    public static (IReadOnlyDictionary<string, string> Values, int Scale)? Rating(IReadOnlyDictionary<string, long> values)
    {
        var found = values.Keys.Select(v => (Value: v, Word: Ratings.FirstOrDefault(r => string.Equals(r.Word, Words(v), StringComparison.OrdinalIgnoreCase)))).ToList();
        var known = found.Where(f => f.Word.Word is not null).ToList();
        if (known.Count < 2 || known.Sum(k => values[k.Value]) < 0.02 * values.Values.Sum()) return null;
        var steps = known.Select(k => k.Word.OnFive).Distinct().Count();
        var scale = steps <= 2 && known.TrueForAll(k => k.Word.OnFive is 4 or 2) ? 2 : steps <= 3 && known.TrueForAll(k => k.Word.OnFive is 2 or 3 or 4) ? 3 : 5;
        // A word that is none, "offered" or "unoffered", is no rating.
        return (Once(found.Select(f => (f.Value, f.Word.Word is null ? "" : (scale switch { 2 => f.Word.OnTwo, 3 => f.Word.OnThree, _ => f.Word.OnFive }).ToString(System.Globalization.CultureInfo.InvariantCulture)))), scale);
    }

    /// <summary>What values mean as a map says it: in any case, so that of two that differ by case alone one stands there.</summary>
    public static IReadOnlyDictionary<string, string> Once(IEnumerable<(string Value, string Means)> values) =>
        values.DistinctBy(v => v.Value, StringComparer.OrdinalIgnoreCase).ToDictionary(v => v.Value, v => v.Means, StringComparer.OrdinalIgnoreCase);

    private static string Words(string value) => value.Trim().Replace('_', ' ').Trim('.', '!');
}
