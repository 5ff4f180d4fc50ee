using CxDashboard.Data;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring.Columns;

/// <summary>The rarely known part of a record: kept beside the columns for the few rows that have it.</summary>
internal readonly record struct ReopenFacts(int? Count, long ReopenedAt, long LastClaimedAt);

/// <summary>The source of records and until when it is known to be complete.</summary>
/// <param name="Live">Known until the clock.</param>
/// <param name="KnownUntil">Unix milliseconds, or null until a file has said.</param>
internal sealed record SourceFacts(string Name, bool Live, long? KnownUntil, long? ContactsKnownUntil, IReadOnlyList<string> ColleagueFields);

/// <summary>
/// The columnar projection of the committed records, one row for each dense id. It holds no external ids and no customers'
/// words. Written by the follower only; readers hold <see cref="Gate"/> for reading.
/// </summary>
internal sealed partial class Facts
{
    private readonly Dictionary<int, int> _aliveOfSource = [];
    private readonly HashSet<string> _failureTopics;
    private Dictionary<int, ReopenFacts> _reopen = [];

    private List<int> _removed = [];

    // Whether a topic is marked as failure demand, by its code; judged when a code is first seen.
    private bool[] _markedTopics = [false];

    /// <param name="failureTopics">Topics whose interactions are failure demand, whatever else they say.</param>
    public Facts(IReadOnlySet<string>? failureTopics = null)
    {
        _failureTopics = failureTopics is null ? [] : [.. failureTopics];
        Core = [.. CoreDimensions.All.Select(_ => new Dimension())];
        Customers = new CustomerLists(this);
    }

    public PlainColumn<long> Opened { get; private set; } = new();

    /// <summary>The number of a row's kind in <see cref="Kinds"/>; 0 where there is no row.</summary>
    public CodeColumn Kind { get; private set; } = new();
    public DistanceColumn ClaimedAt { get; private set; } = new();
    public DistanceColumn FirstReply { get; private set; } = new();
    public DistanceColumn FirstUsefulReply { get; private set; } = new();
    public DistanceColumn AnsweredAt { get; private set; } = new();
    public NumberColumn Transfers { get; private set; } = new();
    public NumberColumn Waiting { get; private set; } = new();

    /// <summary>Ten-thousandths of the workspace's currency.</summary>
    public NumberColumn Cost { get; private set; } = new();

    public KindTable Kinds { get; private set; } = new();
    public OpeningSpans Spans { get; private set; } = new();

    /// <summary>The ids of customers as received.</summary>
    public Dimension Customer { get; private set; } = new();

    /// <summary>Who is who, and which rows are whose.</summary>
    public CustomerLists Customers { get; private set; }

    /// <summary>In the order of <see cref="CoreDimensions.All"/>.</summary>
    public Dimension[] Core { get; private set; }

    public Dimension Source => Core[CoreDimensions.Source];
    public Dimension Topic => Core[CoreDimensions.Topic];

    /// <summary>Further dimensions over kept extra fields, filled when first asked for.</summary>
    public Dictionary<string, Dimension> Extras { get; } = new(StringComparer.Ordinal);

    /// <summary>What each source has said of itself, by name.</summary>
    public Dictionary<string, SourceFacts> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>Latest instant and latest opening seen so far of each source that has records, by code.</summary>
    public Dictionary<int, (long Instant, long Opened)> Latest { get; } = [];

    public ReaderWriterLockSlim Gate { get; } = new();

    /// <summary>When which days were last touched.</summary>
    public Touches Touches { get; } = new();

    /// <summary>One more than the highest row.</summary>
    public int Rows { get; private set; }

    /// <summary>Parts that hold these rows.</summary>
    public int Parts => Part.Count(Rows);

    /// <summary>Rows that are there, deleted ones left out.</summary>
    public int AliveCount { get; private set; }

    /// <summary>Live sources are known until then: for ever, or until an earlier state of knowledge.</summary>
    public long KnownAt { get; init; } = long.MaxValue;

    /// <summary>The journal's sequence number up to which records are folded in.</summary>
    public long Sequence { get; set; }

    /// <summary>How far the log of whose id is whose is known.</summary>
    public long RulesVersion { get; private set; }

    /// <summary>A core dimension by the field's name; null where there is none.</summary>
    public Dimension? Find(string field)
    {
        for (var i = 0; i < CoreDimensions.Number; i++)
        {
            if (CoreDimensions.All[i] == field) return Core[i];
        }

        return null;
    }

    /// <summary>Takes over whose id is whose.</summary>
    public void SetRules(CustomerRules rules)
    {
        if (rules.Version == RulesVersion) return;
        RulesVersion = rules.Version;
        var means = new Dictionary<int, int>();
        foreach (var id in rules.Aliases.Keys.Concat(rules.Shared)) means[Customer.Texts.Encode(id)] = Customer.Texts.Encode(rules.Resolve(id));
        Customers.SetRules(means);
    }

    /// <summary>Takes over what a source says of itself.</summary>
    public void SetSource(SourceFacts source) => Sources[source.Name] = source;

    public bool IsAlive(int row) => Kind[row] != 0;

    public RowKind KindOf(int row) => Kinds[Kind[row]];

    public ReopenFacts ReopenOf(int row, RowFlags flags) => (flags & RowFlags.ReopenFacts) != 0
        ? _reopen[row]
        : new ReopenFacts((flags & RowFlags.NeverReopened) != 0 ? 0 : null, Lifeline.Unknown, Lifeline.Unknown);

