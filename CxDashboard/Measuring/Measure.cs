using CxDashboard.Data;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Behind;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CxDashboard.Measuring;

/// <summary>
/// The one engine: follows the committed records and answers every question about them, for pages, charts, exports and the
/// command line alike. Safe for many askers at once; one caller at a time follows.
/// </summary>
public sealed class Measure : IDisposable
{
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly ShownStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Asker _asker;
    private readonly EarlierKnowledge _earlier;
    private Projection _projection;
    private MeasureState _state;
    private (string StoreId, long Epoch) _identity;
    private (ReadStore Store, long Sequence)? _stored;
    private FollowedStore? _followed;
    private bool _isDisposed;

    /// <param name="log">Told when a stored snapshot is of no use.</param>
    /// <param name="catalogue">The definitions; those of the program where null.</param>
    public Measure(ShownStore store, TimeProvider clock, IOptions<WorkspaceOptions> workspace, ILogger<Measure>? log = null, MetricCatalogue? catalogue = null)
    {
        (_store, _clock, _log) = (store, clock, log ?? NullLogger<Measure>.Instance);
        Workspace = workspace.Value.Compile();
        Catalogue = catalogue ?? MetricCatalogue.Default;
        _asker = new Asker(Workspace, Catalogue);
        _earlier = new EarlierKnowledge(Workspace);
        _projection = NewProjection(store.Current);
        _state = Describe(_projection, Instant.Now(clock), 0);
    }

    /// <summary>The settings by which it measures.</summary>
    public Workspace Workspace { get; }

    /// <summary>The definitions by which it measures.</summary>
    public MetricCatalogue Catalogue { get; }

    /// <summary>What is known now. Never waits.</summary>
    public MeasureState State => Volatile.Read(ref _state);

    /// <summary>
    /// Folds in what was committed since the last call, lets time pass, and tells whether figures may have changed and how
    /// many records came in.
    /// </summary>
    public async Task<(bool Changed, int Records)> FollowAsync(CancellationToken cancellation)
    {
        await _following.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);

            // SQLite has no asynchronous reads: off the caller's thread, which may be a circuit's.
            return await Task.Run(() => Follow(cancellation), cancellation);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>The answers to a question, one for each bucket in ascending order (and for each value where it is split).</summary>
    /// <exception cref="QuestionRefusedException">Where the metric or a field is not known, or the span is none.</exception>
    public async Task<IReadOnlyList<MetricAnswer>> AskAsync(MetricQuestion question, CancellationToken cancellation) =>
        (await AskManyAsync([question], cancellation))[0];

    /// <summary>
    /// The answers to several questions, as of one moment. Questions that differ in their metric only are one pass over the
    /// records, however many they are.
    /// </summary>
    /// <inheritdoc cref="AskAsync" path="/exception"/>
    public async Task<IReadOnlyList<IReadOnlyList<MetricAnswer>>> AskManyAsync(IReadOnlyList<MetricQuestion> questions, CancellationToken cancellation)
    {
        foreach (var question in questions) _asker.Check(question);
        if (State.Version == 0) return [.. questions.Select(_ => (IReadOnlyList<MetricAnswer>)[])];
        var answers = new IReadOnlyList<MetricAnswer>[questions.Count];
        foreach (var same in Enumerable.Range(0, questions.Count).GroupBy(i => questions[i].KnownAt is { } at && at < State.Now ? at : (Instant?)null))
        {
            List<MetricQuestion> asked = [.. same.Select(i => questions[i])];
            var fields = Asker.ExtraFields(asked);
            var found = same.Key is { } knownAt
                ? await _earlier.AskAsync(_store.Current, knownAt, fields, p => _asker.Ask(p, asked, null), Instant.Now(_clock), cancellation)
                : await AskNowAsync(asked, fields, cancellation);
            foreach (var (i, answer) in same.Zip(found)) answers[i] = answer;
        }

        return answers;
    }

    /// <summary>The single values behind a question, without its steps and split; null where its metric is none of durations, or nothing is known.</summary>
    /// <inheritdoc cref="AskAsync" path="/exception"/>
    public async Task<MetricValues?> ValuesAsync(MetricQuestion question, CancellationToken cancellation)
    {
        _asker.Check(question);
        return State.Version == 0 ? null : await ReadAsKnownAsync(question, p => _asker.Values(p, question), cancellation);
    }

    /// <summary>The issues or interactions behind one figure, page by page; null where nothing is known.</summary>
    /// <exception cref="QuestionRefusedException">As of <see cref="AskAsync"/>; and for whoever may not see the records themselves.</exception>
    public async Task<BehindAnswer?> BehindAsync(BehindQuestion question, CancellationToken cancellation)
    {
        _asker.Check(question);
        return State.Version == 0 ? null : await ReadAsKnownAsync(question.Of, p => _asker.Behind(p, question), cancellation);
    }

