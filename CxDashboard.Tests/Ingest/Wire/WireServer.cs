using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CxDashboard.Features.Access;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Features.Ingest.Wire;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Tests.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>The addresses that take records, on a real port of this process, over a store that is gone after the test.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WireServer(WebApplication app, TemporaryStore store, HttpClient client) => (_app, Store, Client) = (app, store, client);

    public TemporaryStore Store { get; }

    /// <summary>With a key that writes the source "shop".</summary>
    public HttpClient Client { get; }

    /// <summary>The webhooks; there is none at first.</summary>
    public WebhookShelf Hooks => _app.Services.GetRequiredService<WebhookShelf>();

    /// <summary>What reads kept messages again.</summary>
    public MessageRereading Rereading => _app.Services.GetRequiredService<MessageRereading>();

    public static Task<WireServer> StartAsync(params (string Setting, string Value)[] settings) => StartAsync(["ingest:shop"], settings);

    public static async Task<WireServer> StartAsync(string[] scopes, params (string Setting, string Value)[] settings) => await StartAsync(await TemporaryStore.OpenedAsync(), scopes, settings);

    /// <summary>Over a store that is open, and goes with the server.</summary>
    public static async Task<WireServer> StartAsync(TemporaryStore store, string[] scopes, params (string Setting, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        foreach (var (setting, value) in settings) builder.Configuration[setting] = value;
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(store.Store).AddSingleton(store.Writer).AddSingleton<LiveFeed>();
        builder.Services.AddOptions<WorkspaceOptions>().Bind(builder.Configuration.GetSection(WorkspaceOptions.Section));
        builder.Services.AddSingleton(store.Folder).AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAccess().AddWire(builder.Configuration).AddWebhooks();
        var app = builder.Build();
        app.UseAuthorization();
        app.MapWire();
        app.MapWebhooks();
        app.MapAccess();
        await app.StartAsync(Token);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var result = new WireServer(app, store, new HttpClient { BaseAddress = new Uri(address) });
        result.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await result.KeyAsync("a test", scopes));
        return result;
    }

    public async Task<string> KeyAsync(string name, params string[] scopes) => (await _app.Services.GetRequiredService<KeyRing>().AddAsync(name, scopes, "a test", Token)).Token;

    /// <summary>Sends a body and answers status and JSON.</summary>
    public async Task<(int Status, JsonNode? Json)> SendAsync(HttpMethod method, string path, string? body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var answer = await AskAsync(method, path, body, type, headers);
        var text = await answer.Content.ReadAsStringAsync(Token);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text.Contains('\n', StringComparison.Ordinal) ? "[" + string.Join(',', text.TrimEnd().Split('\n')) + "]" : text));
    }

    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var call = new HttpRequestMessage(method, "/api/v1/" + path);
        if (body is not null) call.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        foreach (var (name, value) in headers) call.Headers.Add(name, value);
        return await Client.SendAsync(call, Token);
    }

    /// <summary>Posts JSON.</summary>
    public Task<(int Status, JsonNode? Json)> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers: headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
