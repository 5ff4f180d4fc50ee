using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Oracle;
using CxDashboard.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>A real store in a temporary folder and the engine that follows it.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    private readonly TemporaryStore _store;

    private readonly WorkspaceOptions _workspace;

    private readonly List<Measure> _measures = [];

    private EngineUnderTest(TemporaryStore store, Instant now, ManualClock written, WorkspaceOptions workspace)
    {
        (_store, Written, _workspace) = (store, written, workspace);
        Clock = new ManualClock(now);
        Measure = NewMeasure();
    }

    /// <summary>The clock by which the store dates what is written.</summary>
    public ManualClock Written { get; }

    public ManualClock Clock { get; }

    public Measure Measure { get; }

    public StoreWriter Writer => _store.Writer;

    public string Path => _store.Path;

    public static Task<EngineUnderTest> StartAsync(Instant now, IEnumerable<OracleSource> sources, string zone = "UTC") =>
        StartAsync(now, sources, new WorkspaceOptions { Zone = zone });

    public static async Task<EngineUnderTest> StartAsync(Instant now, IEnumerable<OracleSource> sources, WorkspaceOptions workspace)
    {
        var written = new ManualClock(new Instant(0));
        var store = await TemporaryStore.OpenedByAsync(written);
        var engine = new EngineUnderTest(store, now, written, workspace);
        await engine.DeclareAsync(sources);
        return engine;
    }

    /// <summary>Says of each source until when it is known.</summary>
    public Task<WriteResult> DeclareAsync(IEnumerable<OracleSource> sources) => Writer.WriteAsync(Declaration(sources), Token);

    public Task<WriteResult> WriteAsync(params Interaction[] records) => Writer.WriteAsync(new WriteBatch { Records = records }, Token);

    public async Task ApplyAsync(IEnumerable<Change> changes)
    {
        foreach (var change in changes)
        {
            await Writer.WriteAsync(change switch
            {
                Upsert u => new WriteBatch { Records = [u.Record] },
                Delete d => new WriteBatch { Deletions = [(d.Source, d.ExternalId)] },
                SourceKnown s => Declaration([s.ToSource()]),
                Alias a => new WriteBatch { CustomerRules = [a.Customer is { } into ? new(CustomerRuleKind.Alias, a.Id, into) : new(CustomerRuleKind.Separate, a.Id)] },
                Oracle.Shared s => new WriteBatch { CustomerRules = [new(s.IsShared ? CustomerRuleKind.Shared : CustomerRuleKind.NotShared, s.Id)] },
                Erase e => new WriteBatch { Erasures = [e.Customer] },
                _ => throw new InvalidOperationException($"The store does not take the change {change}."),
            }, Token);
        }
    }

    /// <summary>An engine that has not followed anything yet, over the same store.</summary>
    public Measure NewMeasure(ShownStore? shown = null, WorkspaceOptions? workspace = null, MetricCatalogue? catalogue = null, ILogger<Measure>? log = null)
    {
        var measure = new Measure(shown ?? new ShownStore(_store.Path, isSample: false), Clock, Options.Create(workspace ?? _workspace), log, catalogue);
        _measures.Add(measure);
        return measure;
    }

    /// <summary>The projection, built anew from the store, for looking at issues one by one.</summary>
    public Projection Project()
    {
        using var reader = Store.OpenReader(_store.Path);
        var projection = new Projection(new ReadStore(_store.Path, IsSample: false), new Facts(), ChainRules.Default);
        Follower.Load(reader, projection.Facts, NullLogger.Instance, Token);
        projection.Settle(Clock.Now.UnixMilliseconds);
        return projection;
    }

    public async Task<IReadOnlyList<MetricAnswer>> AskAsync(string metric, BucketSize by = BucketSize.All, params Slice[] slices) =>
        await Measure.AskAsync(new MetricQuestion { Metric = metric, By = by, Slices = slices }, Token);

    /// <summary>The rows of a question to the store itself, as <see cref="TemporaryStore.Ask(string)"/> writes them.</summary>
    public IReadOnlyList<string> Ask(string sql) => _store.Ask(sql);

    public ValueTask DisposeAsync()
    {
        foreach (var measure in _measures) measure.Dispose();
        return _store.DisposeAsync();
    }

    private static WriteBatch Declaration(IEnumerable<OracleSource> sources) => new()
    {
        Sources = [.. sources.Select(s => new SourceTraits(s.Name, s.Live))],
        KnownUntil = [.. sources.Where(s => !s.Live).Select(s => new SourceKnownUntil(s.Name, s.KnownUntil, s.ContactsKnownUntil, Forced: true))],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
