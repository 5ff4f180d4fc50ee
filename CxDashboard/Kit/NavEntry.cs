namespace CxDashboard.Kit;

/// <summary>One word in the masthead. A feature registers its own as a singleton; the frame shows those that exist.</summary>
/// <param name="Text">One or two words.</param>
/// <param name="Href">The page's address, from the root.</param>
/// <param name="Order">Smaller stands further left.</param>
public sealed record NavEntry(string Text, string Href, int Order);
