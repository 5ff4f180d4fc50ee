using System.Text;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Lets a person say of messages that are kept what their fields mean.</summary>
internal sealed class KeptMessages(DeliveriesQuery query, WebhookShelf shelf, MessageRereading rereading, ImportDrafts drafts)
{
    // What a map is made of, and how many are fetched at once: each may have a megabyte.
    private const int MostInDraft = 2_000, MostBytesInDraft = 32 << 20, AtOnce = 50;

    /// <summary>Makes a draft of the newest messages, on whose page one says what their fields mean.</summary>
    /// <returns>The draft's id.</returns>
    /// <exception cref="WebhookRefusedException">There is none.</exception>
    /// <exception cref="ImportRefusedException">The draft cannot be kept.</exception>
    public async Task<string> DraftAsync(string webhook, CancellationToken ct)
    {
        using var lines = new MemoryStream();
        var newest = Newest(webhook);
        newest.Sort((a, b) => a.Id.CompareTo(b.Id));
        foreach (var message in newest)
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
        var said = map.ToJson();
        if (MapReader.Read(Encoding.UTF8.GetBytes(said), "of the webhook", webhook) is { Events: null } read && !read.Fields.ContainsKey(RecordField.ExternalId))
            throw new WebhookRefusedException("No field is the number of the contact in its system yet. Say which one is: without it a later message could tell nothing of the same contact.");
        await shelf.ChangeAsync(webhook, s => s with { Map = said, Pseudonymises = draft.Choices.Pseudonymise || s.Pseudonymises }, ct);
        return await rereading.RunAsync(webhook, ct);
    }

    // As many of each kind as may be looked at, within a size for all.
    private List<KeptMessage> Newest(string webhook)
    {
        var (newest, bytes) = (new List<KeptMessage>(), 0L);
        foreach (var kind in (DeliveryKind[])[DeliveryKind.Unmapped, DeliveryKind.SetAside, DeliveryKind.Taken])
        {
            long? before = null;
            for (var left = MostInDraft; left > 0 && bytes < MostBytesInDraft;)
            {
                var some = query.Before(webhook, kind, before, Math.Min(left, AtOnce));
                if (some.Count == 0) break;
                newest.AddRange(some);
                bytes += some.Sum(m => m.Length);
                (before, left) = (some[^1].Id, left - some.Count);
            }
        }

        return newest;
    }
}