    /// <summary>
    /// The claims of each local day of a question's span, by the day of the claim, with how many of them can be judged and held by its metric, which is held within 7 or
    /// 30 days. Its steps and split play no part. A day that is not known, or only in part, has no claims but null.
    /// </summary>
    /// <exception cref="QuestionRefusedException">As of <see cref="AskAsync"/>; for any other metric; and for whoever may not see single days of few.</exception>
    public async Task<IReadOnlyList<ClaimDay>> ClaimDaysAsync(MetricQuestion question, CancellationToken cancellation)
    {
        _asker.CheckClaimDays(question);
        return State.Version == 0 ? [] : await ReadAsKnownAsync(question, p => _asker.ClaimDays(p, question), cancellation);
    }

    /// <summary>Known values of a core dimension with their number of interactions, most frequent first; unknown is null.</summary>
    public IReadOnlyList<(string? Value, int Interactions)> ValuesOf(string field)
    {
        var facts = _projection.Facts;
        facts.Gate.EnterReadLock();
        try
        {
            if (facts.Find(field) is not { } dimension) return [];
            return [.. Enumerable.Range(0, dimension.Count).Select(code => (Value: dimension.Texts.NameOf(code), Interactions: dimension.RowsOf(code)))
                .Where(v => v.Interactions > 0)
                .OrderByDescending(v => v.Interactions).ThenBy(v => v.Value, StringComparer.Ordinal)];
        }
        finally
        {
            facts.Gate.ExitReadLock();
        }
    }

    /// <summary>Interactions of customers that are open as of now, the latest to begin waiting first.</summary>
    public async Task<OpenInteractions> OpenAsync(CancellationToken cancellation) =>
        State.Version == 0 ? new OpenInteractions(_store.Current, []) : await ReadAsync(OpenInteractions.Of, cancellation);

    /// <summary>Customers one of whose issues has more members than one person's would: their id may stand for many people. Most members first.</summary>
    public async Task<IReadOnlyList<(string Customer, int Members)>> SharedProposalsAsync(CancellationToken cancellation) =>
        State.Version == 0 ? [] : await ReadAsync(SharedProposals.Of, cancellation);

    /// <summary>Stores what is in memory beside the store, so that the next start need not read all records. False where that is there already.</summary>
    public async Task<bool> StoreSnapshotAsync(CancellationToken cancellation)
    {
        // While it is written nothing is folded in; syncing it to the disk takes longer and need not be waited for.
        await _following.WaitAsync(cancellation);
        var (projection, identity) = (_projection, _identity);
        string written;
        try
        {
            if (State.Version == 0 || !projection.IsSettled || (projection.Store, projection.Facts.Sequence) == _stored) return false;
            written = await Task.Run(() => Snapshot.Write(projection, identity, Workspace), cancellation);
            _stored = (projection.Store, projection.Facts.Sequence);
        }
        finally
        {
            _following.Release();
        }

        return await Task.Run(() => Snapshot.Finish(written, projection.Store, identity), cancellation);
    }

    /// <summary>Bytes of memory by what they hold, for whoever measures it.</summary>
    public IReadOnlyList<(string What, long Bytes)> Memory => _projection.Memory();

