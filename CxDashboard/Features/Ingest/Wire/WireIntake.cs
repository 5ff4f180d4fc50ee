using System.Collections.Concurrent;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Measuring;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>What all addresses that take something share: limits, readers of JSON, the writer, and which requests are under way.</summary>
internal sealed class WireIntake(StoreWriter writer, IOptions<WorkspaceOptions> workspace, IOptions<WireOptions> options) : IDisposable
{
    private readonly ThreadLocal<RecordJson> _readers = new(() => new RecordJson(workspace.Value.ZoneInfo));
    private readonly ConcurrentDictionary<string, bool> _live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(long Key, string Name), bool> _underway = new();

    public WireOptions Limits { get; } = options.Value;

    public StoreWriter Writer => writer;

    /// <summary>How bodies are read.</summary>
    public JsonReaderOptions Json { get; } = new() { MaxDepth = options.Value.Depth };

    /// <summary>The reader of records of this thread; it must be done with before anything is awaited.</summary>
    public RecordJson Reader => _readers.Value!;

    /// <summary>Puts records and parts on the way to the store; false where too much waits. What is taken is answered after its commit.</summary>
    public bool TryWrite(WriteBatch batch, out Task<WriteResult> answer)
    {
        var isNew = TryName(ref batch, out var sources);
        if (!writer.TryWrite(batch, Limits.Waiting, out answer))
        {
            Forget(sources);
            return false;
        }

        if (isNew) answer = WithSourcesAsync(answer, sources);
        return true;
    }

    /// <summary>The same, waiting for a place.</summary>
    public Task<WriteResult> WriteAsync(WriteBatch batch, CancellationToken ct) =>
        TryName(ref batch, out var sources) ? WithSourcesAsync(writer.WriteAsync(batch, ct), sources) : writer.WriteAsync(batch, ct);

    /// <summary>Begins a request of that name; false where one is under way.</summary>
    public bool TryBegin(long key, string name) => _underway.TryAdd((key, name), true);

    public void End(long key, string name) => _underway.TryRemove((key, name), out _);

    public void Dispose() => _readers.Dispose();

    // Whoever sends records as they happen is complete until now. Said with a source's first record in this process; saying it again
    // changes nothing, but is looked up each time.
    private bool TryName(ref WriteBatch batch, out IReadOnlyList<SourceTraits> sources)
    {
        sources = [];
        List<SourceTraits>? traits = null;
        string? last = null;
        foreach (var record in batch.Records)
        {
            if (record.Source == last || !_live.TryAdd(last = record.Source, true)) continue;
            (traits ??= []).Add(new SourceTraits(record.Source, Live: true));
        }

        if (traits is null) return false;
        batch = batch with { Sources = sources = traits };
        return true;
    }

    private async Task<WriteResult> WithSourcesAsync(Task<WriteResult> answer, IReadOnlyList<SourceTraits> sources)
    {
        try
        {
            var result = await answer;

            // A request that was answered before wrote nothing now.
            if (result.Answer is { Replayed: true } or { IsOther: true }) Forget(sources);
            return result;
        }
        catch
        {
            Forget(sources);
            throw;
        }
    }

    private void Forget(IReadOnlyList<SourceTraits> sources)
    {
        foreach (var source in sources) _live.TryRemove(source.Source, out _);
    }
}
