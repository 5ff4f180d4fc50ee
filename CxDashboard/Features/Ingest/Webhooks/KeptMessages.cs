using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Live;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>What may be done with messages that are kept: say what their fields mean, and read them again.</summary>
internal sealed class KeptMessages(DeliveriesQuery query, WebhookShelf shelf, StoreWriter writer, ImportDrafts drafts, LiveFeed feed)
{
    /// <summary>The newest so many of a kind are what a map is made of.</summary>
    private const int MostInDraft = 2_000, AtOnce = 200;

    private static readonly DeliveryKind[] Unread = [DeliveryKind.Unmapped, DeliveryKind.SetAside, DeliveryKind.Unknown];

    /// <summary>Makes a draft of the last messages, on whose page one says what their fields mean.</summary>
    /// <returns>The draft's id.</returns>
    /// <exception cref="WebhookRefusedException">There is none.</exception>
    /// <exception cref="ImportRefusedException">The draft cannot be kept.</exception>
    public async Task<string> DraftAsync(string webhook, CancellationToken ct)
    {
        using var lines = new MemoryStream();
        var messages = new[] { DeliveryKind.Unmapped, DeliveryKind.SetAside, DeliveryKind.Taken }.SelectMany(kind => query.Kept(webhook, kind, MostInDraft)).OrderBy(m => m.Id).ToList();
        foreach (var message in messages)
        {
            using var json = JsonDocument.Parse(message.Body);
            foreach (var record in MappedMessages.Records(json.RootElement))
            {
                lines.Write(MappedMessages.OneLine(record));
                lines.WriteByte((byte)'\n');
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
        var messages = Unread.SelectMany(kind => query.Kept(webhook, kind, int.MaxValue)).OrderBy(m => m.Id).ToList();
        var (taken, left) = (0, 0);
        foreach (var some in messages.Chunk(AtOnce))
        {
            var read = some.Select(m => Read(hook, m)).Where(d => d.Kind is DeliveryKind.Taken or DeliveryKind.Passed || d.Why is not null).ToList();
            left += some.Length - read.Count(d => d.Kind is DeliveryKind.Taken or DeliveryKind.Passed);
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
        return messages.Count == 0 ? "Nothing waits." : left == 0 ? $"{(taken == 1 ? "One message was" : $"All {taken:N0} messages were")} read and {(taken == 1 ? "is" : "are")} in." : $"{taken:N0} of {messages.Count:N0} messages are in; {left:N0} still cannot be read.";
    }

    private static Delivery Read(Webhook hook, KeptMessage message)
    {
        using var json = JsonDocument.Parse(message.Body);
        return MessageIntake.Read(hook, message.Body, json.RootElement, message.At) with { Replaces = message.Id };
    }
}
