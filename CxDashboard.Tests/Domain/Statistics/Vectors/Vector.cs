using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

/// <summary>
/// A reference vector: what goes in, and what a reference implementation made of it. A function under test answers with an
/// object of the same shape as what is expected, which is compared whole: a value that is expected and not answered fails.
/// </summary>
internal sealed class Vector(JsonNode file)
{
    private static readonly JsonSerializerOptions AsIs = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public string Name => (string)file["name"]!;

    public string Function => (string)file["function"]!;

    public JsonNode Input => file["input"]!;

    /// <summary>The parameters; an empty list where there are none.</summary>
    public JsonNode Parameters => file["parameters"]!;

    public JsonNode Expected => file["expected"]!;

    public double[] Numbers(string input) => Input[input].Numbers();

    /// <summary>A parameter, or null where the vector does not set it.</summary>
    public double? Parameter(string name) => Parameters is JsonObject ? Parameters[name]?.GetValue<double>() : null;

    /// <summary>Compares everything that is expected with what a function answered.</summary>
    /// <param name="answer">Serialised as it is; names as in the file.</param>
    public void Check(object answer) => Compare(Name, Expected, JsonSerializer.SerializeToNode(answer, AsIs), []);

    private void Compare(string at, JsonNode? expected, JsonNode? actual, string[] path)
    {
        switch (expected)
        {
            case JsonObject members:
                Assert.True(actual is JsonObject, $"{at}: an object is expected, not {actual?.ToJsonString() ?? "nothing"}.");
                foreach (var (name, value) in members)
                {
                    Assert.True(actual!.AsObject().ContainsKey(name), $"{at}: \"{name}\" is expected and was not answered.");
                    Compare($"{at}.{name}", value, actual[name], [.. path, name]);
                }

                break;
            case JsonArray items:
                Assert.True(actual is JsonArray array && array.Count == items.Count, $"{at}: {items.Count} values are expected, not {(actual as JsonArray)?.Count.ToString(CultureInfo.InvariantCulture) ?? "none"}.");
                for (var i = 0; i < items.Count; i++) Compare($"{at}[{i}]", items[i], actual![i], path);
                break;
            case null:
                Assert.True(actual is null || IsNaN(actual), $"{at}: nothing is expected, not {actual?.ToJsonString()}.");
                break;
            default:
                Assert.True(Same(expected, actual, path), $"{at}: {expected.ToJsonString()} is expected, not {actual?.ToJsonString() ?? "nothing"} (tolerance {Tolerance(path)}).");
                break;
        }
    }

    private static bool IsNaN(JsonNode node) => node.GetValueKind() == JsonValueKind.String && (string?)node == "NaN";

    private bool Same(JsonNode expected, JsonNode? actual, string[] path)
    {
        if (actual is null || expected.GetValueKind() != actual.GetValueKind()) return false;
        if (expected.GetValueKind() != JsonValueKind.Number) return expected.ToJsonString() == actual.ToJsonString();
        var (x, y) = (expected.GetValue<double>(), actual.GetValue<double>());

        // A tolerance is absolute for values around one, and of the value where that is larger; zero means exactly.
        return Math.Abs(x - y) <= Tolerance(path) * Math.Max(1, Math.Abs(x));
    }

    // One number for everything, "exact", or several by the names of what they are for: "limits", "flags", "gls".
    private double Tolerance(string[] path)
    {
        switch (file["tolerance"])
        {
            case JsonObject several:
                var numeric = several.Where(t => t.Value?.GetValueKind() == JsonValueKind.Number).ToList();

                // What is for a part of the answer by name; else the strictest of all.
                var named = numeric.Where(t => path.Any(p => p.StartsWith(t.Key, StringComparison.OrdinalIgnoreCase))).ToList();
                return (named.Count > 0 ? named : numeric).Min(t => t.Value!.GetValue<double>());
            case JsonValue one when one.GetValueKind() == JsonValueKind.Number:
                return one.GetValue<double>();
            default:
                return 0;
        }
    }
}
