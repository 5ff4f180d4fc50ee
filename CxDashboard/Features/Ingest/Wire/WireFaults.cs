using CxDashboard.Api;
using CxDashboard.Data;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>What is answered when something cannot be taken, so that every address says it alike.</summary>
internal static class WireFaults
{
    /// <summary>Seconds after which a full queue has surely moved.</summary>
    public const int QueueSeconds = 1;

    /// <summary>Seconds after which a person may have made room.</summary>
    public const int StoreSeconds = 30;

    public const string QueueIsFull = "Too much waits to be written just now; nothing of this request is in. Send it again after a second.";

    /// <summary>The sentence for a store that cannot be written; null for a fault that is ours.</summary>
    public static string? Sentence(Exception fault) => fault switch
    {
        SqliteException sqlite => $"Nothing of this is in, because {StoreFaults.Why(sqlite)}. Send it again when that is mended.",
        ObjectDisposedException => "The server stops just now; nothing of this is in. Send it again when it is back.",
        _ => null,
    };

    /// <summary>Runs the work of an address; what SQLite or HTTP says is answered with its sentence.</summary>
    public static async Task GuardAsync(HttpContext context, ILogger log, Func<HttpContext, Task> work)
    {
        try
        {
            await work(context);
        }
        catch (BadHttpRequestException e)
        {
            // Who was told something already must see that it breaks off.
            if (context.Response.HasStarted) context.Abort();
            else await ApiProblem.WriteAsync(context, e.StatusCode, $"The request was not sent as HTTP asks: {e.Message.TrimEnd('.')}.");
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException && !context.Response.HasStarted)
        {
            log.LogError(e, "What came by wire could not be written.");
            await ApiProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Sentence(e)!, retryAfter: StoreSeconds);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // Whoever asked is gone; what was taken is written all the same.
        }
    }

    /// <summary>Whether a body is of one of the types; answered where it is not.</summary>
    public static async ValueTask<bool> IsAsync(HttpContext context, params string[] types)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding.Count > 0)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "The body is packed; send it as it is, without Content-Encoding.");
            return false;
        }

        if (TypeOf(request) is { } type && types.Contains(type, StringComparer.OrdinalIgnoreCase)) return true;
        await ApiProblem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, $"The Content-Type is {(request.ContentType is { } other ? $"\"{other}\"" : "missing")}. Send {string.Join(" or ", types)}, as UTF-8.");
        return false;
    }

    /// <summary>The type without its parameters; null where it names another encoding than UTF-8.</summary>
    public static string? TypeOf(HttpRequest request)
    {
        if (request.ContentType is not { } said) return null;
        var at = said.IndexOf(';', StringComparison.Ordinal);
        if (at < 0) return said.Trim();
        return said.IndexOf("charset", at, StringComparison.OrdinalIgnoreCase) < 0 || said.IndexOf("utf-8", at, StringComparison.OrdinalIgnoreCase) > 0 ? said[..at].Trim() : null;
    }
}
