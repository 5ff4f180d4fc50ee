using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CxDashboard.Tests.Ingest.Connectors;

/// <summary>
/// A server that answers the incremental export of tickets as Zendesk documents it: by a time or a cursor, ordered by change, in
/// pages, with people and metrics where they are asked for, and with the faults that a test orders.
/// </summary>
internal sealed class FakeZendesk : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task<bool>>> _faults = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, JsonObject> _changes = [];
    private readonly List<JsonObject> _users = [], _metrics = [];
    private long _change;

    private FakeZendesk()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/api/v2/incremental/tickets/cursor.json", AnswerAsync);
    }

    public const string Mail = "ada@example.com", Token = "s3cret";

    public string Address => _app.Urls.First();

    /// <summary>At most so many tickets a page, whatever is asked for.</summary>
    public int PerPage { get; set; } = 100;

    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<FakeZendesk> StartAsync()
    {
        var fake = new FakeZendesk();
        await fake._app.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    /// <summary>Puts a ticket there, or changes it: it moves to the end of the export.</summary>
    public void Put(JsonObject ticket, JsonObject? metrics = null, JsonObject? user = null)
    {
        lock (_gate)
        {
            var id = ticket["id"]!.GetValue<long>();
            if (_changes.FirstOrDefault(c => c.Value["id"]!.GetValue<long>() == id) is { Value: not null } before) _changes.Remove(before.Key);
            _changes.Add(++_change, ticket);
            if (metrics is not null)
            {
                _metrics.RemoveAll(m => m["ticket_id"]!.GetValue<long>() == id);
                _metrics.Add(metrics);
            }

            if (user is not null) _users.Add(user);
        }
    }

    /// <summary>Answers the next request so instead.</summary>
    public void Next(Func<HttpContext, Task> answer) => _faults.Enqueue(async context =>
    {
        await answer(context);
        return true;
    });

    /// <summary>Answers the next request with a status and headers.</summary>
    public void Next(int status, params (string Name, string Value)[] headers) => Next(context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        return Task.CompletedTask;
    });

    /// <summary>Does something before the next answer is given, which is as it is.</summary>
    public void Meanwhile(Func<Task> work) => _faults.Enqueue(async _ =>
    {
        await work();
        return false;
    });

    /// <summary>Gives the next answer as it is, with one more header.</summary>
    public void NextWith(string name, string value) => _faults.Enqueue(context =>
    {
        context.Response.Headers[name] = value;
        return Task.FromResult(false);
    });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Asked.Enqueue(context.Request.QueryString.Value!);
        if (_faults.TryDequeue(out var fault) && await fault(context)) return;
        if (context.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Mail}/token:{Token}")))
        {
            context.Response.StatusCode = 401;
            return;
        }

        await context.Response.WriteAsync(Page(context.Request.Query), context.RequestAborted);
    }

    private string Page(IQueryCollection query)
    {
        lock (_gate)
        {
            var after = query.TryGetValue("cursor", out var cursor) ? long.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(cursor!)), CultureInfo.InvariantCulture) : 0;
            var rest = _changes.Where(c => c.Key > after).ToList();
            var page = rest.Take(PerPage).ToList();
            var last = page.Count > 0 ? page[^1].Key : after;
            var answer = new JsonObject
            {
                ["tickets"] = new JsonArray([.. page.Select(c => c.Value.DeepClone())]),
                ["after_cursor"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(last.ToString(CultureInfo.InvariantCulture))),
                ["end_of_stream"] = page.Count == rest.Count,
            };
            if (query["include"].ToString().Contains("users", StringComparison.Ordinal)) answer["users"] = new JsonArray([.. _users.Select(u => u.DeepClone())]);
            if (query["include"].ToString().Contains("metric_sets", StringComparison.Ordinal)) answer["metric_sets"] = new JsonArray([.. _metrics.Select(m => m.DeepClone())]);
            return answer.ToJsonString(JsonSerializerOptions.Web);
        }
    }
}
