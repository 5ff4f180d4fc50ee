using System.Text.Json;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Tests.Oracle;

/// <summary>One condition: the field has the value, or (<paramref name="Not"/>) everything but it. Null and "" both mean unknown.</summary>
public readonly record struct OracleSlice(string Field, string? Value, bool Not = false)
{
    public static OracleSlice But(string field, string? value) => new(field, value, Not: true);

    public static implicit operator OracleSlice((string Field, string? Value) slice) => new(slice.Field, slice.Value);

    public override string ToString() => $"{Field}{(Not ? "!=" : "=")}{Value}";
}

/// <summary>Whether a contact lies in all asked slices.</summary>
public static class OracleSlices
{
    /// <summary>Values of one field are alternatives; of those that are left out none may hold; fields must all hold.</summary>
    public static bool Hold(OracleContact contact, IEnumerable<OracleSlice> slices) => slices
        .GroupBy(s => s.Field, StringComparer.Ordinal)
        .All(field => (field.All(s => s.Not) || field.Any(s => !s.Not && Has(contact, s))) && !field.Any(s => s.Not && Has(contact, s)));

    private static bool Has(OracleContact contact, OracleSlice slice) =>
        string.Equals(slice.Value ?? "", Of(contact, slice.Field) ?? "", StringComparison.Ordinal);

    /// <summary>A contact's value of a field; null or "" where it is unknown.</summary>
    public static string? Of(OracleContact contact, string field)
    {
        var r = contact.Record;
        return field switch
        {
            "source" => r.Source,
            "customer" => contact.Customer,
            "segment" => r.Segment,
            "channel" => r.Channel,
            "topic" => r.Topic,
            "product" => r.Product,
            "region" => r.Region,
            "team" => r.Team,
            "cause" => r.Cause,
            "policy" => r.Policy,
            "direction" => r.Direction == Direction.In ? "in" : "out",
            "abandoned" => contact.IsAbandoned ? "yes" : "no",
            "reopened_count" => contact.ReopenedText,
            _ when field.StartsWith("extra.", StringComparison.Ordinal) => Extra(r.Extra, field["extra.".Length..]),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "The oracle does not know this field."),
        };
    }

    private static string? Extra(string? json, string name) =>
        json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.GetValueOrDefault(name);
}
