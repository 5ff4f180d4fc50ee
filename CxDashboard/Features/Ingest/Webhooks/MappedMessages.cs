using System.Globalization;
using System.Text;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Features.Ingest.Reading.Json;
using CsvHelper;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// Reads messages by a map that somebody made of the first ones: laid out flat, a message is a row as one of a JSON file is. What of
/// it can be read is told, also where the rest of it cannot.
/// </summary>
internal sealed class MappedMessages(MessageParts parts) : IMessageReader
{
    private const int MostRecords = 1_000;
    private const string File = "of the webhook";
    private static readonly string[] TypeNames = ["event", "type", "topic", "event_type", "eventType"];

    // What may be taken away from a contact again; what happened to it stays so.
    private static readonly Dictionary<RecordField, FactField> Descriptions = new RecordField[]
    {
        RecordField.Segment, RecordField.Channel, RecordField.Topic, RecordField.Product, RecordField.Region, RecordField.Team, RecordField.Cause, RecordField.Policy, RecordField.Gesture,
    }.ToDictionary(f => f, f => Enum.Parse<FactField>(f.ToString()));

    private readonly ImportMap? _map = parts.Settings.Map is { } json ? MapReader.Read(Encoding.UTF8.GetBytes(json), File, parts.Settings.Name) : null;

    /// <inheritdoc/>
    public MessageRead Read(JsonElement body, Instant arrived)
    {
        var type = TypeNames.Select(n => Text(body, n)).OfType<string>().FirstOrDefault() ?? "message";
        if (_map is null) return new MessageRead(type, DeliveryKind.Unmapped);
        var count = body.ValueKind == JsonValueKind.Array ? body.GetArrayLength() : 1;
        if (count > MostRecords) return MessageRead.Fails(type, string.Create(CultureInfo.InvariantCulture, $"It holds {count:N0} records; a message may hold {MostRecords:N0}. Let it send fewer at once."));
        var (told, faults) = (new Dictionary<string, Story>(StringComparer.Ordinal), new List<(int Record, string Why)>());
        Tell(Records(body), arrived, told, faults);
        return new MessageRead(type, faults.Count > 0 ? DeliveryKind.SetAside : told.Count > 0 ? DeliveryKind.Taken : DeliveryKind.Passed) { Told = [.. told.Select(t => new ToldStory(t.Key, t.Value))], Why = Why(faults, count) };
    }

    /// <summary>The records of a message: the items of an array, else the message itself.</summary>
    public static IEnumerable<JsonElement> Records(JsonElement body) => body.ValueKind == JsonValueKind.Array ? body.EnumerateArray() : [body];

    /// <summary>A record as a line of a file: a line cannot end within a text of JSON.</summary>
    public static byte[] OneLine(JsonElement record) => Encoding.UTF8.GetBytes(record.GetRawText().Replace('\n', ' ').Replace('\r', ' '));

    private static string? Why(List<(int Record, string Why)> faults, int count)
    {
        if (faults.Count == 0) return null;
        var (record, why) = faults[0];
        return count == 1 ? why : string.Create(CultureInfo.InvariantCulture, $"Of its {count:N0} records {faults.Select(f => f.Record).Distinct().Count():N0} cannot be read wholly; the first is number {record + 1}: {why}");
    }

