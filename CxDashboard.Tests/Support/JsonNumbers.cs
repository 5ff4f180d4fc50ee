using System.Text.Json.Nodes;

namespace CxDashboard.Tests.Support;

/// <summary>Short ways to read numbers out of a reference vector.</summary>
internal static class JsonNumbers
{
    public static double Number(this JsonNode? node) => node!.GetValue<double>();

    public static double[] Numbers(this JsonNode? node) => [.. node!.AsArray().Select(x => x!.GetValue<double>())];

    public static double?[] Values(this JsonNode? node) => [.. node!.AsArray().Select(x => x?.GetValue<double>())];

    public static bool[] Flags(this JsonNode? node) => [.. node!.AsArray().Select(x => x!.GetValue<bool>())];
}
