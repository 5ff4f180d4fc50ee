using CxDashboard.Api;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary><c>GET waiting</c>: what was told of interactions whose records are not there yet.</summary>
internal static class WaitingEndpoint
{
    private const int Shown = 1_000;

    public static async Task AnswerAsync(HttpContext context)
    {
        var key = CurrentKey.Of(context);
        string[]? only = key.MayReadRecords ? null : [.. key.Sources];
        if (only is { Length: 0 })
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status403Forbidden, $"The key \"{key.Name}\" reads figures only; what waits is about single records. Use a key with the scope read-records, or one that writes the source.");
            return;
        }

        // SQLite answers on the thread that asks.
        var waiting = WaitingParts.Read(context.RequestServices.GetRequiredService<Store>().Path, only, Shown);
        await WireAnswer.SendAsync(context, StatusCodes.Status200OK, WireAnswer.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("sources");
            foreach (var source in waiting.Sources)
            {
                json.WriteStartObject();
                json.WriteString("source", source.Source);
                json.WriteNumber("waiting", source.Count);
                json.WriteString("oldest", source.Oldest.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("oldest");
            foreach (var part in waiting.Oldest)
            {
                json.WriteStartObject();
                json.WriteString("source", part.Source);
                json.WriteString("externalId", part.ExternalId);
                json.WriteString("receivedAt", part.ReceivedAt.ToString());
                json.WriteStartArray("told");
                foreach (var word in part.Told) json.WriteStringValue(word);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
