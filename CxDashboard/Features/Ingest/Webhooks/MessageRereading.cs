using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Live;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Reads kept messages again, once a map or the program knows better.</summary>
internal sealed class MessageRereading(DeliveriesQuery query, WebhookShelf shelf, StoreWriter writer, LiveFeed feed)
{
    // How many are fetched at once, and of how many bytes: each may have a megabyte and a thousand records, and others wait meanwhile.
    private const int AtOnce = 50, BytesAtOnce = 256 << 10;

    /// <summary>Reads every message again that was not understood.</summary>
    /// <returns>What came of it, in a sentence.</returns>
    /// <exception cref="WebhookRefusedException">It could not be stored.</exception>
    public async Task<string> RunAsync(string webhook, CancellationToken ct)
    {
        if (shelf.Find(webhook) is not { Reader: not null } hook) throw new WebhookRefusedException($"The webhook “{webhook}” cannot read messages just now.");
        var (taken, left) = (0, 0);
        foreach (var some in Some(AllUnread(webhook)))
        {
            for (var isWritten = false; !isWritten;)
            {
                try
                {
                    var (came, stayed) = await ReadAsync(hook, some, ct);
                    (taken, left, isWritten) = (taken + came, left + stayed, true);
                }
                catch (SettingsChangedException)
                {
                    hook = shelf.FindAnew(webhook) is { Reader: not null } now ? now : throw new WebhookRefusedException($"The webhook “{webhook}” cannot read messages any more.");
                }
            }
        }

        feed.Publish(Topic.Webhooks);
        return taken + left == 0 ? "Nothing waits." : left == 0 ? $"{(taken == 1 ? "One message was" : $"All {taken:N0} messages were")} read and {(taken == 1 ? "is" : "are")} in." : $"{taken:N0} of {taken + left:N0} messages are in; {left:N0} still cannot be read.";
    }

    private async Task<(int Taken, int Left)> ReadAsync(Webhook hook, List<KeptMessage> some, CancellationToken ct)
    {
        // One that is as it was stays where it is.
        var read = some.Select(m => (Was: m, Now: Read(hook, m))).Where(m => m.Now.Kind != m.Was.Kind || m.Now.Why != m.Was.Why || m.Now.Told.Count > 0).Select(m => m.Now).ToList();
        var left = some.Count - read.Count(d => IsIn(d.Kind));
        if (read.Count == 0) return (0, left);
        try
        {
            var result = await writer.WriteAsync(new WriteBatch { Deliveries = read, Sources = [new SourceTraits(hook.Settings.Name, Live: true)], Standing = WebhookShelf.StandingOf(hook) }, ct);
            return (result.Deliveries.Count(d => d.Kind is { } kind && IsIn(kind)), left);
        }
        catch (SqliteException e)
        {
            throw new WebhookRefusedException($"What was read could not be stored, because {StoreFaults.Why(e)}.", e);
        }
    }

    private static IEnumerable<List<KeptMessage>> Some(IEnumerable<KeptMessage> all)
    {
        var (some, bytes) = (new List<KeptMessage>(), 0L);
        foreach (var message in all)
        {
            some.Add(message);
            bytes += message.Length;
            if (some.Count < AtOnce && bytes < BytesAtOnce) continue;
            yield return some;
            (some, bytes) = ([], 0);
        }

        if (some.Count > 0) yield return some;
    }

    private static bool IsIn(DeliveryKind kind) => kind is DeliveryKind.Taken or DeliveryKind.Repeated or DeliveryKind.Passed;

    // Page by page; each keeps its place, and is met once.
    private IEnumerable<KeptMessage> AllUnread(string webhook)
    {
        for (long after = 0; ;)
        {
            var some = query.Unread(webhook, after, AtOnce);
            foreach (var message in some) yield return message;
            if (some.Count < AtOnce) yield break;
            after = some[^1].Id;
        }
    }

    private static Delivery Read(Webhook hook, KeptMessage message)
    {
        using var json = JsonDocument.Parse(message.Body);
        return MessageIntake.Read(hook, message.Body, json.RootElement, message.At) with { Replaces = message.Id };
    }
}
