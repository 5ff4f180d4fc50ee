using System.Text.Json;
using CxDashboard.Api;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Wire;
using CxDashboard.Live;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// <c>POST /hooks/NAME</c>: takes a message of another system, once it is proven to be that system's, and answers when it is on
/// disk. What nobody understands is taken too, and kept, as long as it is JSON of a bounded size and depth: a sender does not send
/// again what was refused.
/// </summary>
internal sealed class WebhookEndpoint(WebhookShelf shelf, WireIntake intake, LiveFeed feed, TimeProvider clock, ArrivalClock arrivals, ILogger<WebhookEndpoint> log)
{
    private const int BodyBytes = 1 << 20;

    private const string NotProven = "This address takes messages of one system only, and this one is not proven to be of it: the address, its token, or the signature is wrong.";

    public Task ReceiveAsync(HttpContext context) => WireFaults.GuardAsync(context, log, TakeAsync);

    private async Task TakeAsync(HttpContext context)
    {
        // A wrong name is answered like a wrong token.
        var hook = shelf.Find((string)context.GetRouteValue("name")!);
        if (hook is null || (hook.Settings.TokenHash is { } hash && !WebhookToken.Is(WebhookToken.Of(context), hash)))
        {
            await RefuseAsync(context, NotProven);
            return;
        }

        if (hook.Fault is { } fault)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"Messages cannot be taken here just now. {fault}", retryAfter: WireFaults.StoreSeconds);
            return;
        }

        if (await RequestBody.ReadAsync(context, Math.Min(BodyBytes, intake.Limits.BodyBytes), "Let its sender leave out what is not needed, or send fewer at once.") is not { } body) return;
        byte[] bytes;
        using (body) bytes = body.Bytes.ToArray();
        if (hook.Secret is { } secret && hook.Kind.Proof!(context.Request.Headers, bytes, secret, Instant.Now(clock)) is var proof && proof != ProofFault.None)
        {
            await RefuseAsync(context, proof == ProofFault.Stale ? $"This message was signed more than {Signatures.Window.TotalMinutes:0} minutes ago, or by a clock that is wrong; nothing of it is in." : NotProven);
            return;
        }

        if (Parse(bytes, out var json) is { } notJson)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The message is not readable JSON; nothing of it is in.", [new ApiFault("$", notJson)]);
            return;
        }

        using (json)
        {
            var arrived = arrivals.Next();
            for (var current = hook; ;)
            {
                try
                {
                    await WriteAsync(context, current, MessageIntake.Read(current, bytes, json!.RootElement, arrived));
                    return;
                }
                catch (SettingsChangedException)
                {
                    // Its map, say, or how customers are called: it is read as it is said now.
                    if (shelf.FindAnew(hook.Settings.Name) is not { Reader: not null } now)
                    {
                        await RefuseAsync(context, NotProven);
                        return;
                    }

                    current = now;
                }
            }
        }
    }

    private async Task WriteAsync(HttpContext context, Webhook hook, Delivery delivery)
    {
        var batch = new WriteBatch { Deliveries = [delivery], Sources = delivery.Told.Count > 0 ? [new SourceTraits(delivery.Webhook, Live: true)] : [], Standing = WebhookShelf.StandingOf(hook) };
        if (!intake.TryWrite(batch, out var written))
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status429TooManyRequests, WireFaults.QueueIsFull, retryAfter: WireFaults.QueueSeconds);
            return;
        }

        var outcome = (await written).Deliveries[0];
        feed.Publish(Topic.Webhooks);
        if (outcome.Kind is not { } kind)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "So many messages wait here that could not be read that no more are kept. Say on the page Webhooks what their fields mean, and send this one again.", retryAfter: WireFaults.StoreSeconds);
            return;
        }

        await WireAnswer.SendAsync(context, StatusCodes.Status200OK, WireAnswer.Bytes(answer =>
        {
            answer.WriteStartObject();
            answer.WriteString("type", delivery.Type);
            answer.WriteString("result", WebhookWords.Of(kind));
            answer.WriteNumber("records", outcome.Records);
            if (outcome.Waiting > 0) answer.WriteNumber("waiting", outcome.Waiting);
            if (delivery.Why is { } why) answer.WriteString("why", why);
            answer.WriteEndObject();
        }));
    }

    private string? Parse(byte[] bytes, out JsonDocument? json)
    {
        try
        {
            json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = intake.Limits.Depth });
            return null;
        }
        catch (JsonException e)
        {
            json = null;
            return SentRecords.NotJson(e);
        }
    }

    private static Task RefuseAsync(HttpContext context, string sentence) => ApiProblem.WriteAsync(context, StatusCodes.Status401Unauthorized, sentence);
}
