using System.Net.Sockets;
using System.Text.Json;
using CxDashboard.Data;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Diagnostics;

namespace CxDashboard.CommandLine;

/// <summary>One line of what a running server says about work that it was handed.</summary>
/// <param name="Progress">How far it is, or null.</param>
/// <param name="Answer">The end, when all went well.</param>
/// <param name="Refused">The end, as one sentence, when it could not be done.</param>
public sealed record HandOverLine(JsonElement? Progress = null, JsonElement? Answer = null, string? Refused = null);

/// <summary>
/// A verb that writes hands its work to the running server over a Unix socket in the data folder; nobody else can reach it,
/// because the socket is the owner's alone. The server answers with one JSON value a line.
/// </summary>
public static class HandOver
{
    private const string CutOff = "The server stopped before it had finished. Run the same call again: it goes on where this one ended.";
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>
    /// Does the work here when nobody owns the folder, else hands it to the server that does.
    /// </summary>
    /// <param name="doing">What this process does, for others who find the folder taken.</param>
    /// <param name="here">The work, with the owner of the folder.</param>
    /// <param name="path">The server's path for the same work.</param>
    /// <param name="request">What the server is sent.</param>
    /// <exception cref="VerbRefusedException">Where another process has the folder and serves nobody, or refuses.</exception>
    public static async Task<TAnswer> RunAsync<TRequest, TProgress, TAnswer>(
        DataFolder folder, string doing, Func<Owner, Task<TAnswer>> here, string path, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellation)
    {
        await using (var owner = Owner.TryTake(folder, doing, out _))
        {
            if (owner is not null) return await here(owner);
        }

        var holder = StoreLock.ReadHolder(folder);
        if (!File.Exists(folder.SocketPath) || holder?.Address.StartsWith("http", StringComparison.Ordinal) != true)
            throw new VerbRefusedException($"{folder.Path} is in use by {holder?.ToString() ?? "another process"}. Try again when that has finished.");
        try
        {
            return await AskServerAsync<TRequest, TProgress, TAnswer>(folder, path, request, progress, cancellation);
        }
        catch (Exception gone) when (gone is IOException or HttpRequestException { InnerException: IOException })
        {
            throw new VerbRefusedException(CutOff);
        }
        catch (HttpRequestException fault)
        {
            throw new VerbRefusedException($"{folder.Path} is in use by {holder}, which does not answer ({fault.Message}). Try again, or stop it.");
        }
        catch (IOException)
        {
            // A server that was killed breaks off in the middle of a line.
            throw new VerbRefusedException(CutOff);
        }
    }

    /// <summary>Asks the server that owns the folder; null where none answers.</summary>
    public static async Task<TAnswer?> AskIfServedAsync<TRequest, TAnswer>(DataFolder folder, string path, TRequest request, CancellationToken cancellation)
        where TAnswer : class
    {
        if (!File.Exists(folder.SocketPath)) return null;
        try
        {
            return await AskServerAsync<TRequest, object, TAnswer>(folder, path, request, progress: null, cancellation);
        }
        catch (Exception gone) when (gone is IOException or HttpRequestException or VerbRefusedException)
        {
            // The socket of a server that was killed, or that stops just now.
            return null;
        }
    }

    private static async Task<TAnswer> AskServerAsync<TRequest, TProgress, TAnswer>(
        DataFolder folder, string path, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.SocketPath), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var call = new HttpRequestMessage(HttpMethod.Post, "http://localhost" + path) { Content = JsonContent.Create(request, options: Json) };
        using var response = await client.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            var line = JsonSerializer.Deserialize<HandOverLine>(text, Json)!;
            if (line.Refused is { } sentence) throw new VerbRefusedException(sentence);
            if (line.Progress is { } step) progress?.Report(step.Deserialize<TProgress>(Json)!);
            if (line.Answer is { } answer) return answer.Deserialize<TAnswer>(Json)!;
        }

        throw new VerbRefusedException(CutOff);
    }

    /// <summary>Maps the server's side of such work: reachable over the socket only, not found for everyone else.</summary>
    /// <param name="work">Does it; a sentence to refuse with is thrown as an exception of one of the types in <paramref name="refusals"/>.</param>
    public static void MapHandOver<TRequest, TProgress, TAnswer>(
        this IEndpointRouteBuilder endpoints, string path, Func<TRequest, IProgress<TProgress>, CancellationToken, Task<TAnswer>> work, params Type[] refusals) =>
        endpoints.MapPost(path, async (HttpContext context) =>
        {
            if (context.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily != AddressFamily.Unix)
            {
                // Told as it is: the page for unknown addresses would be posted to, and refuse that in its own way.
                context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            var request = await context.Request.ReadFromJsonAsync<TRequest>(Json, context.RequestAborted);
            context.Response.ContentType = "application/x-ndjson";
            var lines = new LineWriter(context.Response.Body);
            try
            {
                var answer = await work(request!, new Relay<TProgress>(lines), context.RequestAborted);
                await lines.WriteAsync(new HandOverLine(Answer: JsonSerializer.SerializeToElement(answer, Json)));
            }
            catch (Exception refused) when (refusals.Any(type => type.IsInstanceOfType(refused)))
            {
                await lines.WriteAsync(new HandOverLine(Refused: refused.Message));
            }
        }).DisableAntiforgery();

    private sealed class LineWriter(Stream body)
    {
        private readonly SemaphoreSlim _one = new(1, 1);

        public async Task WriteAsync(HandOverLine line)
        {
            await _one.WaitAsync();
            try
            {
                await body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, Json));
                await body.WriteAsync("\n"u8.ToArray());
                await body.FlushAsync();
            }
            finally
            {
                _one.Release();
            }
        }
    }

    // Progress is told by the work's own threads, which do not wait for the network: a line that cannot be written any
    // more belongs to a caller who is gone, and the request's cancellation says so.
    private sealed class Relay<TProgress>(LineWriter lines) : IProgress<TProgress>
    {
        private Task _last = Task.CompletedTask;

        public void Report(TProgress value)
        {
            if (!_last.IsCompleted) return;
            _last = lines.WriteAsync(new HandOverLine(Progress: JsonSerializer.SerializeToElement(value, Json)));
        }
    }
}