    /// <summary>When the customer answered: the opening where nothing else is known.</summary>
    public long AnswerTime(int row) => AnsweredAt.Get(row, Opened[row]) is var at && at != Lifeline.Unknown ? at : Opened[row];

    /// <summary>The times of a row as received.</summary>
    public RecordTimes TimesOf(int row)
    {
        var (flags, opened) = (KindOf(row).Flags, Opened[row]);
        var reopen = ReopenOf(row, flags);
        return new RecordTimes(opened, ClaimedAt.Get(row, opened), (flags & RowFlags.ClaimedFlag) != 0, reopen.Count,
            reopen.ReopenedAt, reopen.LastClaimedAt, (flags & RowFlags.Abandoned) != 0);
    }

    /// <summary>Writes a row, new or changed.</summary>
    public void Put(int row, in FactRow record)
    {
        var isNew = !IsAlive(row);
        if (!isNew) Take(row);
        Rows = Math.Max(Rows, row + 1);

        // An id that was never reopened, and says nothing else of it, is the usual case and takes no place.
        var never = record is { ReopenedCount: <= 0, ReopenedAt: Lifeline.Unknown, LastClaimedAt: Lifeline.Unknown };
        var more = !never && (record.ReopenedCount is not null || record.ReopenedAt != Lifeline.Unknown || record.LastClaimedAt != Lifeline.Unknown);
        if (more) _reopen[row] = new ReopenFacts(record.ReopenedCount, record.ReopenedAt, record.LastClaimedAt);

        var flags = record.Flags | (never ? RowFlags.NeverReopened : 0) | (more ? RowFlags.ReopenFacts : 0);
        if (record.Dimensions[CoreDimensions.Policy] != 0) flags |= RowFlags.Policy | RowFlags.Caused;
        if (record.Dimensions[CoreDimensions.Cause] != 0 || IsMarked(record.Dimensions[CoreDimensions.Topic])) flags |= RowFlags.Caused;
        Kind[row] = Kinds.Encode(new RowKind(flags, record.RatingScale, record.RatingScale == 0 ? 0 : record.Rating, record.Effort, record.Recommend));

        var opened = record.Opened;
        Opened[row] = opened;
        ClaimedAt.Set(row, opened, record.ClaimedAt);
        FirstReply.Set(row, opened, record.FirstReplyAt);
        FirstUsefulReply.Set(row, opened, record.FirstUsefulReplyAt);
        AnsweredAt.Set(row, opened, record.RatedAt);
        Transfers[row] = record.Transfers;
        Waiting[row] = record.WaitingSeconds;
        Cost[row] = record.Cost;
        Spans.Note(row, opened, record.RatedAt);
        Customer.Put(row, record.Customer);
        for (var i = 0; i < CoreDimensions.Number; i++) Core[i].Put(row, record.Dimensions[i]);

        var source = record.Dimensions[CoreDimensions.Source];
        _aliveOfSource[source] = _aliveOfSource.GetValueOrDefault(source) + 1;
        var (instant, latest) = Latest.GetValueOrDefault(source, (long.MinValue, long.MinValue));
        Latest[source] = (Math.Max(instant, record.LatestInstant), Math.Max(latest, opened));
        AliveCount++;
        Touches.Written(row, opened);
        Customers.Join(row);
    }

    /// <summary>Takes a deleted row out.</summary>
    public void Remove(int row)
    {
        if (row >= Rows || !IsAlive(row)) return;
        var source = Source[row];
        Take(row);
        Kind[row] = 0;
        _removed.Add(row);
        if (_aliveOfSource[source] == 0) Latest.Remove(source);
    }

    /// <summary>Bytes of memory by what they hold.</summary>
    public IReadOnlyList<(string What, long Bytes)> Memory() =>
    [
        ("openings", Opened.Bytes),
        ("kinds", Kind.Bytes),
        ("further times", ClaimedAt.Bytes + FirstReply.Bytes + FirstUsefulReply.Bytes + AnsweredAt.Bytes),
        ("numbers", Transfers.Bytes + Waiting.Bytes + Cost.Bytes),
        ("core dimensions", Core.Sum(d => d.Codes.Bytes)),
        ("customers of rows", Customer.Codes.Bytes),
        ("lists of customers", Customers.Bytes),
        ("reopenings", _reopen.EnsureCapacity(0) * 44L),
        ("dictionary: customers", Customer.Texts.Bytes),
        ("dictionary: core dimensions", Core.Sum(d => d.Texts.Bytes)),
        ("dictionary: kinds", Kinds.Bytes),
        ("extra fields", Extras.Values.Sum(d => d.Codes.Bytes + d.Texts.Bytes)),
    ];

    /// <summary>Rows that were taken out since the last call.</summary>
    public IReadOnlyList<int> TakeRemoved()
    {
        var removed = _removed;
        _removed = [];
        return removed;
    }

    private void Take(int row)
    {
        Touches.Written(row, Opened[row]);
        Spans.Leave(row, Opened[row]);
        Customers.Leave(row);
        _reopen.Remove(row);
        _aliveOfSource[Source[row]]--;
        Customer.Take(row);
        foreach (var dimension in Core) dimension.Take(row);
        AliveCount--;
    }

    private bool IsMarked(int topic)
    {
        if (_failureTopics.Count == 0) return false;
        for (var code = _markedTopics.Length; code <= topic; code++)
        {
            Array.Resize(ref _markedTopics, code + 1);
            _markedTopics[code] = _failureTopics.Contains(Topic.Texts.NameOf(code)!);
        }

        return _markedTopics[topic];
    }
}
