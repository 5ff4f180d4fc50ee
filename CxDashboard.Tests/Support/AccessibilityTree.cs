using System.Text.Json;
using Microsoft.Playwright;

namespace CxDashboard.Tests.Support;

/// <summary>What a screen reader is told of an element.</summary>
internal sealed record AccessibleNode(string Id, string Role, string Name, string Description, IReadOnlyList<string> Children);

/// <summary>Chromium's accessibility tree, in the order in which it is read; what is ignored there is passed through to what it holds.</summary>
internal sealed class AccessibilityTree
{
    private readonly Dictionary<string, (AccessibleNode Node, bool Ignored)> _all = new(StringComparer.Ordinal);
    private readonly string _root;

    private AccessibilityTree(JsonElement nodes)
    {
        foreach (var node in nodes.EnumerateArray())
        {
            var id = node.GetProperty("nodeId").GetString()!;
            _all[id] = (new AccessibleNode(id, Value(node, "role"), Value(node, "name"), Value(node, "description"), node.TryGetProperty("childIds", out var held) ? [.. held.EnumerateArray().Select(c => c.GetString()!)] : []), node.GetProperty("ignored").GetBoolean());
        }

        _root = nodes[0].GetProperty("nodeId").GetString()!;
        Nodes = [.. Walk(_root)];
    }

    /// <summary>All of them, each before what it holds.</summary>
    public IReadOnlyList<AccessibleNode> Nodes { get; }

    public static async Task<AccessibilityTree> OfAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var answer = await session.SendAsync("Accessibility.getFullAXTree");
        return new AccessibilityTree(answer!.Value.GetProperty("nodes"));
    }

    public IEnumerable<AccessibleNode> Of(string role) => Nodes.Where(n => n.Role == role);

    /// <summary>What is directly in it.</summary>
    public IEnumerable<AccessibleNode> Children(AccessibleNode node) => node.Children.Where(_all.ContainsKey).SelectMany(Nearest);

    /// <summary>Everything in it, in order.</summary>
    public IEnumerable<AccessibleNode> Beneath(AccessibleNode node) => node.Children.Where(_all.ContainsKey).SelectMany(Walk);

    private static string Value(JsonElement node, string what) => node.TryGetProperty(what, out var found) && found.TryGetProperty("value", out var value) ? value.GetString() ?? "" : "";

    private IEnumerable<AccessibleNode> Nearest(string id) => _all[id].Ignored ? _all[id].Node.Children.Where(_all.ContainsKey).SelectMany(Nearest) : [_all[id].Node];

    private IEnumerable<AccessibleNode> Walk(string id)
    {
        var (node, ignored) = _all[id];
        if (!ignored) yield return node;
        foreach (var held in node.Children.Where(_all.ContainsKey).SelectMany(Walk)) yield return held;
    }
}