    /// <summary>Ends following and closes the store. What is known can still be asked.</summary>
    public void Dispose()
    {
        _following.Wait();
        try
        {
            _isDisposed = true;
            CloseFollowed();
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Reads the facts and issues as they belong together, off the caller's thread.</summary>
    internal Task<T> ReadAsync<T>(Func<Projection, T> read, CancellationToken cancellation) => Task.Run(() => _projection.Read(read), cancellation);

    // What is known now, or what was known at the instant that a question asks for.
    private async Task<T> ReadAsKnownAsync<T>(MetricQuestion question, Func<Projection, T> read, CancellationToken cancellation)
    {
        var fields = Asker.ExtraFields([question]);
        if (question.KnownAt is { } at && at < State.Now)
            return await _earlier.AskAsync(_store.Current, at, fields, read, Instant.Now(_clock), cancellation);
        foreach (var field in fields) await LoadExtraAsync(field, cancellation);
        return await ReadAsync(read, cancellation);
    }

    private async Task<IReadOnlyList<IReadOnlyList<MetricAnswer>>> AskNowAsync(IReadOnlyList<MetricQuestion> questions, IReadOnlyList<string> extraFields, CancellationToken cancellation)
    {
        foreach (var field in extraFields) await LoadExtraAsync(field, cancellation);
        return await Task.Run(() => _projection.Read(p => _asker.Ask(p, questions, State)), cancellation);
    }

    private (bool Changed, int Records) Follow(CancellationToken cancellation)
    {
        try
        {
            return Follow(_store.Current, cancellation);
        }
        catch
        {
            CloseFollowed();
            throw;
        }
    }

    private (bool Changed, int Records) Follow(ReadStore store, CancellationToken cancellation)
    {
        var before = _projection;
        var now = Instant.Now(_clock);
        var followed = Followed(store);

        // All records are read into a projection that nobody asks yet: into a new one when another store is shown, when there
        // was nothing so far, when something was erased, and when a fault left the old one in the middle.
        var mayGoOn = before.IsSettled && before.Store == store && before.Facts.Sequence > 0;
        var (version, identity, phases, told) = followed.AtOnce(() => ReadOn(followed, mayGoOn ? before.Facts : null, cancellation));
        var (goesOn, projection, records) = (told is not null, before, 0);
        if (!goesOn)
        {
            projection = Snapshot.Read(store, identity, Workspace, Follower.LastSequence(followed.Connection), _log) ?? NewProjection(store);
            records = projection.Facts.Sequence > 0 ? projection.Facts.AliveCount : Follower.Load(followed.Connection, projection.Facts, _log, cancellation);
        }

        var news = told ?? followed.AtOnce(() => Follower.Read(followed, projection.Facts, cancellation));
        var gate = projection.Facts.Gate;
        gate.EnterWriteLock();
        try
        {
            records += news.Count;
            var changed = projection.Fold(news, now.UnixMilliseconds) || phases.Version != State.Phases.Version;

            // Where the last record was erased there is nothing in the new one, and all the more the old one must go.
            if (!goesOn) changed = records > 0 || !before.IsSettled || before.Store != store || before.Facts.Sequence > 0;
            if (identity != _identity) _earlier.Forget();
            _identity = identity;
            followed.Folded = version;
            if (!changed) return (false, 0);
            if (!goesOn) _asker.Forget();
            _projection = projection;
            Volatile.Write(ref _state, Describe(projection, now, State.Version + 1) with { Phases = phases });
            return (true, records);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>What is new in the store since the facts, as of one moment, and its phases; no news where there are no facts or they are void.</summary>
    private (long Version, (string StoreId, long Epoch) Identity, PhaseBook Phases, News? News) ReadOn(FollowedStore followed, Facts? facts, CancellationToken cancellation)
    {
        var version = followed.Version();
        if (facts is not null && version == followed.Folded) return (version, _identity, State.Phases, News.Nothing(facts));
        var identity = StoreIdentity.Read(followed.Prepared(StoreIdentity.Question));
        var goesOn = facts is not null && identity == _identity;
        var phases = goesOn && Follower.LastPhase(followed) == State.Phases.Version ? State.Phases : PhaseLog.Read(followed.Connection);
        return (version, identity, phases, goesOn ? Follower.Read(followed, facts!, cancellation) : null);
    }

    private FollowedStore Followed(ReadStore store)
    {
        if (_followed?.Reads(store) != true)
        {
            // Closed first: what SQLite keeps of a file that was replaced must not be taken for that of the new one.
            CloseFollowed();
            _followed = new FollowedStore(store);
        }

        return _followed!;
    }

    private void CloseFollowed()
    {
        _followed?.Dispose();
        _followed = null;
    }

    private Projection NewProjection(ReadStore store) => new(store, new Facts(Workspace.FailureTopics), Rules(Workspace));

    internal static ChainRules Rules(Workspace workspace) => new(workspace.RepeatWindow, workspace.QuietLimit, workspace.UnknownTopicChains);

    private async Task LoadExtraAsync(string name, CancellationToken cancellation)
    {
        // While it is read nothing is folded in, so that the field and the facts stay in step; and those who ask do not wait.
        await _following.WaitAsync(cancellation);
        try
        {
            await Task.Run(() => _projection.LoadExtra(name), cancellation);
        }
        finally
        {
            _following.Release();
        }
    }

    private MeasureState Describe(Projection projection, Instant now, long version)
    {
        var facts = projection.Facts;
        var horizon = projection.IsSettled ? projection.Issues.Horizon : Horizon.Of(facts, now.UnixMilliseconds);
        var known = QuestionSpan.Known(facts, horizon);
        return new MeasureState
        {
            Version = version,
            Now = now,
            Sequence = facts.Sequence,
            Interactions = facts.AliveCount,
            IsSample = projection.Store.IsSample,
            NewestOpening = facts.Latest.Count == 0 ? null : new Instant(facts.Latest.Values.Max(l => l.Opened)),
            KnownUntil = horizon.Sources.Count == 0 ? null : new Instant(horizon.Sources.Values.Max(s => s.T)),
            FirstDay = known is { } k ? Buckets.DayOf(new Instant(k.First), Workspace.Zone) : null,
            LastDay = known is { } l ? Buckets.DayOf(new Instant(l.Last), Workspace.Zone) : null,
            Zone = Workspace.Zone,
            Sources = [.. horizon.Sources.Select(s =>
                {
                    var name = facts.Source.Texts.NameOf(s.Key)!;
                    return new SourceState(name, facts.Sources.GetValueOrDefault(name)?.Live ?? false, new Instant(s.Value.T), new Instant(s.Value.K));
                })
                .OrderBy(s => s.Name, StringComparer.Ordinal)],
        };
    }
}
