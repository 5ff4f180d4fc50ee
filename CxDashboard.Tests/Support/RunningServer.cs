using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Features.Access;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>
/// The built server as its own process, on a data folder and a port of its own, with the sample year; shared by the tests
/// of one class. Verbs run against the same folder as a person would run them.
/// </summary>
public class RunningServer : IAsyncLifetime
{
    // Its own output, not the copy beside the tests: static files are found through a list that lies there.
    private static readonly string Program = Path.Combine(
        SourceTree.Root, "CxDashboard", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "CxDashboard.dll");

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static string? _first;

    private readonly StringBuilder _log = new();
    private readonly Lock _gate = new();
    private Process? _process;

    /// <summary>As what it runs, in the words of ASP.NET Core.</summary>
    protected virtual string RunsAs => "Production";

    /// <summary>What it is started with, besides where its data are and where it listens.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    /// <summary>"http://127.0.0.1:41234".</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>Where the server keeps its data; gone when the tests are over.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("cxdashboard-tests-").FullName;

    /// <summary>A key that reads everything.</summary>
    public string ReadingKey { get; private set; } = "";

    /// <summary>What the server wrote to its log so far.</summary>
    public string Log
    {
        get { lock (_gate) return _log.ToString(); }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var isFirst = !Fill();
        var bound = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Start(["--data", DataFolder, "--urls", "http://127.0.0.1:0", .. Arguments]);
        _process.ErrorDataReceived += (_, e) => Note(e.Data, bound);
        _process.OutputDataReceived += (_, e) => Note(e.Data, bound);
        _process.Exited += (_, _) => bound.TrySetException(new InvalidOperationException($"The server ended while it started:\n{Log}"));
        _process.EnableRaisingEvents = true;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        BaseUrl = await bound.Task.WaitAsync(StartLimit, TestContext.Current.CancellationToken);
        ReadingKey = await KeyAsync(KeyScopes.ReadRecords);
        await MeasuredAsync();
        if (isFirst && Arguments.Count == 0) await KeepAsync();
    }

    /// <summary>Makes a key as its verb does, without a process of its own.</summary>
    public async Task<string> KeyAsync(params string[] scopes)
    {
        var name = "test " + Guid.NewGuid().ToString("N")[..8];
        return (await KeysEndpoint.AskAsync(new DataFolder(DataFolder), new KeysRequest(Add: name, Scopes: scopes), TestContext.Current.CancellationToken)).Token!;
    }

    /// <summary>Somebody who asks the API with a key, by default with <see cref="ReadingKey"/>.</summary>
    public HttpClient Client(string? key = null) => new() { BaseAddress = new Uri(BaseUrl), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key ?? ReadingKey) } };

    /// <summary>Runs a verb in a process of its own on the server's data folder and answers its standard output.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Start([.. arguments, "--data", DataFolder]);
        var cancelled = TestContext.Current.CancellationToken;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancelled), process.StandardError.ReadToEndAsync(cancelled));
        await process.WaitForExitAsync(cancelled);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>Ends the server at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks the server to end, as a machine does that is switched off.</summary>
    /// <returns>How long that took, and with what it ended.</returns>
    public async Task<(TimeSpan Took, int Code)> TerminateAsync()
    {
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (clock.Elapsed, _process.ExitCode);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(DataFolder, recursive: true);
        GC.SuppressFinalize(this);
    }

    // It answers before it has read its records, and its pages then say only that the figures are being made. The API holds such a question for
    // a while and says when that was not long enough.
    private async Task MeasuredAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(StartLimit);
        using var client = Client();
        HttpStatusCode said;
        do
        {
            using var answer = await client.GetAsync(BaseUrl + "/api/v1/metrics/interactions", limit.Token);
            said = answer.StatusCode;
        }
        while (said == HttpStatusCode.ServiceUnavailable);
    }

    // The first server makes its store and writes the sample year; those after it begin with a copy of both, as after a restart.
    private bool Fill()
    {
        if (Volatile.Read(ref _first) is not { } first || Arguments.Count > 0) return false;
        foreach (var file in Directory.EnumerateFiles(first)) File.Copy(file, Path.Combine(DataFolder, Path.GetFileName(file)));
        return true;
    }

    private async Task KeepAsync()
    {
        var kept = Directory.CreateTempSubdirectory("cxdashboard-first-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(kept, recursive: true);
        foreach (var name in (string[])["store.db", "sample.db"])
        {
            await using var store = new SqliteConnection($"Data Source={Path.Combine(DataFolder, name)};Mode=ReadOnly;Pooling=False");
            await store.OpenAsync(TestContext.Current.CancellationToken);
            await using var copy = store.CreateCommand();
            copy.CommandText = "VACUUM INTO $path";
            copy.Parameters.AddWithValue("$path", Path.Combine(kept, name));
            await copy.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Interlocked.CompareExchange(ref _first, kept, null);
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Program);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = RunsAs;
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    // "CxDashboard is open at http://127.0.0.1:41234, data in …": the line that a person reads too.
    private void Note(string? line, TaskCompletionSource<string> bound)
    {
        if (line is null) return;
        lock (_gate) _log.AppendLine(line);
        const string Words = "is open at ";
        var at = line.IndexOf(Words, StringComparison.Ordinal);
        if (at >= 0) bound.TrySetResult(line[(at + Words.Length)..].Split(',')[0]);
    }
}
