using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Features.Access;
using CxDashboard.Features.Metrics;
using CxDashboard.Measuring;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Microsoft.Extensions.Options;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>
/// The real server takes records by wire and is killed at a random moment, again and again (CXDASHBOARD_KILLS says how often; fifty take a minute and a half): what it acknowledged is there once, what it
/// did not is sent again under its name and is there once too, the file is whole, and figures are those of a rebuild.
/// </summary>
public sealed class KilledServerTests
{
    private const int Lanes = 2, Senders = 6, Usual = 16;

    private static readonly int KillsEach = (int.TryParse(Environment.GetEnvironmentVariable("CXDASHBOARD_KILLS"), System.Globalization.CultureInfo.InvariantCulture, out var asked) ? asked : Usual) / Lanes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcknowledgedRecord_IsThereOnce_HoweverOftenTheServerIsKilled()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => new Lane(new Random(lane)).RunAsync()));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Lanes * KillsEach} kills, {told.Sum()} acknowledged requests.");
        Assert.True(told.Sum() > Lanes * KillsEach, $"Only {told.Sum()} requests were acknowledged.");
    }

    // One folder and the servers on it, one after the other.
    private sealed class Lane(Random random) : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly ConcurrentDictionary<string, bool> _acknowledged = new(StringComparer.Ordinal);
        private readonly ConcurrentQueue<string> _unanswered = new();
        private string? _key;
        private int _next;

        private string Store => new DataFolder(_folder.Path).StorePath;

        public async Task<int> RunAsync()
        {
            try
            {
                for (var kill = 0; kill < KillsEach; kill++)
                {
                    await SendUntilKilledAsync();
                    Check();
                }

                await ResendAndCompareAsync();
                return _acknowledged.Count;
            }
            finally
            {
                Dispose();
            }
        }

        private async Task SendUntilKilledAsync()
        {
            var (process, address) = await StartAsync();
            using var _ = process;
            _key ??= (await KeysEndpoint.AskAsync(new DataFolder(_folder.Path), new KeysRequest(Add: "killed", Scopes: ["ingest:shop", KeyScopes.ReadRecords]), Token)).Token;
            using var client = Client(address);
            var before = _acknowledged.Count;
            var until = before + random.Next(1, 60);
            var killed = 0;
            await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
            {
                while (Volatile.Read(ref killed) == 0)
                {
                    var id = _unanswered.TryDequeue(out var again) ? again : Interlocked.Increment(ref _next).ToString(System.Globalization.CultureInfo.InvariantCulture);
                    if (!await TrySendAsync(client, id)) _unanswered.Enqueue(id);
                    if (_acknowledged.Count >= until && Interlocked.Exchange(ref killed, 1) == 0) process.Kill();
                }
            }));
            await process.WaitForExitAsync(Token);
        }

        // Three records, the rating of one, and the reply to one that comes with the next request: all of a name that is done once.
        private async Task<bool> TrySendAsync(HttpClient client, string id)
        {
            var records = string.Join(',', Enumerable.Range(0, 3).Select(i => $$"""{"externalId":"{{id}}.{{i}}","customer":"c{{id}}","topic":"billing","openedAt":"2026-03-0{{i + 1}}T09:00:00Z","claimed":true}"""));
            return await TrySendAsync(client, "interactions", $"[{records}]", id) && await TrySendAsync(client, "ratings", $$"""{"externalId":"{{id}}.0","rating":4,"ratingScale":5}""", id + " rating")
                && _acknowledged.TryAdd(id, true);
        }

        private static async Task<bool> TrySendAsync(HttpClient client, string path, string body, string name)
        {
            try
            {
                using var call = new HttpRequestMessage(HttpMethod.Post, "/api/v1/" + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                call.Headers.Add("Idempotency-Key", name);
                using var answer = await client.SendAsync(call, Token);
                var text = await answer.Content.ReadAsStringAsync(Token);
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {text}");
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        private void Check()
        {
            using var reader = CxDashboard.Data.Store.OpenReader(Store);
            Assert.Equal(["ok"], TemporaryStore.Ask(reader, "PRAGMA integrity_check"));
            var there = TemporaryStore.Ask(reader, "SELECT external_id || ' ' || coalesce(rating, '') FROM interaction").ToHashSet(StringComparer.Ordinal);
            Assert.DoesNotContain(_acknowledged.Keys, id => !there.Contains(id + ".0 4.0") || !there.Contains(id + ".1 ") || !there.Contains(id + ".2 "));
            Assert.Equal(TemporaryStore.Ask(reader, "SELECT count(*) FROM interaction"), TemporaryStore.Ask(reader, "SELECT count(DISTINCT external_id) FROM interaction"));
        }

        private async Task ResendAndCompareAsync()
        {
            var (process, address) = await StartAsync();
            using var _ = process;
            using var client = Client(address);
            while (_unanswered.TryDequeue(out var id)) Assert.True(await TrySendAsync(client, id));
            Assert.Equal(_next, _acknowledged.Count);
            Check();
            using (var reader = CxDashboard.Data.Store.OpenReader(Store)) Assert.Equal([$"{3 * _next}|{_next}"], TemporaryStore.Ask(reader, "SELECT count(*), count(rating) FROM interaction"));

            using var rebuilt = new Measure(new ShownStore(Store, isSample: false), TimeProvider.System, Options.Create(new WorkspaceOptions()));
            await rebuilt.FollowAsync(Token);
            foreach (var metric in (string[])["interactions", "issues-opened", "claimed-rate", "held-rate-7d", "mean-rating", "customers-served"])
            {
                var question = new MetricQuestion { Metric = metric, By = CxDashboard.Domain.Time.BucketSize.Day, From = new DateOnly(2026, 3, 1), To = new DateOnly(2026, 3, 5), AsOf = CxDashboard.Domain.Time.Instant.From(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero)) };
                var expected = CxDashboard.CommandLine.Output.ToJson([.. (await rebuilt.AskAsync(question, Token)).Select(MetricRows.Of)]);

                // The server follows the last commits in its own time.
                string said;
                do said = await client.GetStringAsync($"/api/v1/metrics/{metric}?by=day&from=2026-03-01&to=2026-03-05&as-of=2026-05-01", Token);
                while (said != expected && !Token.IsCancellationRequested);
                Assert.Equal(expected, said);
            }

            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        private HttpClient Client(string address) => new() { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", _key) } };

        private async Task<(Process Process, string Address)> StartAsync()
        {
            const string Words = "is open at ";
            var bound = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            var log = new StringBuilder();
            var process = CommandLineProcess.Start("--data", _folder.Path, "--no-sample", "--urls", "http://127.0.0.1:0");
            process.ErrorDataReceived += (_, e) =>
            {
                if (e.Data is not { } line)
                {
                    bound.TrySetException(new InvalidOperationException($"The server ended while it started:\n{log}"));
                    return;
                }

                log.AppendLine(line);
                if (line.IndexOf(Words, StringComparison.Ordinal) is >= 0 and var at) bound.TrySetResult(line[(at + Words.Length)..].Split(',')[0]);
            };
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            return (process, await bound.Task.WaitAsync(Token));
        }

        public void Dispose() => _folder.Dispose();
    }
}
