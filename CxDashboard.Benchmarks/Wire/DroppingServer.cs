using System.Net;
using System.Text.Json;
using CxDashboard.Features.Ingest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CxDashboard.Benchmarks.Wire;

/// <summary>An address that reads and parses a record as ours does, answers as many bytes, and drops it: no key, no store. A process of its own.</summary>
internal static class DroppingServer
{
    private static readonly byte[] Answer = """{"externalId":"T-000000000000","result":"new"}"""u8.ToArray();

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        using var readers = new ThreadLocal<RecordJson>(() => new RecordJson(TimeZoneInfo.Utc));
        app.MapPost("/drop", async (HttpContext context) =>
        {
            if (await RequestBody.ReadAsync(context, 5_000_000) is not { } body) return;
            using (body) Parse(body.Bytes, readers.Value!);
            await WireAnswer.SendAsync(context, StatusCodes.Status200OK, Answer);
        });
        await app.StartAsync(CancellationToken.None);
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    private static void Parse(ReadOnlySpan<byte> body, RecordJson json)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        json.TryRead(ref reader, -1);
    }
}
