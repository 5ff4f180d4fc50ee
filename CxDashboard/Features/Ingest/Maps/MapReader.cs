using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Maps;

/// <summary>Reads a map's JSON and checks every word of it. A mistake is one sentence that names the file and the place.</summary>
public static class MapReader
{
    private static readonly JsonDocumentOptions Options =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <param name="json">UTF-8, with or without byte order mark.</param>
    /// <param name="file">How the map is called in sentences.</param>
    /// <param name="name">The map's name where it does not give one itself.</param>
    /// <exception cref="ImportRefusedException">The map has a mistake.</exception>
    public static ImportMap Read(ReadOnlyMemory<byte> json, string file, string name)
    {
        if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var map = new MapNode(file, "the map", document.RootElement);
            return Read(map, name, Convert.ToHexStringLower(SHA256.HashData(json.Span)));
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $", line {line + 1}" : "";
            throw new ImportRefusedException($"The map {file}{where} is not readable JSON: {e.Message.Split(" LineNumber", 2)[0].TrimEnd('.')}.", e);
        }
    }

    private static ImportMap Read(MapNode map, string name, string hash)
    {
        map.Only("name", "about", "files", "source", "fields", "dates", "zone", "missing", "extra", "ignore", "colleagues",
            "known_until", "encoding", "delimiter", "header_line", "sheet", "entry", "records", "decimal", "pseudonymise", "events",
            // Of maps that were made in the page: not read here.
            "shape", "choices");
        var events = map.Child("events") is { } e ? Events(e) : null;
        var (extra, kept) = Extra(map);
        var (kind, instant) = KnownUntil(map);
        return new ImportMap
        {
            Name = map.Text("name") ?? name,
            About = map.Text("about"),
            Files = Files(map),
            Source = map.Text("source"),
            Fields = Fields(map, events),
            Dates = FieldRuleReader.Dates(map),
            Zone = FieldRuleReader.Zone(map),
            Missing = map.Texts("missing").ToHashSet(StringComparer.OrdinalIgnoreCase),
            Extra = extra,
            HasCommaDecimals = HasCommaDecimals(map),
            Pseudonymises = Pseudonymises(map),
            Kept = kept,
            Ignored = FieldRuleReader.Columns(map, "ignore"),
            Colleagues = FieldRuleReader.Columns(map, "colleagues"),
            KnownUntil = kind,
            KnownUntilInstant = instant,
            Encoding = Encoding(map),
            Delimiter = Delimiter(map),
            HeaderLine = HeaderLine(map),
            Sheet = map.Text("sheet"),
            Entry = map.Text("entry"),
            Records = map.Text("records"),
            Events = events,
            Hash = hash,
        };
    }

    private static IReadOnlyList<string> Files(MapNode map)
    {
        var patterns = map.Texts("files");
        var wrong = patterns.FirstOrDefault(p => string.IsNullOrWhiteSpace(p) || p.AsSpan().ContainsAny('/', '\\'));
        return wrong is null ? patterns : throw map.Mistake($"\"files\" has \"{wrong}\" and must have names of files without a folder, such as \"helpdesk*.csv\"");
    }

    private static Dictionary<RecordField, FieldRule> Fields(MapNode map, EventRule? events)
    {
        var result = new Dictionary<RecordField, FieldRule>();
        foreach (var (name, node) in (map.Child("fields") ?? throw map.Mistake("\"fields\" is missing")).Children())
        {
            var field = RecordFields.Find(name)
                ?? throw node.Mistake($"a record has no field \"{name}\"; its fields are {string.Join(", ", Enum.GetValues<RecordField>().Select(RecordFields.NameOf))}");
            result.Add(field, FieldRuleReader.Read(node, field));
        }

        if (events is not null)
        {
            foreach (var field in (RecordField[])[RecordField.ClaimedAt, RecordField.Claimed, RecordField.ReopenedCount, RecordField.ReopenedAt, RecordField.LastClaimedAt])
            {
                if (result.ContainsKey(field)) throw map.Mistake($"\"{RecordFields.NameOf(field)}\" comes from \"events\" and cannot be a field too");
            }

            result.TryAdd(RecordField.ExternalId, new FieldRule { Columns = [events.Group] });
        }

        if (!result.ContainsKey(RecordField.OpenedAt)) throw map.Mistake("\"fields\" does not say where \"opened_at\" comes from, which every record needs");
        CheckStarts(map, result);
        return result;
    }

    private static void CheckStarts(MapNode map, Dictionary<RecordField, FieldRule> fields)
    {
        foreach (var (field, rule) in fields)
        {
            if (rule.Start is not { } start) continue;
            if (!fields.TryGetValue(start, out var first) || first.Start is not null)
            {
                throw map.Mistake($"\"{RecordFields.NameOf(field)}\" starts at \"{RecordFields.NameOf(start)}\", which must be a field of the map with columns of its own");
            }
        }
    }

    private static EventRule Events(MapNode node)
    {
        node.Only("group", "time", "state", "claimed", "order");
        var order = node.Text("order") ?? "file";
        if (order is not ("file" or "time")) throw node.Mistake($"\"order\" is \"{order}\" and must be \"file\" or \"time\"");
        var claimed = node.Texts("claimed").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (claimed.Count == 0) throw node.Mistake("\"claimed\" must list the states that mean claimed");
        return new EventRule
        {
            Group = FieldRuleReader.Column(node, "group") ?? throw node.Mistake("\"group\" is missing"),
            Time = FieldRuleReader.Read(node.Child("time") ?? throw node.Mistake("\"time\" is missing"), RecordField.OpenedAt),
            State = FieldRuleReader.Column(node, "state") ?? throw node.Mistake("\"state\" is missing"),
            Claimed = claimed,
            OrderByTime = order == "time",
        };
    }

    private static (ExtraKind, IReadOnlyList<ColumnName>) Extra(MapNode map)
    {
        if (map.Child("extra") is not { } node) return (ExtraKind.All, []);
        if (node.Element.ValueKind == JsonValueKind.Array) return (ExtraKind.Listed, FieldRuleReader.Columns(map, "extra"));
        return node.Element.ValueKind == JsonValueKind.String && node.Element.GetString() is { } word && word is "all" or "none"
            ? (word == "all" ? ExtraKind.All : ExtraKind.None, [])
            : throw map.Mistake("\"extra\" must be \"all\", \"none\" or a list of columns");
    }

    private static (KnownUntilKind, Domain.Time.Instant?) KnownUntil(MapNode map)
    {
        switch (map.Text("known_until"))
        {
            case null or "latest": return (KnownUntilKind.Latest, null);
            case "none": return (KnownUntilKind.None, null);
            case var text:
                return InstantText.TryParseIso(System.Text.Encoding.UTF8.GetBytes(text), TimeZoneInfo.Utc, out var instant, out _)
                    ? (KnownUntilKind.Fixed, instant)
                    : throw map.Mistake($"\"known_until\" is \"{text}\" and must be \"latest\", \"none\" or an instant such as \"2026-03-01T00:00:00Z\"");
        }
    }

    private static bool Pseudonymises(MapNode map) => map.Child("pseudonymise") switch
    {
        null or { Element.ValueKind: JsonValueKind.False } => false,
        { Element.ValueKind: JsonValueKind.True } => true,
        _ => throw map.Mistake("\"pseudonymise\" must be true or false"),
    };

    private static bool HasCommaDecimals(MapNode map) => map.Text("decimal") switch
    {
        null or "." => false,
        "," => true,
        var text => throw map.Mistake($"\"decimal\" is \"{text}\" and must be \".\" or \",\""),
    };

    private static string? Encoding(MapNode map)
    {
        if (map.Text("encoding") is not { } name) return null;
        return SourceFile.FindEncoding(name) is not null ? name : throw map.Mistake($"\"encoding\" is \"{name}\", which is not an encoding; try \"utf-8\", \"windows-1252\" or \"utf-16\"");
    }

    private static char? Delimiter(MapNode map) => map.Text("delimiter") switch
    {
        null or "auto" => null,
        "tab" => '\t',
        { Length: 1 } text when text[0] is not ('"' or '\r' or '\n') && char.IsAscii(text[0]) => text[0],
        var text => throw map.Mistake($"\"delimiter\" is \"{text}\" and must be \"auto\", \"tab\" or one character"),
    };

    private static int? HeaderLine(MapNode map) => map.Text("header_line") switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0 => line,
        var text => throw map.Mistake($"\"header_line\" is \"{text}\" and must be a line's number, from 1"),
    };
}
