using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Live;
using Microsoft.Extensions.Options;

namespace CxDashboard.Measuring;

/// <summary>
/// The one engine: follows the committed records and answers every question about them, for pages, charts, exports and the
/// command line alike. Safe for many askers at once; one caller at a time follows.
/// </summary>
public sealed class Measure
{
    // A page asks some thirty questions; what nobody asks any more must not fill the memory until the next record comes.
    private const int AnswersKept = 512;

    private const string ExtraPrefix = "extra.";

    private readonly Shared<string, IReadOnlyList<MetricAnswer>> _answers = new(AnswersKept);
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly ShownStore _store;
    private readonly TimeProvider _clock;
    private readonly TimeZoneInfo _zone;
    private Projection _projection;
    private MeasureState _state;

    public Measure(ShownStore store, TimeProvider clock, IOptions<WorkspaceOptions> workspace)
    {
        _store = store;
        _clock = clock;
        _zone = workspace.Value.ZoneInfo;
        _projection = new Projection(store.Current);
        _state = Describe(_projection, Instant.Now(clock), 0);
    }

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
            // SQLite has no asynchronous reads: off the caller's thread, which may be a circuit's.
            return await Task.Run(() => Follow(cancellation), cancellation);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>The answers to a question, one for each bucket in ascending order.</summary>
    /// <exception cref="QuestionRefusedException">Where the metric or a field is not known, or the span is none.</exception>
    public async Task<IReadOnlyList<MetricAnswer>> AskAsync(MetricQuestion question, CancellationToken cancellation)
    {
        var metric = MetricCatalogue.Find(question.Metric)
            ?? throw new QuestionRefusedException($"There is no metric \"{question.Metric}\". `metrics` lists all that there are.");
        foreach (var field in question.Slices.Select(s => s.Field).Where(f => f.StartsWith(ExtraPrefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal))
            await LoadExtraAsync(field[ExtraPrefix.Length..], cancellation);

        // Viewers share answers: a question is computed once for each state of knowledge.
        return await _answers.GetAsync(Key(question), State.Version, _ => Task.FromResult(Evaluate(question, metric)), cancellation);
    }

    /// <summary>Known values of a core dimension with their number of interactions, most frequent first; unknown is null.</summary>
    public IReadOnlyList<(string? Value, int Interactions)> ValuesOf(string field)
    {
        var facts = _projection.Facts;
        facts.Gate.EnterReadLock();
        try
        {
            if (!facts.Dimensions.TryGetValue(field, out var dimension)) return [];
            var counts = new int[dimension.Count];
            for (var row = 0; row < facts.Rows; row++)
            {
                if ((facts.Flags[row] & RowFlags.Alive) != 0) counts[dimension[row]]++;
            }

            return [.. counts.Select((count, code) => (Value: dimension.NameOf(code), Interactions: count))
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
        State.Version == 0 ? new OpenInteractions(_store.Current, []) : await ReadAsync(p => new OpenInteractions(p.Store, Open(p)), cancellation);

    private static List<OpenInteraction> Open(Projection projection)
    {
        var (facts, horizon) = (projection.Facts, projection.Issues.Horizon);
        var open = new List<OpenInteraction>();
        for (var row = 0; row < facts.Rows; row++)
        {
            if ((facts.Flags[row] & (RowFlags.Alive | RowFlags.Out)) != RowFlags.Alive) continue;
            var t = horizon.T(facts.Source[row]);
            if (Lifeline.At(facts.TimesOf(row), t) is not { } line || !line.IsOpenAt(t)) continue;
            open.Add(new OpenInteraction(row, new Instant(line.Reopening <= t ? line.Reopening : line.Opened), new Instant(t)));
        }

        open.Sort((a, b) => a.Since != b.Since ? b.Since.CompareTo(a.Since) : b.Id.CompareTo(a.Id));
        return open;
    }

    /// <summary>Reads the facts and issues as they belong together, off the caller's thread.</summary>
    internal Task<T> ReadAsync<T>(Func<Projection, T> read, CancellationToken cancellation) => Task.Run(() => Read(read), cancellation);

    private T Read<T>(Func<Projection, T> read)
    {
        var projection = _projection;
        projection.Facts.Gate.EnterReadLock();
        try
        {
            return projection.IsSettled ? read(projection) : throw new InvalidOperationException("Measuring failed half-way; the next run reads the store anew.");
        }
        finally
        {
            projection.Facts.Gate.ExitReadLock();
        }
    }

    private (bool Changed, int Records) Follow(CancellationToken cancellation)
    {
        var (store, before) = (_store.Current, _projection);
        var now = Instant.Now(_clock);
        using var reader = store.OpenReader();

        // All records are read into a projection that nobody asks yet: into a new one when another store is shown, when there
        // was nothing so far, and when a fault left the old one in the middle.
        var goesOn = before.IsSettled && before.Store == store && before.Facts.Sequence > 0;
        var projection = goesOn ? before : new Projection(store);
        var records = goesOn ? 0 : Follower.Load(reader, projection.Facts, cancellation);
        var news = Follower.Read(reader, projection.Facts, cancellation);
        var gate = projection.Facts.Gate;
        gate.EnterWriteLock();
        try
        {
            records += news.Count;
            var changed = projection.Fold(news, now.UnixMilliseconds);
            if (!goesOn) changed = records > 0 || !before.IsSettled || before.Store != store;
            if (!changed) return (false, 0);
            _projection = projection;
            Volatile.Write(ref _state, Describe(projection, now, State.Version + 1));
            return (true, records);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    private static string Key(MetricQuestion q) => string.Join('\u001f',
        [q.Metric, q.By.ToString(), Number(q.From), Number(q.To), q.AsOf?.ToString() ?? "", q.Zone?.Id ?? "", .. q.Slices.Select(s => s.Field + "\u001e" + s.Value)]);

    private static string Number(DateOnly? day) => day?.DayNumber.ToString(CultureInfo.InvariantCulture) ?? "";

    private IReadOnlyList<MetricAnswer> Evaluate(MetricQuestion question, MetricDefinition metric)
    {
        // Before the first run there is nothing to be asked.
        if (State.Version == 0) return [];
        return Read(projection =>
        {
            var facts = projection.Facts;
            var issues = question.AsOf is { } asOf && asOf < State.Now ? projection.IssuesAsOf(asOf.UnixMilliseconds) : projection.Issues;
            var index = QuestionSpan.Cut(question, facts, issues.Horizon, question.Zone ?? _zone);
            var tallies = new Evaluation(facts, issues, issues.Horizon, metric, index, new SliceFilter(facts, question.Slices)).Run();
            return (IReadOnlyList<MetricAnswer>)[.. tallies.Select((tally, i) => Answers.Of(question, metric, tally ?? Tally.Nothing, index.Buckets?[i], issues.Horizon.AsOf))];
        });
    }

    private async Task LoadExtraAsync(string name, CancellationToken cancellation)
    {
        // While it is read nothing is folded in, so that the field and the facts stay in step; and those who ask do not wait.
        await _following.WaitAsync(cancellation);
        try
        {
            await Task.Run(() => LoadExtra(_projection, name), cancellation);
        }
        finally
        {
            _following.Release();
        }
    }

    private static void LoadExtra(Projection projection, string name)
    {
        var facts = projection.Facts;
        if (Colleagues.Names(name, facts.Sources.Values))
            throw new QuestionRefusedException($"The field \"{name}\" names colleagues. It is kept with the record, and is never a measure or a slice.");
        if (facts.Extras.ContainsKey(name)) return;
        using var reader = projection.Store.OpenReader();
        var field = Follower.LoadExtra(reader, facts, name)
            ?? throw new QuestionRefusedException($"No record has an extra field \"{name}\". Names are as in the file, with capitals and spaces.");
        facts.Gate.EnterWriteLock();
        try
        {
            facts.Extras[name] = field;
        }
        finally
        {
            facts.Gate.ExitWriteLock();
        }
    }

    private MeasureState Describe(Projection projection, Instant now, long version)
    {
        var facts = projection.Facts;
        var horizon = projection.IsSettled ? projection.Issues.Horizon : Horizon.Of(facts, now.UnixMilliseconds);
        var span = QuestionSpan.Known(facts, horizon, _zone);
        return new MeasureState
        {
            Version = version,
            Now = now,
            Sequence = facts.Sequence,
            Interactions = facts.AliveCount,
            IsSample = projection.Store.IsSample,
            NewestOpening = facts.Latest.Count == 0 ? null : new Instant(facts.Latest.Values.Max(l => l.Opened)),
            KnownUntil = horizon.Sources.Count == 0 ? null : new Instant(horizon.Sources.Values.Max(s => s.T)),
            FirstDay = span?.First,
            LastDay = span?.Last,
            Zone = _zone,
            Sources = [.. horizon.Sources.Select(s =>
                {
                    var name = facts.Source.NameOf(s.Key)!;
                    return new SourceState(name, facts.Sources.GetValueOrDefault(name)?.Live ?? false, new Instant(s.Value.T), new Instant(s.Value.K));
                })
                .OrderBy(s => s.Name, StringComparer.Ordinal)],
        };
    }
}
