using System.Diagnostics;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace CxDashboard.Benchmarks.Wire;

/// <summary>
/// Records by wire into the real server, a process of its own, every answer after its commit with <c>synchronous=FULL</c>: single
/// records against an address that parses and drops, batches of 100 against a bare prepared upsert of the same rows, 100 a commit.
/// </summary>
internal static class WireBenchmark
{
    private const int OfBatch = 100;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("cx-wire-");
        using var ours = Start([typeof(Measuring.Measure).Assembly.Location, "--data", folder.FullName, "--no-sample", "--urls", "http://127.0.0.1:0"]);
        using var dropping = Start([typeof(WireBenchmark).Assembly.Location, "wire-drop"]);
        try
        {
            var (address, other) = (await AddressAsync(ours.StandardError), await AddressAsync(dropping.StandardOutput));
            _ = ours.StandardError.ReadToEndAsync();
            var key = (await KeysEndpoint.AskAsync(new DataFolder(folder.FullName), new KeysRequest(Add: "benchmark", Scopes: ["ingest:shop"]), CancellationToken.None)).Token!;
            await WireLoad.RunAsync(address, "/api/v1/interactions", key, 16, Lasts, One);
            await WireLoad.RunAsync(other, "/drop", null, 16, Lasts, One);
            await WireLoad.RunAsync(address, "/api/v1/interactions", key, 16, Lasts, Batch);
            foreach (var connections in (int[])[1, 16, 64, 256])
            {
                var dropped = await WireLoad.RunAsync(other, "/drop", null, connections, Lasts, One);
                var stored = await WireLoad.RunAsync(address, "/api/v1/interactions", key, connections, Lasts, One);
                Console.WriteLine($"single records, {connections,3} connections: {stored,9:N0} stored a second, {dropped,9:N0} parsed and dropped: {stored / dropped:P0}{(connections == 64 ? " (wanted: at least 40 %)" : "")}");
            }

            var bare = await BareAsync(folder.FullName);
            foreach (var connections in (int[])[1, 4, 16, 64, 256])
            {
                var batches = OfBatch * await WireLoad.RunAsync(address, "/api/v1/interactions", key, connections, Lasts, Batch);
                Console.WriteLine($"batches of {OfBatch}, {connections,3} connections: {batches,9:N0} records a second, a bare upsert {bare,9:N0}: {batches / bare:P0} (wanted: at least 60 %)");
            }

            return 0;
        }
        finally
        {
            ours.Kill();
            dropping.Kill();
            await ours.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static byte[] One(long number) => Encoding.UTF8.GetBytes(Text(number));

    private static byte[] Batch(long number) => Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(0, OfBatch).Select(i => Text((number * OfBatch) + i))) + "]");

    private static string Text(long number) =>
        $$"""{"externalId":"T-{{number:D12}}","customer":"customer{{number % 20_000}}@example.com","segment":"business","channel":"chat","topic":"delivery late","product":"parcel","region":"north","openedAt":"{{At(number)}}","firstReplyAt":"{{At(number + 40)}}","claimedAt":"{{At(number + 90)}}","claimed":true,"rating":4,"ratingScale":5,"comment":"It came in the end, thank you.","cost":12.5}""";

    // Every six seconds one, over two years that are past.
    private static Instant At(long number) => new(1_700_000_000_000 + (number % 10_000_000 * 6_000));

    private static Interaction Record(long number) => new()
    {
        Source = "shop",
        ExternalId = $"T-{number:D12}",
        Customer = $"customer{number % 20_000}@example.com",
        Segment = "business",
        Channel = "chat",
        Topic = "delivery late",
        Product = "parcel",
        Region = "north",
        OpenedAt = At(number),
        FirstReplyAt = At(number + 40),
        ClaimedAt = At(number + 90),
        Claimed = true,
        Rating = 4,
        RatingScale = 5,
        Comment = "It came in the end, thank you.",
        Cost = 12.5m,
    };

    // The same columns, key and file settings; no journal, no versions, no sources.
    private static async Task<double> BareAsync(string folder)
    {
        var path = Path.Combine(folder, "bare.db");
        await (await Store.OpenAsync(path, TimeProvider.System, NullLogger.Instance, CancellationToken.None)).DisposeAsync();
        using var connection = StoreConnections.OpenOwner(path);
        StoreConnections.Execute(connection, "INSERT INTO source (id, name, live) VALUES (1, 'shop', 0)");
        var names = InteractionColumns.Names;
        using var upsert = new Statement(connection, $"""
            INSERT INTO interaction (id, {InteractionColumns.List}) VALUES (?1, {string.Join(", ", names.Select((_, i) => $"?{i + 2}"))})
            ON CONFLICT (source_id, external_id) DO UPDATE SET {string.Join(", ", names.Skip(2).Select(n => $"{n} = excluded.{n}"))}
            """);
        var (values, clock, rows) = (new RowValues(names.Count), Stopwatch.StartNew(), 0L);
        while (clock.Elapsed < Lasts)
        {
            using var transaction = connection.BeginTransaction();
            for (var i = 0; i < OfBatch; i++)
            {
                values.Clear();
                values.Begin();
                InteractionColumns.Read(Record(++rows), 1, values);
                upsert.Bind(1, rows);
                values.BindTo(upsert, 2);
                upsert.Execute();
            }

            transaction.Commit();
            if (rows % 100_000 == 0) StoreConnections.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    private static Process Start(string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    private static async Task<Uri> AddressAsync(StreamReader said)
    {
        while (await said.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at) return new Uri(line[at..].Split(',')[0]);
        }

        throw new InvalidOperationException("A server ended while it started.");
    }
}
