using System.Text.Json;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Tests.Oracle;

/// <summary>Whether a contact lies in all asked slices.</summary>
public static class OracleSlices
{
    /// <summary>Values of one field are alternatives; null and "" both ask for unknown.</summary>
    public static bool Hold(OracleContact contact, IEnumerable<(string Field, string? Value)> slices) => slices
        .GroupBy(s => s.Field, StringComparer.Ordinal)
        .All(field => field.Any(s => string.Equals(s.Value ?? "", Of(contact, field.Key) ?? "", StringComparison.Ordinal)));

    private static string? Of(OracleContact contact, string field)
    {
        var r = contact.Record;
        return field switch
        {
            "source" => r.Source,
            "customer" => r.Customer,
            "segment" => r.Segment,
            "channel" => r.Channel,
            "topic" => r.Topic,
            "product" => r.Product,
            "region" => r.Region,
            "team" => r.Team,
            "cause" => r.Cause,
            "policy" => r.Policy,
            "gesture" => r.Gesture,
            "direction" => r.Direction == Direction.In ? "in" : "out",
            "reopened_count" => contact.ReopenedText,
            _ when field.StartsWith("extra.", StringComparison.Ordinal) => Extra(r.Extra, field["extra.".Length..]),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "The oracle does not know this field."),
        };
    }

    private static string? Extra(string? json, string name) =>
        json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.GetValueOrDefault(name);
}
