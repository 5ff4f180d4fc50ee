using System.Globalization;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Makes of a message what is written.</summary>
internal static class MessageIntake
{
    private const int LongestType = 100, LongestId = 200;

    // Clocks go wrong by a time zone. One from next year would be the latest word for a year.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Reads a message; one that cannot be read is set aside with the reason.</summary>
    /// <param name="hook">The webhook that it came by.</param>
    /// <param name="body">Its bytes, which are JSON.</param>
    /// <param name="json">The same, parsed.</param>
    /// <param name="arrived">When it came.</param>
    public static Delivery Read(Webhook hook, byte[] body, JsonElement json, Instant arrived)
    {
        var read = Guarded(hook.Reader!, json, arrived);
        if (read.Told.Any(t => t.ExternalId.Length > LongestId)) read = MessageRead.Fails(read.Type, $"Its id has more than {LongestId} characters.");
        if (read.Told.Select(t => t.Story.LatestWord).Max() is { } latest && latest > arrived + Ahead)
            read = MessageRead.Fails(read.Type, string.Create(CultureInfo.InvariantCulture, $"It says how things were at {latest.ToDateTimeOffset():yyyy-MM-dd HH:mm} UTC, which was not yet when it came: the clock of its sender is wrong."));
        return new Delivery(hook.Settings.Name, Shown(read.Type), read.Kind, body) { Told = read.Told, Why = read.Why, ArrivedAt = arrived, IsPrivate = hook.Settings.Pseudonymises };
    }

    private static MessageRead Guarded(IMessageReader reader, JsonElement json, Instant arrived)
    {
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return MessageRead.Fails("no object", "It is JSON and no object.");
        try
        {
            return reader.Read(json, arrived);
        }
        catch (ImportRefusedException e)
        {
            return MessageRead.Fails("message", e.Message);
        }
        catch (InvalidOperationException e) when (e.InnerException is System.Text.DecoderFallbackException || e.Message.Contains("UTF", StringComparison.Ordinal))
        {
            return MessageRead.Fails("message", "A text in it is no valid Unicode: half of a pair stands alone.");
        }
    }

    // Types are counted, and shown.
    private static string Shown(string type)
    {
        var text = string.Concat(type.Where(c => !char.IsControl(c)));
        return text.Length <= LongestType ? text : text[..LongestType];
    }
}
