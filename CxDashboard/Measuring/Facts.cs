using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring;

/// <summary>What a row is, as bits; the yes/no answers take two bits each (0 unknown, 1 no, 2 yes).</summary>
[Flags]
internal enum RowFlags
{
    None = 0,
    Alive = 1,
    Out = 2,
    ClaimedFlag = 4,
    Abandoned = 8,
    AskedNo = 16,
    ConfirmedNo = 32,
    ConfirmedYes = 64,
    HasReopenFacts = 128,
}

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
internal sealed class Facts
{
    private readonly Dictionary<int, ReopenFacts> _reopen = [];
    private readonly Dictionary<long, int> _pairs = [];
    private readonly List<int> _pairHeads = [];
    private readonly HashSet<int> _dirtyPairs = [];
    private readonly Dictionary<int, int> _aliveOfSource = [];

    public long[] Opened = [];
    public long[] ClaimedAt = [];
    public long[] FirstReply = [];
    public long[] RatedAt = [];
    public double[] Rating = [];
    public byte[] RatingScale = [];
    public RowFlags[] Flags = [];

    // The pair (customer, topic) of a row and its neighbour there; rows without a customer are their own pair.
    public int[] Pair = [];
    public int[] NextInPair = [];

    public ReaderWriterLockSlim Gate { get; } = new();

    public Dimension Customer { get; } = new();

    /// <summary>Dimensions by the field's name; "topic" and "source" among them.</summary>
    public IReadOnlyDictionary<string, Dimension> Dimensions { get; } =
        CoreDimensions.All.ToDictionary(name => name, _ => new Dimension(), StringComparer.Ordinal);

    public Dimension Source => Dimensions["source"];
    public Dimension Topic => Dimensions["topic"];

    /// <summary>Further dimensions over kept extra fields, filled when first asked for.</summary>
    public Dictionary<string, Dimension> Extras { get; } = new(StringComparer.Ordinal);

    /// <summary>What each source has said of itself, by name.</summary>
    public Dictionary<string, SourceFacts> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>Latest instant and latest opening seen so far of each source that has records, by code.</summary>
    public Dictionary<int, (long Instant, long Opened)> Latest { get; } = [];

    /// <summary>One more than the highest row.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that are there, deleted ones left out.</summary>
    public int AliveCount { get; private set; }

    /// <summary>The journal's sequence number up to which records are folded in.</summary>
    public long Sequence { get; set; }

    public int PairCount => _pairHeads.Count;

    /// <summary>Takes over what a source says of itself.</summary>
    public void SetSource(SourceFacts source) => Sources[source.Name] = source;

    /// <summary>Pairs touched since the last call.</summary>
    public IReadOnlyCollection<int> TakeDirtyPairs()
    {
        int[] dirty = [.. _dirtyPairs];
        _dirtyPairs.Clear();
        return dirty;
    }

    /// <summary>First row of a pair, -1 for none.</summary>
    public int HeadOf(int pair) => _pairHeads[pair];

    public ReopenFacts ReopenOf(int row) =>
        (Flags[row] & RowFlags.HasReopenFacts) != 0 ? _reopen[row] : new ReopenFacts(null, Lifeline.Unknown, Lifeline.Unknown);

    /// <summary>The times of a row as received.</summary>
    public RecordTimes TimesOf(int row)
    {
        var flags = Flags[row];
        var reopen = ReopenOf(row);
        return new RecordTimes(Opened[row], ClaimedAt[row], (flags & RowFlags.ClaimedFlag) != 0, reopen.Count,
            reopen.ReopenedAt, reopen.LastClaimedAt, (flags & RowFlags.Abandoned) != 0);
    }

    /// <summary>Writes a row, new or changed.</summary>
    public void Put(int row, in FactRow record)
    {
        Leave(row);
        Rows = Math.Max(Rows, row + 1);
        var isNew = row >= Flags.Length || (Flags[row] & RowFlags.Alive) == 0;
        if (isNew) AliveCount++;

        var hasReopen = record.ReopenedCount is not null || record.ReopenedAt != Lifeline.Unknown || record.LastClaimedAt != Lifeline.Unknown;
        if (hasReopen) _reopen[row] = new ReopenFacts(record.ReopenedCount, record.ReopenedAt, record.LastClaimedAt);
        else _reopen.Remove(row);

        Column.Set(ref Opened, row, record.Opened);
        Column.Set(ref ClaimedAt, row, record.ClaimedAt);
        Column.Set(ref FirstReply, row, record.FirstReplyAt);
        Column.Set(ref RatedAt, row, record.RatedAt);
        Column.Set(ref Rating, row, record.Rating ?? 0);
        Column.Set(ref RatingScale, row, (byte)(record.Rating is null ? 0 : record.RatingScale ?? 0));
        Column.Set(ref Flags, row, record.Flags | RowFlags.Alive | (hasReopen ? RowFlags.HasReopenFacts : RowFlags.None));
        Customer.Set(row, record.Customer);
        for (var i = 0; i < CoreDimensions.All.Count; i++) Dimensions[CoreDimensions.All[i]].Set(row, record.Dimensions[i]);

        // A record keeps its source, which is part of its identity.
        var source = Source[row];
        if (isNew) _aliveOfSource[source] = _aliveOfSource.GetValueOrDefault(source) + 1;
        var (instant, opened) = Latest.GetValueOrDefault(source, (long.MinValue, long.MinValue));
        Latest[source] = (Math.Max(instant, record.LatestInstant), Math.Max(opened, record.Opened));
        Join(row);
    }

    /// <summary>Takes a deleted row out.</summary>
    public void Remove(int row)
    {
        if (row >= Rows || (Flags[row] & RowFlags.Alive) == 0) return;
        Leave(row);
        Flags[row] = RowFlags.None;
        AliveCount--;
        if (--_aliveOfSource[Source[row]] == 0) Latest.Remove(Source[row]);
    }

    private void Join(int row)
    {
        var pair = -1;
        if ((Flags[row] & RowFlags.Out) == 0)
        {
            var customer = Customer[row];

            // Without a customer nobody can chain: the row is a pair of its own, keyed below the keys of real pairs.
            var key = customer == 0 ? -1L - row : ((long)customer << 32) | (uint)Topic[row];
            if (!_pairs.TryGetValue(key, out pair))
            {
                pair = _pairHeads.Count;
                _pairHeads.Add(-1);
                _pairs.Add(key, pair);
            }

            _dirtyPairs.Add(pair);
        }

        Column.Set(ref Pair, row, pair);
        Column.Set(ref NextInPair, row, pair < 0 ? -1 : _pairHeads[pair]);
        if (pair >= 0) _pairHeads[pair] = row;
    }

    private void Leave(int row)
    {
        if (row >= Rows || (Flags[row] & RowFlags.Alive) == 0) return;
        var pair = Pair[row];
        if (pair < 0) return;
        _dirtyPairs.Add(pair);
        if (_pairHeads[pair] == row)
        {
            _pairHeads[pair] = NextInPair[row];
            return;
        }

        var before = _pairHeads[pair];
        while (NextInPair[before] != row) before = NextInPair[before];
        NextInPair[before] = NextInPair[row];
    }
}
