using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>How a <see cref="Story"/> is kept: JSON in which the same story is the same text.</summary>
internal static class StoryJson
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Story story)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Json)) Write(json, story);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Story Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return Read(json.RootElement);
    }

    private static void Write(Utf8JsonWriter json, Story story)
    {
        json.WriteStartObject();
        if (story.IsGone) json.WriteBoolean("gone", true);
        if (!story.Facts.IsEmpty)
        {
            json.WriteStartObject("facts");
            foreach (var (name, fact) in story.Facts) WritePair(json, name, fact.At, w => w.WriteStringValue(fact.Value));
            json.WriteEndObject();
        }

        WriteAll(json, "states", story.States, s => s.At, (w, s) => w.WriteNumberValue((int)s.State));
        WriteAll(json, "hands", story.Hands, h => h.At, (w, h) => w.WriteStringValue(h.Hand));
        WriteAll(json, "answers", story.Answers, a => a.At, (w, a) =>
        {
            w.WriteNumberValue(a.Rating.Rating);
            w.WriteNumberValue(a.Rating.Scale);
            w.WriteStringValue(a.Comment);
        });
        if (story.Parts != RecordParts.None)
        {
            json.WritePropertyName("parts");
            json.WriteRawValue(PartsJson.Write(story.Parts));
        }

        if (story.IsForgotten) json.WriteBoolean("forgotten", true);
        if (!story.Grounds.IsEmpty)
        {
            json.WriteStartArray("grounds");
            foreach (var ground in story.Grounds) Write(json, ground);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Ground ground)
    {
        json.WriteStartObject();
        if (ground.Import is { } import) json.WriteNumber("import", import);
        if (ground.Seed is { } seed)
        {
            json.WriteNumber("id", seed.Id);
            json.WriteNumber("sequence", seed.Sequence);
            if (seed.IsNewVoid) json.WriteBoolean("void", true);
        }

        if (ground.Over is { } over) json.WriteNumber("over", over.UnixMilliseconds);

        json.WritePropertyName("told");
        Write(json, ground.Told);
        json.WriteEndObject();
    }

    private static Ground ReadGround(JsonElement ground) => new(
        Read(ground.GetProperty("told")),
        ground.TryGetProperty("import", out var import) ? import.GetInt64() : null,
        ground.TryGetProperty("id", out var id) ? new Seed(id.GetInt64(), ground.GetProperty("sequence").GetInt64(), ground.TryGetProperty("void", out _)) : null,
        ground.TryGetProperty("over", out var over) ? new Instant(over.GetInt64()) : null);

    private static Story Read(JsonElement root)
    {
        if (root.TryGetProperty("gone", out _)) return Story.Gone;
        var facts = Story.None.Facts.ToBuilder();
        if (root.TryGetProperty("facts", out var kept))
        {
            foreach (var fact in kept.EnumerateObject()) facts[fact.Name] = new Fact(fact.Value[1].GetString(), At(fact.Value));
        }

        return new Story
        {
            Facts = facts.ToImmutable(),
            States = [.. All(root, "states").Select(s => new StateAt(At(s), (CaseState)s[1].GetInt32()))],
            Hands = [.. All(root, "hands").Select(h => new HandAt(At(h), h[1].GetString()!))],
            Answers = [.. All(root, "answers").Select(a => new AnswerAt(At(a), new ScaledRating(a[1].GetDouble(), a[2].GetInt32()), a[3].GetString()))],
            Parts = root.TryGetProperty("parts", out var parts) ? PartsJson.Read(parts.GetRawText()) : RecordParts.None,
            IsForgotten = root.TryGetProperty("forgotten", out _),
            Grounds = [.. All(root, "grounds").Select(ReadGround)],
        };
    }

    private static IEnumerable<JsonElement> All(JsonElement root, string name) => root.TryGetProperty(name, out var all) ? all.EnumerateArray() : [];

    private static Instant At(JsonElement pair) => new(pair[0].GetInt64());

    private static void WriteAll<T>(Utf8JsonWriter json, string name, ImmutableSortedSet<T> all, Func<T, Instant> at, Action<Utf8JsonWriter, T> value)
    {
        if (all.IsEmpty) return;
        json.WriteStartArray(name);
        foreach (var one in all) WritePair(json, null, at(one), w => value(w, one));
        json.WriteEndArray();
    }

    private static void WritePair(Utf8JsonWriter json, string? name, Instant at, Action<Utf8JsonWriter> value)
    {
        if (name is not null) json.WritePropertyName(name);
        json.WriteStartArray();
        json.WriteNumberValue(at.UnixMilliseconds);
        value(json);
        json.WriteEndArray();
    }
}
