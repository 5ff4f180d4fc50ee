using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using CxDashboard.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static CxDashboard.Tests.Data.TemporaryStore;

namespace CxDashboard.Tests.Data;

/// <summary>
/// A process that writes is killed at a random moment. This shows that an answer means committed; that a commit is also
/// synced is shown by the writer's settings (<see cref="StoreTests"/>), because a kill leaves the system's cache alive.
/// </summary>
public sealed class StoreCrashTests
{
    private const string FolderVariable = "CXDASHBOARD_TEST_CRASH_FOLDER";
    private const string PipeVariable = "CXDASHBOARD_TEST_CRASH_PIPE";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AfterAKill_EveryAnsweredRecordIsThere()
    {
        await using var store = new TemporaryStore();
        var answered = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 3; round++)
        {
            answered.UnionWith(await WriteUntilKilledAsync(store.Folder.Path, answers: Random.Shared.Next(10, 200)));

            Store.CheckReadable(store.Path);
            Assert.Subset(store.Ask("SELECT external_id FROM interaction").ToHashSet(StringComparer.Ordinal), answered);
            Assert.Equal(["ok"], store.Ask("PRAGMA integrity_check"));
            Assert.Equal(store.Ask("SELECT count(*), max(id) FROM interaction"), store.Ask("SELECT count(*), max(sequence) FROM journal"));
        }
    }

    /// <summary>What the killed process runs: this assembly again, asked for this test alone.</summary>
    [Fact(Explicit = true)]
    public async Task WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder) return;
        await using var pipe = new NamedPipeClientStream(".", Environment.GetEnvironmentVariable(PipeVariable)!, PipeDirection.Out);
        await pipe.ConnectAsync(Token);
        await using var answers = new StreamWriter(pipe) { AutoFlush = true };
        await using var store = await Store.OpenAsync(new DataFolder(folder).StorePath, TimeProvider.System, NullLogger.Instance, Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (true)
            {
                var id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
                await store.Writer.WriteAsync(new WriteBatch { Records = [Record(id)] }, Token);
                lock (answers) answers.WriteLine(id);
            }
        }));
    }

    /// <returns>The ids that the process said were answered, before it was killed.</returns>
    private static async Task<List<string>> WriteUntilKilledAsync(string folder, int answers)
    {
        var name = "cx-crash-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        await using var pipe = new NamedPipeServerStream(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "CxDashboard.Tests"))
        {
            ArgumentList = { "-explicit", "only", "-method", $"{typeof(StoreCrashTests).FullName}.{nameof(WriteUntilKilled)}" },
            Environment = { [FolderVariable] = folder, [PipeVariable] = name },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var connected = pipe.WaitForConnectionAsync(Token);
        if (await Task.WhenAny(connected, output) == output) Assert.Fail("The writing process ended by itself: " + await output);

        using var reader = new StreamReader(pipe);
        var result = new List<string>();
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            result.Add(line);
            if (result.Count == answers) process.Kill();
        }

        await process.WaitForExitAsync(Token);
        Assert.True(result.Count >= answers, "The writing process ended by itself: " + await output);

        // The kill may have cut the last line; an answer that nobody heard proves nothing.
        return [.. result.Where(id => id.Length == 32)];
    }
}