    private void Tell(IEnumerable<JsonElement> records, Instant arrived, Dictionary<string, Story> told, List<(int Record, string Why)> faults)
    {
        // Every name is a column before the first row is read.
        var flat = new JsonColumns(File);
        foreach (var column in Named(_map!)) flat.PlaceOf(Encoding.UTF8.GetBytes(column), filled: true);
        var asOf = parts.Settings.AsOf is { } field ? flat.PlaceOf(Encoding.UTF8.GetBytes(field), filled: true) : -1;
        var values = new JsonRecordReader(flat);
        var (lines, number) = (new List<(int Record, byte[] Line)>(), 0);
        using var text = new MemoryStream();
        foreach (var record in records)
        {
            var line = record.ValueKind == JsonValueKind.Object ? OneLine(record) : null;
            if (line is null) faults.Add((number, "It is no JSON object."));
            else if (!values.TryRead(line)) faults.Add((number, values.Fault!.Detail));
            else
            {
                lines.Add((number, line));
                text.Write(line);
                text.WriteByte((byte)'\n');
            }

            number++;
        }

        if (lines.Count == 0) return;
        flat.Close();
        text.Position = 0;
        using var rows = new JsonRows(text, File, new JsonShape(null, flat));
        using var table = new TableReader(rows, File, RowText.Delimiter);
        var reader = new RecordReader(table.Header, _map!, parts.Zone, parts.Settings.Name, parts.Settings.Name, CustomerIds.Plain) { MayLackOpening = true };
        foreach (var (record, line) in lines)
        {
            if (!table.Next()) break;
            values.TryRead(line);
            var story = table.Fault is { } torn ? Fails(torn.Detail)
                : Time(values, asOf, arrived) is { } at ? Told(reader, table.Row, column => values.Has(flat.Kept[column]), at)
                : Fails($"Its {parts.Settings.AsOf} is no date and time.");

            // Of several of one contact at one instant the later holds, as in a file.
            if (story.Told is { } one) told[one.ExternalId] = told.TryGetValue(one.ExternalId, out var before) ? before.Then(one.Story) : one.Story;
            if (story.Why is not null) faults.Add((record, story.Why));
        }
    }

    private static (ToldStory? Told, string? Why) Fails(string why) => (null, why);

    private (ToldStory? Told, string? Why) Told(RecordReader reader, CsvReader row, Func<int, bool> isThere, Instant at)
    {
        RecordDraft draft;
        Story story;
        string id;
        if (!reader.HasEvents)
        {
            if (!reader.TryRead(row, out draft)) return Fails(reader.Fault.Detail);
            if (draft.OpenedAt is null && draft.ExternalIdIsHash) return Fails("It has neither an id nor an opening.");
            (id, story) = (draft.ExternalId!, Story.None);
        }
        else
        {
            if (!reader.TryReadEvent(row, out draft, out at, out var claimed)) return Fails(reader.Fault.Detail);
            id = Encoding.UTF8.GetString(reader.Key(row));
            story = claimed is { } now ? Story.None.Stood(now ? CaseState.Claimed : CaseState.Open, at) : Story.None;
        }

        // An answer that is none on its scale is told to nobody, and the message is kept for it.
        var why = reader.AnswerFaults.Count > 0 ? reader.AnswerFaults[0].Detail : null;
        story = story.And(DraftStory.Of(draft, reader.Says(RecordField.Direction, row), at, parts.Customers));
        foreach (var (field, columns) in reader.Blank(row))
        {
            if (Descriptions.TryGetValue(field, out var fact) && columns.All(isThere)) story = story.SaysNone(fact, at);
        }

        foreach (var (column, name) in reader.BlankExtras(row))
        {
            if (isThere(column)) story = story.SaysNoExtra(name, at);
        }

        return (new ToldStory(id, story), why);
    }

    private static Instant? Time(JsonRecordReader values, int place, Instant arrived) => place < 0 || values[place].IsEmpty ? arrived : Moment(Encoding.UTF8.GetString(values[place]));

    // A message may lack what another has: the map's columns are there for all.
    private static IEnumerable<string> Named(ImportMap map) =>
        map.Fields.Values.SelectMany(f => f.Columns).Concat(map.Fields.Values.Select(f => f.When?.Column).OfType<ColumnName>())
            .Concat(map.Events is { } events ? [events.Group, events.State, .. events.Time.Columns] : []).Concat(map.Kept).Concat(map.Ignored).Concat(map.Colleagues)
            .Select(c => c.Names[0]);
}
