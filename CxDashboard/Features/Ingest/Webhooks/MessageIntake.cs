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
        var wrong = read.Told.Select(t => Wrong(t, arrived)).OfType<string>().FirstOrDefault();

        // Of several the others are told all the same.
        if (wrong is not null) read = read with { Kind = DeliveryKind.SetAside, Why = read.Why ?? wrong, Told = [.. read.Told.Where(t => Wrong(t, arrived) is null)] };
        return new Delivery(hook.Settings.Name, Shown(read.Type), read.Kind, body) { Told = read.Told, Why = read.Why, ArrivedAt = arrived, IsPrivate = hook.Settings.Pseudonymises };
    }

    private static string? Wrong(ToldStory told, Instant arrived) =>
        told.ExternalId.Length > LongestId ? $"Its id has more than {LongestId} characters."
            : told.Story.LatestWord is { } latest && latest > arrived + Ahead
                ? string.Create(CultureInfo.InvariantCulture, $"It says how things were at {latest.ToDateTimeOffset():yyyy-MM-dd HH:mm} UTC, which was not yet when it came: the clock of its sender is wrong.")
                : null;

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
