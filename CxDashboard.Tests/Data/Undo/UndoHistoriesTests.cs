using CxDashboard.Data;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Support;
using Microsoft.Extensions.Options;
using Xunit;

namespace CxDashboard.Tests.Data.Undo;

/// <summary>
/// Random histories of imports that are taken back, against what the store was before and against a model that knows nothing of
/// journals. CXDASHBOARD_SEEDS="FROM-TO" runs other histories than the usual ones.
/// </summary>
public sealed class UndoHistoriesTests
{
    private const string RecordsById = "SELECT * FROM interaction ORDER BY id";
    private const string SourcesById = "SELECT * FROM source ORDER BY id";
    private static readonly Instant Afterwards = Instant.From(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheLastImportTakenBack_LeavesWhatWasThereBefore()
    {
        foreach (var seed in AskedHistory.Seeds(20))
        {
            var history = new UndoHistory(seed);
            await using var store = await TemporaryStore.OpenedAsync();
            var ids = new Dictionary<int, ImportRow>();
            foreach (var step in history.Steps(12, withUndo: true)) await DoAsync(store, ids, step);
            var (records, sources) = (store.Ask(RecordsById), store.Ask(SourcesById));

            foreach (var batch in history.Import(othersBetween: false)) await DoAsync(store, ids, batch);
            await store.Writer.UndoAsync(ids[ids.Keys.Max()].Id, "a test", Token);

            Assert.True(records.SequenceEqual(store.Ask(RecordsById)), $"Records differ with seed {seed}.");
            Assert.True(sources.SequenceEqual(store.Ask(SourcesById)), $"Sources differ with seed {seed}.");
            await store.CloseAsync();
            await store.OpenAsync();
            Assert.Equal(["ok"], store.Ask("PRAGMA integrity_check"));
            Assert.Empty(store.Ask("PRAGMA foreign_key_check"));
        }
    }

    [Fact]
    public async Task AnyImportTakenBack_LeavesWhatTheModelSays()
    {
        var undone = 0;
        await using var never = await TemporaryStore.OpenedAsync();
        foreach (var seed in AskedHistory.Seeds(30))
        {
            var (history, model) = (new UndoHistory(seed), new UndoModel());
            await using var store = await TemporaryStore.OpenedAsync();
            var ids = new Dictionary<int, ImportRow>();
            foreach (var step in history.Steps(25, withUndo: true))
            {
                var (answer, expected) = (await DoAsync(store, ids, step), model.Do(step));
                if (answer is null) continue;
                undone++;
                Assert.True(expected == (answer.Deleted, answer.Restored, answer.Stayed), $"Seed {seed}: expected {expected}, got {answer}.");
                await CompareAsync(store, never, model, seed);
            }

            await CompareAsync(store, never, model, seed);
            Assert.Equal(store.Ask("SELECT max(sequence) FROM journal"), store.Ask("SELECT count(*) FROM journal"));
        }

        Assert.True(undone > 30 || Environment.GetEnvironmentVariable("CXDASHBOARD_SEEDS") is not null, $"Only {undone} imports were taken back.");
    }

    [Fact]
    public async Task Figures_AreThoseOfAStoreThatNeverHadTheFile_AndWhatWasKnownBeforeStays()
    {
        foreach (var seed in AskedHistory.Seeds(8))
        {
            var (history, model, written) = (new UndoHistory(seed), new UndoModel(), new ManualClock(new Instant(1_000_000)));
            await using var store = await TemporaryStore.OpenedByAsync(written);
            using var measure = Engine(store);
            var ids = new Dictionary<int, ImportRow>();
            foreach (var step in history.Steps(14, withUndo: true))
            {
                written.Now += TimeSpan.FromSeconds(1);
                var before = step is UndoStep ? await AskAsync(measure, written.Now - TimeSpan.FromSeconds(1)) : null;
                await DoAsync(store, ids, step);
                model.Do(step);
                await measure.FollowAsync(Token);
                if (before is null) continue;
                Assert.True(before == await AskAsync(measure, written.Now - TimeSpan.FromSeconds(1)), $"What was known before is another thing with seed {seed}.");
                await using var never = await NeverAsync(model);
                using var other = Engine(never);
                await other.FollowAsync(Token);
                Assert.True(await AskAsync(other, null) == await AskAsync(measure, null), $"Figures differ with seed {seed}.");
            }
        }
    }

    private static Measure Engine(TemporaryStore store) => new(new ShownStore(store.Path, isSample: false), new ManualClock(Afterwards), Options.Create(new WorkspaceOptions()));

    private static async Task<string> AskAsync(Measure measure, Instant? knownAt)
    {
        var questions = MetricCatalogue.All.SelectMany(m => (BucketSize[])[BucketSize.All, BucketSize.Week], (m, by) => new MetricQuestion { Metric = m.Id, By = by, KnownAt = knownAt });
        var answers = await measure.AskManyAsync([.. questions], Token);
        return string.Join('\n', answers.SelectMany(a => a).Select(a => $"{a.Metric} {a.Bucket?.FromText} {a.Count} {a.N} {a.Value} {a.Maturing} {a.ContactsKnownUntil}"));
    }

    private static async Task CompareAsync(TemporaryStore store, TemporaryStore never, UndoModel model, int seed)
    {
        // One store for all comparisons: making one takes longer than all else.
        await never.Writer.RunAsync((connection, _) => TemporaryStore.Ask(connection, "DELETE FROM interaction"), Token);
        await never.WriteAsync([.. model.Records]);
        Assert.True(model.Sources.SequenceEqual(store.Ask("SELECT name, live, known_until, contacts_known_until, colleague_fields FROM source ORDER BY name")), $"Sources differ with seed {seed}.");
        Assert.True(ByName(never).SequenceEqual(ByName(store)), $"Records differ with seed {seed}.");
    }

    // Column by column but for the ids, which a store gives in the order in which records come.
    private static IReadOnlyList<string> ByName(TemporaryStore store) => [.. store.Ask("""
        SELECT s.name, i.* FROM interaction i JOIN source s ON s.id = i.source_id ORDER BY s.name, i.external_id
        """).Select(row => string.Join('|', row.Split('|').Where((_, column) => column is not (1 or 2))))];

    private static async Task<TemporaryStore> NeverAsync(UndoModel model)
    {
        var store = await TemporaryStore.OpenedAsync();
        var sources = model.Sources.Select(s => s.Split('|')).ToList();
        await store.Writer.WriteAsync(new WriteBatch
        {
            Records = [.. model.Records],
            KnownUntil = [.. sources.Select(s => new SourceKnownUntil(s[0], Instant(s[2]), Instant(s[3])))],
            Sources = [.. sources.Select(s => new SourceTraits(s[0], s[1] == "1", s[4] == "-" ? null : s[4]))],
        }, Token);
        return store;

        static Instant? Instant(string text) => text == "-" ? null : new Instant(long.Parse(text, null));
    }

    private static async Task<ImportUndone?> DoAsync(TemporaryStore store, Dictionary<int, ImportRow> ids, Step step)
    {
        switch (step)
        {
            case UndoStep undo: return await store.Writer.UndoAsync(ids[undo.Import].Id, "a test", Token);
            case DeleteStep delete: await store.Writer.WriteAsync(new WriteBatch { Deletions = [(delete.Source, delete.ExternalId)] }, Token); break;
            case EraseStep erase: await store.Writer.WriteAsync(new WriteBatch { Erasures = [erase.Customer] }, Token); break;
            case WriteStep write:
                var import = write.Import == 0 ? null : write.Starts ? New(write.Import) : ids[write.Import];
                var result = await store.Writer.WriteAsync(new WriteBatch { Records = write.Records, KnownUntil = write.Known, Sources = write.Traits, Import = import }, Token);
                if (result.Import is { } stored) ids[write.Import] = stored;
                break;
        }

        return null;
    }

    private static ImportRow New(int number) => new() { FileName = $"{number}.csv", FileHash = "f", MapName = "standard", MapHash = "m", StartedAt = new Instant(1) };
}
