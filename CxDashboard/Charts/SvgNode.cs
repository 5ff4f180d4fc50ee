namespace CxDashboard.Charts;

/// <summary>
/// One SVG element: attributes and either children or text, never both. The picture is built of these and nothing else, so no
/// word of a customer's can become markup: a page renders them element by element, a file escapes them (<see cref="SvgText"/>).
/// </summary>
/// <param name="Name">The element's name; always a literal of this folder.</param>
public sealed record SvgNode(string Name, IReadOnlyList<(string Name, string Value)> Attributes, IReadOnlyList<SvgNode> Children, string? Text = null);
