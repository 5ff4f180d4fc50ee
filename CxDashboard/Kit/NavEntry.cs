namespace CxDashboard.Kit;

/// <summary>One word in the masthead. A feature registers its own as a singleton; the frame shows those that exist.</summary>
/// <param name="Text">One or two words.</param>
/// <param name="Href">The page's address, from the root.</param>
/// <param name="Order">Smaller stands further left.</param>
public sealed record NavEntry(string Text, string Href, int Order)
{
    /// <summary>Addresses of pages that one gets to from there, and that have no word of their own; the pages beneath them are meant too.</summary>
    public IReadOnlyList<string> Beneath { get; init; } = [];

    /// <summary>How the entry is marked on a page: "page" on its own, "true" on one beneath it, null on others.</summary>
    /// <param name="path">The page's address, from the root, without a query.</param>
    public string? Mark(string path) => string.Equals(Href, path, StringComparison.OrdinalIgnoreCase) ? "page"
        : Beneath.Any(b => string.Equals(b, path, StringComparison.OrdinalIgnoreCase) || path.StartsWith(b + "/", StringComparison.OrdinalIgnoreCase)) ? "true" : null;
}
