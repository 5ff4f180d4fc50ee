using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest;

/// <summary>Reads properties of other systems' JSON, which is never quite as it is documented: what is not there, or is something else, is null.</summary>
internal static partial class JsonFields
{
    // Instants before 2001 in milliseconds are numbers that seconds reach in the year 2286.
    private const long LeastMilliseconds = 10_000_000_000;

    /// <summary>What is inside of objects: <c>Inside(body, "detail", "via")</c>.</summary>
    public static JsonElement Inside(JsonElement thing, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (thing.ValueKind != JsonValueKind.Object || !thing.TryGetProperty(name, out thing)) return default;
        }

        return thing;
    }

    /// <summary>A text that is not blank; a number as it is written.</summary>
    public static string? Text(JsonElement thing, string name) => Text(Inside(thing, name));

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Whether a property is there and says that nothing is: null, a blank text, an empty array.</summary>
    public static bool IsEmpty(JsonElement thing, string name) => thing.ValueKind == JsonValueKind.Object && thing.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>A whole number, also one that is written as text.</summary>
    public static long? Number(JsonElement thing, string name) =>
        Inside(thing, name) is var value && value.ValueKind == JsonValueKind.Number ? value.TryGetInt64(out var whole) ? whole : null
            : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written) ? written : null;

    public static bool? Flag(JsonElement thing, string name) => Inside(thing, name).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>An instant: ISO 8601 (without an offset it is UTC), or seconds or milliseconds since 1970, as a number or as text. One that stands for an unknown one is null.</summary>
    public static Instant? Moment(JsonElement thing, string name) => Text(thing, name) is { } text ? Moment(text) : null;

    /// <inheritdoc cref="Moment(JsonElement, string)"/>
    public static Instant? Moment(string text)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var milliseconds = number >= LeastMilliseconds ? number : number * 1000;
            return milliseconds is > 0 and < 32_503_680_000_000m ? Plausible(new Instant((long)milliseconds)) : null;
        }

        if (text.EndsWith(" UTC", StringComparison.Ordinal)) text = text[..^4] + "Z";

        // What a time or a day without its year lacks would be filled in from today: another instant each time that it is read.
        if (!Year().IsMatch(text)) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Plausible(Instant.From(moment)) : null;

        static Instant? Plausible(Instant at) => PlausibleTime.Holds(at) ? at : null;
    }

    // Four digits that are no offset from UTC.
    [GeneratedRegex(@"(?<!\d|:\d\d[+-]|:\d\d\.\d{1,9}[+-]|[T ][+-])\d{4}(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Year();

    /// <summary>The items of an array; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement thing, string name) => Inside(thing, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>The texts of an array with commas between; null where there are none.</summary>
    public static string? Texts(JsonElement thing, string name) => string.Join(", ", Items(thing, name).Select(Text).OfType<string>()) is { Length: > 0 } all ? all : null;
}
