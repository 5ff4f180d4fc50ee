using System.Text;
using System.Text.Json;
using CxDashboard.Features.Ingest.Reading.Json;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Which fields of messages are times.</summary>
internal static class MessageTimes
{
    // A number is a time only from 2001 on: others count something.
    private const long LeastMilliseconds = 1_000_000_000_000;

    /// <summary>The fields, by their dotted names, that are a time in every message that has them.</summary>
    /// <param name="bodies">The messages.</param>
    /// <param name="chosen">The one that was chosen; it is among them whatever it is.</param>
    public static IReadOnlyList<string> Of(IEnumerable<byte[]> bodies, string? chosen)
    {
        var (columns, seen, not) = (new JsonColumns("of the webhook"), new SortedSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var reader = new JsonRecordReader(columns);
        foreach (var body in bodies)
        {
            using var json = JsonDocument.Parse(body);
            foreach (var record in MappedMessages.Records(json.RootElement))
            {
                try
                {
                    if (record.ValueKind != JsonValueKind.Object || !reader.TryRead(MappedMessages.OneLine(record))) continue;
                }
                catch (ImportRefusedException)
                {
                    // Names that are values, without end: the page of its meaning says so.
                    continue;
                }

                for (var place = 0; place < columns.Count; place++)
                {
                    if (reader[place].IsEmpty) continue;
                    var name = Encoding.UTF8.GetString(columns[place]);
                    (IsTime(Encoding.UTF8.GetString(reader[place])) ? seen : (ISet<string>)not).Add(name);
                }
            }
        }

        seen.ExceptWith(not);
        if (chosen is not null) seen.Add(chosen);
        return [.. seen];
    }

    private static bool IsTime(string text) => text.Length >= 8 && JsonFields.Moment(text) is { UnixMilliseconds: > LeastMilliseconds };
}
