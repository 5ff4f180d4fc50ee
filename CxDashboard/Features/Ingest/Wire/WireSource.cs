using CxDashboard.Api;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>Of which source a request's records are: the key says it, and a record may name it again.</summary>
internal readonly struct WireSource
{
    private readonly string[] _open;
    private readonly string? _usual;

    private WireSource(string[] open, string? usual) => (_open, _usual) = (open, usual);

    /// <summary>What the key opens, with the source that the address names (<c>?source=</c>); answered where the key does not open that.</summary>
    public static async ValueTask<WireSource?> OfAsync(HttpContext context)
    {
        var key = CurrentKey.Of(context);
        var open = key.Sources.ToArray();
        var named = context.Request.Query.Count == 0 ? null : context.Request.Query["source"].FirstOrDefault();
        if (named is null || open.Contains(named, StringComparer.Ordinal)) return new WireSource(open, named ?? (open.Length == 1 ? open[0] : null));
        await ApiProblem.WriteAsync(context, StatusCodes.Status403Forbidden, Refusal(key, named));
        return null;
    }

    /// <summary>The source of a record that names this one, or none.</summary>
    /// <param name="named">As it stands in the record.</param>
    /// <param name="source">The source.</param>
    /// <returns>False where the key does not open it; the source is null where none is named and the key has several.</returns>
    public bool TryResolve(string? named, out string? source)
    {
        source = named ?? _usual;
        return named is null || named == _usual || _open.Contains(named, StringComparer.Ordinal);
    }

    /// <summary>What is said where no source is named and several are meant.</summary>
    public string Missing => $"source is missing: the key writes {string.Join(", ", _open)}, so each record or the address (?source=) must say which.";

    /// <summary>What is said where a key does not open a source.</summary>
    public static string Refusal(ApiKey key, string source) => $"The key \"{key.Name}\" writes {string.Join(", ", key.Sources)}, not \"{source}\". Send it with a key of that source.";
}
