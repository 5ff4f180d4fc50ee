using System.Text.Json;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Says what a property of a message says: its text; that nothing is there any more, where it is there and empty; nothing, where it is not there.</summary>
internal static class Telling
{
    public static Story Says(this Story story, FactField field, JsonElement thing, string name, Instant at) =>
        Text(thing, name) is { } text ? story.Says(field, text, at) : IsEmpty(thing, name) ? story.SaysNone(field, at) : story;

    /// <inheritdoc cref="Says"/>
    public static Story SaysExtra(this Story story, string extra, JsonElement thing, string name, Instant at) =>
        (Text(thing, name) ?? Texts(thing, name)) is { } text ? story.SaysExtra(extra, text, at) : IsEmpty(thing, name) ? story.SaysNoExtra(extra, at) : story;

    /// <summary>What is wrong with the first of these properties that is there and no readable time, as a sentence; null where none is.</summary>
    public static string? Unreadable(JsonElement thing, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(thing, name) is { } text && Moment(text) is null) return $"Its {name} “{(text.Length <= 40 ? text : text[..40] + "…")}” is no date and time that can be.";
        }

        return null;
    }
}
