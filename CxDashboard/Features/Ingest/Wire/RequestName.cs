using System.Security.Cryptography;
using System.Text;
using CxDashboard.Api;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>
/// A request that its sender named in the header <c>Idempotency-Key</c>, so that it may be sent again until it is answered: it is
/// done once, and answered the same each time.
/// </summary>
internal static class RequestName
{
    public const string Header = "Idempotency-Key", Replayed = "Idempotency-Replayed";
    private const int Longest = 200;

    /// <summary>The name; null where there is none. Answered where it cannot be one.</summary>
    public static async ValueTask<(bool IsFine, string? Name)> OfAsync(HttpContext context)
    {
        var headers = context.Request.Headers[Header];
        if (headers.Count == 0) return (true, null);
        if (headers is [{ Length: > 0 and <= Longest } name]) return (true, name);
        await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, $"{Header} is {(headers.Count > 1 ? "given more than once" : "blank or too long")}; send one of 1 to {Longest} characters.");
        return (false, null);
    }

    /// <summary>
    /// Writes the batch and answers it: with what <paramref name="answer"/> makes of the result, or, where the request was answered
    /// before, with that answer.
    /// </summary>
    public static async Task WriteAsync(HttpContext context, WireIntake intake, string? name, ReadOnlyMemory<byte> hash, WriteBatch batch, Func<WriteResult, (int Status, byte[] Body)> answer)
    {
        if (name is null)
        {
            if (!intake.TryWrite(batch, out var plain))
            {
                await RefuseFullAsync(context);
                return;
            }

            var (status, body) = answer(await plain);
            await SendAsync(context, status, body);
            return;
        }

        var key = CurrentKey.Of(context).Id;
        if (!intake.TryBegin(key, name))
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status409Conflict, $"A request named \"{name}\" is under way. Wait for its answer, or ask again after a second.", retryAfter: WireFaults.QueueSeconds);
            return;
        }

        try
        {
            if (!intake.TryWrite(batch with { Request = new OneRequest(key, name, hash.ToArray(), answer) }, out var written))
            {
                await RefuseFullAsync(context);
                return;
            }

            var given = (await written).Answer!;
            if (given.IsOther)
            {
                await ApiProblem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, $"Another request was named \"{name}\" within the last day; nothing of this one is in. Give each request a name of its own.");
                return;
            }

            if (given.Replayed) context.Response.Headers[Replayed] = "true";
            await SendAsync(context, given.Status, given.Body);
        }
        finally
        {
            intake.End(key, name);
        }
    }

    /// <summary>What a request asks: its method, its address and its body.</summary>
    public static byte[] Hash(HttpContext context, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static Task RefuseFullAsync(HttpContext context) =>
        ApiProblem.WriteAsync(context, StatusCodes.Status429TooManyRequests, WireFaults.QueueIsFull, retryAfter: WireFaults.QueueSeconds);

    private static Task SendAsync(HttpContext context, int status, byte[] body)
    {
        if (status < 300 && body.Length > 0) return WireAnswer.SendAsync(context, status, body);
        if (status >= 400) return WireAnswer.SendAsync(context, status, body, ApiProblem.ContentType);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
