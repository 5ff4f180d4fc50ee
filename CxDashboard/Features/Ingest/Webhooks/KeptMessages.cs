using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Live;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>What may be done with messages that are kept: say what their fields mean, and read them again.</summary>
internal sealed class KeptMessages(DeliveriesQuery query, WebhookShelf shelf, StoreWriter writer, ImportDrafts drafts, LiveFeed feed)
{
    // What a map is made of, and how many are in memory at once: each may have a megabyte.
    private const int MostInDraft = 2_000, MostBytesInDraft = 32 << 20, AtOnce = 50;

    private static readonly DeliveryKind[] Unread = [DeliveryKind.Unmapped, DeliveryKind.SetAside, DeliveryKind.Unknown];

    /// <summary>Makes a draft of the last messages, on whose page one says what their fields mean.</summary>
    /// <returns>The draft's id.</returns>
    /// <exception cref="WebhookRefusedException">There is none.</exception>
    /// <exception cref="ImportRefusedException">The draft cannot be kept.</exception>
    public async Task<string> DraftAsync(string webhook, CancellationToken ct)
    {
        using var lines = new MemoryStream();
        foreach (var kind in (DeliveryKind[])[DeliveryKind.Unmapped, DeliveryKind.SetAside, DeliveryKind.Taken])
        {
            foreach (var message in All(webhook, kind).Take(MostInDraft).TakeWhile(_ => lines.Length < MostBytesInDraft))
            {
                using var json = JsonDocument.Parse(message.Body);
                foreach (var record in MappedMessages.Records(json.RootElement))
                {
                    lines.Write(MappedMessages.OneLine(record));
                    lines.WriteByte((byte)'\n');
                }
            }
        }

        if (lines.Length == 0) throw new WebhookRefusedException("No message is here yet of which one could say what its fields mean.");
        lines.Position = 0;
        return await drafts.ReceiveAsync(webhook + ".jsonl", lines, ct, webhook);
    }

    /// <summary>Takes the map of a draft for its webhook, and reads every message that waits by it.</summary>
    /// <returns>What came of it, in a sentence.</returns>
    /// <exception cref="WebhookRefusedException">It cannot be taken.</exception>
    public async Task<string> UseAsync(ImportDraft draft, CancellationToken ct)
    {
        if (draft is not { Webhook: { } webhook, Stage: DraftStage.Ready, Trial: not null, Fault: null, Draft: { } map }) throw new WebhookRefusedException("This map is not ready to be used: look at what the page says of it.");
        await shelf.ChangeAsync(webhook, s => s with { Map = map.ToJson(), Pseudonymises = draft.Choices.Pseudonymise || s.Pseudonymises }, ct);
        return await ReadAgainAsync(webhook, ct);
    }

    /// <summary>Reads every message again that was not understood.</summary>
    /// <returns>What came of it, in a sentence.</returns>
    /// <exception cref="WebhookRefusedException">It could not be stored.</exception>
    public async Task<string> ReadAgainAsync(string webhook, CancellationToken ct)
    {
        if (shelf.Find(webhook) is not { Reader: not null } hook) throw new WebhookRefusedException($"The webhook “{webhook}” cannot read messages just now.");
        var (taken, left) = (0, 0);
        foreach (var some in Unread.SelectMany(kind => All(webhook, kind)).Chunk(AtOnce))
        {
            // One that is as it was stays where it is.
            var read = some.Select(m => (Was: m.Kind, Now: Read(hook, m))).Where(m => m.Now.Kind != m.Was).Select(m => m.Now).ToList();
            left += some.Length - read.Count(d => d.Kind is DeliveryKind.Taken or DeliveryKind.Passed);
            if (read.Count == 0) continue;
            try
            {
                var result = await writer.WriteAsync(new WriteBatch { Deliveries = read, Sources = [new SourceTraits(webhook, Live: true)] }, ct);
                taken += result.Deliveries.Count(d => d.Kind is DeliveryKind.Taken or DeliveryKind.Repeated or DeliveryKind.Passed);
            }
            catch (SqliteException e)
            {
                throw new WebhookRefusedException($"What was read could not be stored, because {StoreFaults.Why(e)}.", e);
            }
        }

        feed.Publish(Topic.Webhooks);
        return taken + left == 0 ? "Nothing waits." : left == 0 ? $"{(taken == 1 ? "One message was" : $"All {taken:N0} messages were")} read and {(taken == 1 ? "is" : "are")} in." : $"{taken:N0} of {taken + left:N0} messages are in; {left:N0} still cannot be read.";
    }

    // Page by page. What is set aside meanwhile comes behind, and is met once more and left.
    private IEnumerable<KeptMessage> All(string webhook, DeliveryKind kind)
    {
        for (long after = 0; ;)
        {
            var some = query.After(webhook, kind, after, AtOnce);
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
