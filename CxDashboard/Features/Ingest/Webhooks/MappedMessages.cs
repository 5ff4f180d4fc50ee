using System.Text;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Features.Ingest.Reading.Json;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Reads messages by a map that somebody made of the first ones: laid out flat, a message is a row as one of a JSON file is.</summary>
internal sealed class MappedMessages(MessageParts parts) : IMessageReader
{
    private const string File = "of the webhook";
    private static readonly string[] TypeNames = ["event", "type", "topic", "event_type", "eventType"];

    private readonly ImportMap? _map = parts.Settings.Map is { } json ? MapReader.Read(Encoding.UTF8.GetBytes(json), File, parts.Settings.Name) : null;

    /// <inheritdoc/>
    public MessageRead Read(JsonElement body, Instant arrived)
    {
        var type = TypeNames.Select(n => Text(body, n)).OfType<string>().FirstOrDefault() ?? "message";
        if (_map is null) return new MessageRead(type, DeliveryKind.Unmapped);
        var told = new List<ToldStory>();
        foreach (var record in Records(body))
        {
            if (Tell(record, arrived, out var story) is { } why) return MessageRead.Fails(type, why);
            told.Add(story);
        }

        return new MessageRead(type, DeliveryKind.Taken) { Told = told };
    }

    /// <summary>The records of a message: the items of an array, else the message itself.</summary>
    public static IEnumerable<JsonElement> Records(JsonElement body) => body.ValueKind == JsonValueKind.Array ? body.EnumerateArray() : [body];

    /// <summary>A record as a line of a file: a line cannot end within a text of JSON.</summary>
    public static byte[] OneLine(JsonElement record) => Encoding.UTF8.GetBytes(record.GetRawText().Replace('\n', ' ').Replace('\r', ' '));

    // What is wrong, as a sentence, or null.
    private string? Tell(JsonElement record, Instant arrived, out ToldStory told)
    {
        told = null!;
        if (record.ValueKind != JsonValueKind.Object) return "It is no JSON object.";
        var line = OneLine(record);
        var flat = new JsonColumns(File);
        foreach (var column in Named(_map!)) flat.PlaceOf(Encoding.UTF8.GetBytes(column), filled: true);
        var asOf = parts.Settings.AsOf is { } field ? flat.PlaceOf(Encoding.UTF8.GetBytes(field), filled: true) : -1;
        var values = new JsonRecordReader(flat);
        if (!values.TryRead(line)) return values.Fault!.Detail;
        flat.Close();
        if (Time(values, asOf, arrived) is not { } at) return $"Its {parts.Settings.AsOf} is no date and time.";
        using var rows = new JsonRows(new MemoryStream(line), File, new JsonShape(null, flat));
        using var table = new TableReader(rows, File, RowText.Delimiter);
        var reader = new RecordReader(table.Header, _map!, parts.Zone, parts.Settings.Name, parts.Settings.Name, CustomerIds.Plain) { MayLackOpening = true };
        if (!table.Next()) return "It is empty.";
        if (table.Fault is { } torn) return torn.Detail;
        RecordDraft draft;
        if (!reader.HasEvents)
        {
            if (!reader.TryRead(table.Row, out draft)) return reader.Fault.Detail;
            if (reader.AnswerFaults.Count > 0) return reader.AnswerFaults[0].Detail;
            if (draft.OpenedAt is null && draft.ExternalIdIsHash) return "It has neither an id nor an opening.";
            told = new ToldStory(draft.ExternalId!, DraftStory.Of(draft, at, parts.Customers));
            return null;
        }

        if (!reader.TryReadEvent(table.Row, out draft, out var time, out var claimed)) return reader.Fault.Detail;
        var story = DraftStory.Of(draft, time, parts.Customers);
        told = new ToldStory(Encoding.UTF8.GetString(reader.Key(table.Row)), claimed is { } now ? story.Stood(now ? CaseState.Claimed : CaseState.Open, time) : story);
        return null;
    }

    private static Instant? Time(JsonRecordReader values, int place, Instant arrived) => place < 0 || values[place].IsEmpty ? arrived : Moment(Encoding.UTF8.GetString(values[place]));

    // A message may lack what another has: the map's columns are there for all.
    private static IEnumerable<string> Named(ImportMap map) =>
        map.Fields.Values.SelectMany(f => f.Columns).Concat(map.Fields.Values.Select(f => f.When?.Column).OfType<ColumnName>())
            .Concat(map.Events is { } events ? [events.Group, events.State, .. events.Time.Columns] : []).Concat(map.Kept).Concat(map.Ignored).Concat(map.Colleagues)
            .Select(c => c.Names[0]);
}
