using System.Collections.Concurrent;
using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using Microsoft.Extensions.Options;

namespace CxDashboard.Measuring;

/// <summary>
/// The one engine: follows the committed records and answers every question about them, for pages, charts, exports and the
/// command line alike. Safe for many askers at once; one caller at a time follows.
/// </summary>
public sealed class Measure
{
    private const int MostBuckets = 200_000;
    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<MetricAnswer>>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, (string Id, bool IsHash)> _externalIds = new();
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly ShownStore _store;
    private readonly TimeProvider _clock;
    private readonly TimeZoneInfo _zone;
    private string? _path;
    private Projection _projection;
    private MeasureState _state;

    public Measure(ShownStore store, TimeProvider clock, IOptions<WorkspaceOptions> workspace)
    {
        _store = store;
        _clock = clock;
        _zone = workspace.Value.ZoneInfo;
        _projection = new Projection(ExternalId);
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
    /// <exception cref="QuestionRefusedException">Where the metric or a field is not known.</exception>
    public Task<IReadOnlyList<MetricAnswer>> AskAsync(MetricQuestion question, CancellationToken cancellation) =>
        Task.Run(() => Ask(question), cancellation);

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
    public Task<IReadOnlyList<OpenInteraction>> OpenAsync(CancellationToken cancellation) => Task.Run(Open, cancellation);

    private IReadOnlyList<OpenInteraction> Open()
    {
        var projection = _projection;
        var facts = projection.Facts;
        facts.Gate.EnterReadLock();
        try
        {
            if (!projection.IsSettled) return [];
            var horizon = projection.Issues.Horizon;
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
        finally
        {
            facts.Gate.ExitReadLock();
        }
    }

    /// <summary>The local days of the workspace on which anything was opened, in ascending order.</summary>
    internal Task<IReadOnlyCollection<DateOnly>> DaysAsync(CancellationToken cancellation) => Task.Run(Days, cancellation);

    private IReadOnlyCollection<DateOnly> Days()
    {
        var projection = _projection;
        var facts = projection.Facts;
        facts.Gate.EnterReadLock();
        try
        {
            var days = new SortedSet<DateOnly>();
            for (var row = 0; row < facts.Rows; row++)
            {
                if ((facts.Flags[row] & RowFlags.Alive) == 0 || facts.Opened[row] > projection.Issues.Horizon.T(facts.Source[row])) continue;
                days.Add(Buckets.DayOf(new Instant(facts.Opened[row]), _zone));
            }

            return days;
        }
        finally
        {
            facts.Gate.ExitReadLock();
        }
    }

    /// <summary>A metric by day for each value of a dimension that has interactions, or for the total where it is null.</summary>
    internal Task<IReadOnlyList<DailyFigure>> DailyFiguresAsync(MetricDefinition metric, string? dimension, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        Task.Run(() => DailyFigures(metric, dimension, from, to), cancellation);

    private IReadOnlyList<DailyFigure> DailyFigures(MetricDefinition metric, string? field, DateOnly from, DateOnly to)
    {
        var projection = _projection;
        var facts = projection.Facts;
        facts.Gate.EnterReadLock();
        try
        {
            var dimension = field is null ? null : facts.Dimensions[field];
            var days = Buckets.Cut(from, to, BucketSize.Day, _zone);
            var question = new MetricQuestion { Metric = metric.Id, By = BucketSize.Day, From = from, To = to };
            var evaluation = new Evaluation(facts, projection.Issues, projection.Issues.Horizon, metric, new BucketIndex(days, 0, 0), new SliceFilter(facts, []), dimension, countCustomers: true);
            var tallies = evaluation.Run();
            var codes = dimension?.Count ?? 1;
            var figures = new List<DailyFigure>();
            for (var i = 0; i < tallies.Length; i++)
            {
                var (day, code) = (i / codes, i % codes);
                if (tallies[i].T is null) continue;
                var answer = Answers.Of(question, metric, tallies[i], days[day], projection.Issues.Horizon.AsOf);
                figures.Add(new DailyFigure(field, dimension?.NameOf(code), answer, evaluation.Customers![day].Withholds(code)));
            }

            return figures;
        }
        finally
        {
            facts.Gate.ExitReadLock();
        }
    }

    private (bool Changed, int Records) Follow(CancellationToken cancellation)
    {
        var path = _store.Path;
        var projection = path == _path ? _projection : new Projection(ExternalId);
        var now = Instant.Now(_clock);
        using var reader = _store.OpenReader();
        var facts = projection.Facts;
        facts.Gate.EnterWriteLock();
        try
        {
            var records = Follower.Follow(reader, facts, cancellation);
            if (projection != _projection) _externalIds.Clear();
            var changed = projection.Settle(now.UnixMilliseconds) || projection != _projection || records > 0;
            if (!changed) return (false, 0);
            (_projection, _path) = (projection, path);
            Volatile.Write(ref _state, Describe(projection, now, State.Version + 1));
            _answers.Clear();
            return (true, records);
        }
        finally
        {
            facts.Gate.ExitWriteLock();
        }
    }

    private IReadOnlyList<MetricAnswer> Ask(MetricQuestion question)
    {
        var metric = MetricCatalogue.Find(question.Metric)
            ?? throw new QuestionRefusedException($"There is no metric \"{question.Metric}\". `metrics` lists all that there are.");
        foreach (var field in question.Slices.Select(s => s.Field).Distinct(StringComparer.Ordinal)) LoadExtra(field);

        // Viewers share answers: a question is computed once for each state of knowledge.
        var state = State;
        return _answers.GetOrAdd(Key(state.Version, question), _ => new Lazy<IReadOnlyList<MetricAnswer>>(() => Evaluate(question, metric))).Value;
    }

    private static string Key(long version, MetricQuestion q) => string.Join('\u001f',
        [version.ToString(CultureInfo.InvariantCulture), q.Metric, q.By.ToString(), q.From?.DayNumber.ToString(CultureInfo.InvariantCulture) ?? "", q.To?.DayNumber.ToString(CultureInfo.InvariantCulture) ?? "",
            q.AsOf?.ToString() ?? "", q.Zone?.Id ?? "", .. q.Slices.Select(s => s.Field + "\u001e" + s.Value)]);

    private IReadOnlyList<MetricAnswer> Evaluate(MetricQuestion question, MetricDefinition metric)
    {
        var projection = _projection;
        var facts = projection.Facts;
        facts.Gate.EnterReadLock();
        try
        {
            if (!projection.IsSettled) return [];
            var issues = question.AsOf is { } asOf && asOf < State.Now ? projection.IssuesAsOf(asOf.UnixMilliseconds) : projection.Issues;
            var zone = question.Zone ?? _zone;
            var index = Cut(question, facts, issues.Horizon, zone);
            var tallies = new Evaluation(facts, issues, issues.Horizon, metric, index, new SliceFilter(facts, question.Slices)).Run();
            return [.. tallies.Select((tally, i) => Answers.Of(question, metric, tally, index.Buckets?[i], issues.Horizon.AsOf))];
        }
        finally
        {
            facts.Gate.ExitReadLock();
        }
    }

    private static BucketIndex Cut(MetricQuestion question, Facts facts, Horizon horizon, TimeZoneInfo zone)
    {
        var known = KnownSpan(facts, horizon, zone);
        if (question.By == BucketSize.All)
        {
            return new BucketIndex(null,
                question.From is { } start ? Buckets.StartOfDay(start, zone).UnixMilliseconds : long.MinValue / 2,
                question.To is { } end ? Buckets.StartOfDay(end, zone).UnixMilliseconds : long.MaxValue / 2);
        }

        if (known is null && (question.From is null || question.To is null)) return new BucketIndex([], 0, 0);
        var from = question.From ?? Buckets.Floor(known!.Value.First, question.By);
        var to = question.To ?? WholeBucketEnd(known!.Value.Last, question.By);
        RefuseTooMany(from, to, question.By);
        return new BucketIndex(from < to ? Buckets.Cut(from, to, question.By, zone) : [], 0, 0);
    }

    // One record dated to the year 1 is enough to ask for ten million hours.
    private static void RefuseTooMany(DateOnly from, DateOnly to, BucketSize by)
    {
        var days = (long)to.DayNumber - from.DayNumber;
        var buckets = by switch { BucketSize.Hour => days * 24, BucketSize.Day => days, _ => days / 7 };
        if (buckets <= MostBuckets) return;
        throw new QuestionRefusedException(string.Create(CultureInfo.InvariantCulture,
            $"From {from:yyyy-MM-dd} to {to:yyyy-MM-dd} there are {buckets:N0} {(by == BucketSize.Hour ? "hours" : "days")}, more than {MostBuckets:N0}. Ask for fewer with --from and --to, or for longer ones with --by."));
    }

    private static DateOnly WholeBucketEnd(DateOnly last, BucketSize by) => by switch
    {
        BucketSize.Week => Buckets.Floor(last, by).AddDays(7),
        BucketSize.Month => Buckets.Floor(last, by).AddMonths(1),
        BucketSize.Quarter => Buckets.Floor(last, by).AddMonths(3),
        _ => last.AddDays(1),
    };

    /// <summary>From the first opening to the latest instant until which any source's openings are known.</summary>
    private static (DateOnly First, DateOnly Last)? KnownSpan(Facts facts, Horizon horizon, TimeZoneInfo zone)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var row = 0; row < facts.Rows; row++)
        {
            if ((facts.Flags[row] & RowFlags.Alive) == 0) continue;
            var opened = facts.Opened[row];
            if (opened > horizon.T(facts.Source[row])) continue;
            first = Math.Min(first, opened);
            last = Math.Max(last, opened);
        }

        if (first > last) return null;

        // Known until midnight sharp does not know anything of the day that begins there.
        if (horizon.Sources.Count > 0) last = Math.Max(last, horizon.Sources.Values.Max(s => s.K) - 1);
        return (Buckets.DayOf(new Instant(first), zone), Buckets.DayOf(new Instant(last), zone));
    }

    private void LoadExtra(string field)
    {
        if (!field.StartsWith("extra.", StringComparison.Ordinal)) return;
        var name = field["extra.".Length..];
        var facts = _projection.Facts;
        facts.Gate.EnterWriteLock();
        try
        {
            if (Colleagues.Names(name, facts.Sources.Values))
                throw new QuestionRefusedException($"The field \"{name}\" names colleagues. It is kept with the record, and is never a measure or a slice.");
            if (facts.Extras.ContainsKey(name)) return;
            using var reader = _store.OpenReader();
            facts.Extras[name] = Follower.LoadExtra(reader, facts, name)
                ?? throw new QuestionRefusedException($"No record has an extra field \"{name}\". Names are as in the file, with capitals and spaces.");
        }
        finally
        {
            facts.Gate.ExitWriteLock();
        }
    }

    // Only interactions that opened at the same instant need their ids, so they are fetched when asked for, and kept.
    private (string Id, bool IsHash) ExternalId(int row) => _externalIds.GetOrAdd(row, key =>
    {
        using var reader = _store.OpenReader();
        return Follower.ExternalId(reader, key);
    });

    private MeasureState Describe(Projection projection, Instant now, long version)
    {
        var facts = projection.Facts;
        var horizon = projection.IsSettled ? projection.Issues.Horizon : Horizon.Of(facts, now.UnixMilliseconds);
        var span = KnownSpan(facts, horizon, _zone);
        return new MeasureState
        {
            Version = version, Now = now, Sequence = facts.Sequence, Interactions = facts.AliveCount, IsSample = _store.IsSample,
            NewestOpening = facts.Latest.Count == 0 ? null : new Instant(facts.Latest.Values.Max(l => l.Opened)),
            KnownUntil = horizon.Sources.Count == 0 ? null : new Instant(horizon.Sources.Values.Max(s => s.T)),
            FirstDay = span?.First, LastDay = span?.Last, Zone = _zone,
            Sources = [.. horizon.Sources.Select(s =>
                {
                    var name = facts.Source.NameOf(s.Key)!;
                    return new SourceState(name, facts.Sources.GetValueOrDefault(name)?.Live ?? false, new Instant(s.Value.T), new Instant(s.Value.K));
                })
                .OrderBy(s => s.Name, StringComparer.Ordinal)],
        };
    }
}
