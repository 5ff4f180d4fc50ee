using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring;

/// <summary>What the customer last said about an issue.</summary>
internal enum Answer : byte { Silent, No, Yes }

/// <summary>
/// One issue on the ladder, as far as the horizon sees. Times are Unix milliseconds; <see cref="Lifeline.Never"/> has not happened.
/// Windows are judged when asked: a break within w is an event in (F, F + w), and the first event after F decides.
/// </summary>
internal struct IssueRow
{
    /// <summary>The row of its first interaction, whose slices it has; -1 for a free place.</summary>
    public int FirstRow;
    public int Members;
    public long Opened;

    /// <summary>F.</summary>
    public long FirstClaim;

    /// <summary>The next contact of that customer about that topic after F.</summary>
    public long NextContact;

    /// <summary>The next known reopening after F, of the pair or of a member.</summary>
    public long NextReopening;
    public long LatestActivity;

    /// <summary>Which sources its members came from: a key into <see cref="IssueTable.SourceSets"/>.</summary>
    public int SourceSet;
    public Answer Answer;
    public bool KnownCustomer;

    /// <summary>A member opened at or before F was reopened at an unknown time.</summary>
    public bool ReopenedAtUnknownTime;

    /// <summary>A member opened at or before F has a claim at an unknown instant: durations leave the issue out.</summary>
    public bool ClaimInstantUnknown;
    public bool AbandonedMember;

    /// <summary>The next issue of the same pair, -1 for the last.</summary>
    public int NextOfPair;

    public readonly bool IsClaimed => FirstClaim != Lifeline.Never;

    public readonly bool BrokeWithin(long window) =>
        ReopenedAtUnknownTime || Math.Min(NextContact, NextReopening) < FirstClaim + window;

    public readonly bool ReopenedWithin(long window) => ReopenedAtUnknownTime || NextReopening < FirstClaim + window;

    public readonly bool CameBackWithin(long window) => NextContact < FirstClaim + window;
}

/// <summary>
/// All issues of the facts, as had happened by a horizon. Kept by pairs of customer and topic, so that a changed record
/// costs its own pair and nothing else.
/// </summary>
internal sealed class IssueTable(Facts facts, Horizon horizon, Func<int, (string Id, bool IsHash)> externalId)
{
    /// <summary>W: a further contact within seven days of the last claim belongs to the same issue.</summary>
    public static readonly long RepeatWindow = (long)TimeSpan.FromDays(7).TotalMilliseconds;

    /// <summary>Q: an issue that was quiet for ninety days is not the same one any more.</summary>
    public static readonly long QuietLimit = (long)TimeSpan.FromDays(90).TotalMilliseconds;

    private readonly IssueChain _chain = new(RepeatWindow, QuietLimit);
    private readonly Stack<int> _free = new();
    private readonly Dictionary<int, int> _setOfSource = [];
    private readonly Dictionary<string, int> _setOfSources = new(StringComparer.Ordinal);
    private int[] _firstOfPair = [];
    private ChainLink[] _links = [];
    private long[] _openings = [];
    private long[] _reopenings = [];
    private int _used;

    public IssueRow[] Rows = [];

    /// <summary>The sources (by code) of each set that an issue may have.</summary>
    public List<int[]> SourceSets { get; } = [];

    /// <summary>May move on while nothing hidden comes into sight: see <see cref="NextHidden"/>.</summary>
    public Horizon Horizon { get; set; } = horizon;

    /// <summary>Places in <see cref="Rows"/> that were ever used; free ones have FirstRow -1.</summary>
    public int Used => _used;

    /// <summary>The earliest instant of a record that the horizon hides: when its T passes that, the table is out of date. By source code.</summary>
    public Dictionary<int, long> NextHidden { get; } = [];

    public static IssueTable Build(Facts facts, Horizon horizon, Func<int, (string Id, bool IsHash)> externalId)
    {
        var table = new IssueTable(facts, horizon, externalId);
        for (var pair = 0; pair < facts.PairCount; pair++) table.Rechain(pair);
        return table;
    }

    /// <summary>Issues of one pair, built anew.</summary>
    public void Rechain(int pair)
    {
        Free(pair);
        var count = Gather(pair);
        if (count == 0) return;
        var links = _links.AsSpan(0, count);
        var reopenings = SortTimes(links);
        var previous = -1;
        foreach (ref readonly var issue in _chain.Chain(links))
        {
            var place = Place();
            Rows[place] = Describe(links, issue, _openings.AsSpan(0, count), reopenings);
            if (previous < 0) Column.Set(ref _firstOfPair, pair, place + 1);
            else Rows[previous].NextOfPair = place;
            previous = place;
        }
    }

    private IssueRow Describe(ReadOnlySpan<ChainLink> links, in ChainedIssue issue, ReadOnlySpan<long> openings, ReadOnlySpan<long> reopenings)
    {
        var members = links.Slice(issue.First, issue.Count);
        var row = new IssueRow
        {
            FirstRow = members[0].Row,
            Members = issue.Count,
            Opened = members[0].Line.Opened,
            FirstClaim = issue.FirstClaim,
            LatestActivity = issue.LatestActivity,
            NextContact = Lifeline.Never,
            NextReopening = Lifeline.Never,
            KnownCustomer = facts.Customer[members[0].Row] != 0,
            NextOfPair = -1,
            Answer = AnswerOf(members),
            SourceSet = SourceSetOf(members),
        };
        foreach (ref readonly var member in members)
        {
            row.AbandonedMember |= member.Abandoned;
            if (member.Line.Opened > issue.FirstClaim) continue;
            row.ReopenedAtUnknownTime |= member.Line.ReopenedAtUnknownTime;
            row.ClaimInstantUnknown |= member.Line.ClaimInstantUnknown;
        }

        if (!row.IsClaimed) return row;
        row.NextContact = FirstAfter(openings, issue.FirstClaim);
        row.NextReopening = FirstAfter(reopenings, issue.FirstClaim);
        return row;
    }

    private static long FirstAfter(ReadOnlySpan<long> sorted, long t)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] > t) high = middle;
            else low = middle + 1;
        }

        return low == sorted.Length ? Lifeline.Never : sorted[low];
    }

    // Of two answers at one instant, "no" counts: silence and doubt are never a yes.
    private Answer AnswerOf(ReadOnlySpan<ChainLink> members)
    {
        var (answer, at) = (Answer.Silent, long.MinValue);
        foreach (ref readonly var member in members)
        {
            var flags = facts.Flags[member.Row] & (RowFlags.ConfirmedYes | RowFlags.ConfirmedNo);
            if (flags == RowFlags.None) continue;
            var time = AnsweredAt(member.Row);
            if (time > Horizon.T(facts.Source[member.Row])) continue;
            var said = flags == RowFlags.ConfirmedYes ? Answer.Yes : Answer.No;
            if (answer == Answer.Silent || time > at || (time == at && said == Answer.No)) (answer, at) = (said, time);
        }

        return answer;
    }

    private long AnsweredAt(int row) => facts.RatedAt[row] == Lifeline.Unknown ? facts.Opened[row] : facts.RatedAt[row];

    private int SourceSetOf(ReadOnlySpan<ChainLink> members)
    {
        var first = facts.Source[members[0].Row];
        SortedSet<int>? several = null;
        for (var i = 1; i < members.Length; i++)
        {
            var source = facts.Source[members[i].Row];
            if (source != first || several is not null) (several ??= [first]).Add(source);
        }

        // Nearly every issue has one source, whose set is found without an allocation.
        return several is null
            ? Remember(_setOfSource, first, () => [first])
            : Remember(_setOfSources, string.Join(',', several), () => [.. several]);
    }

    private int Remember<TKey>(Dictionary<TKey, int> known, TKey key, Func<int[]> sources) where TKey : notnull
    {
        if (known.TryGetValue(key, out var set)) return set;
        set = SourceSets.Count;
        SourceSets.Add(sources());
        known.Add(key, set);
        return set;
    }

    // The rows of the pair that exist by the horizon, in the order of chaining.
    private int Gather(int pair)
    {
        var count = 0;
        for (var row = facts.HeadOf(pair); row >= 0; row = facts.NextInPair[row])
        {
            var times = facts.TimesOf(row);
            var source = facts.Source[row];
            var t = Horizon.T(source);
            NoteHidden(source, row, times, t);
            if (Lifeline.At(times, t) is not { } line) continue;
            Column.Set(ref _links, count++, new ChainLink(row, line, times.Abandoned));
        }

        if (count > 1) _links.AsSpan(0, count).Sort(InOrder);
        return count;
    }

    private int InOrder(ChainLink a, ChainLink b)
    {
        var order = a.Line.Opened.CompareTo(b.Line.Opened);
        if (order != 0) return order;
        order = string.CompareOrdinal(facts.Source.NameOf(facts.Source[a.Row]), facts.Source.NameOf(facts.Source[b.Row]));
        if (order != 0) return order;
        var (x, y) = (externalId(a.Row), externalId(b.Row));

        // An id that is a hash stands for a blank one: those keep the order of their file.
        order = string.CompareOrdinal(x.IsHash ? "" : x.Id, y.IsHash ? "" : y.Id);
        return order != 0 ? order : a.Row.CompareTo(b.Row);
    }

    private void NoteHidden(int source, int row, in RecordTimes times, long t)
    {
        var hidden = Lifeline.Never;
        Note(times.Opened);
        Note(times.ClaimedAt);
        Note(times.ReopenedAt);
        Note(times.LastClaimedAt);
        if ((facts.Flags[row] & (RowFlags.ConfirmedYes | RowFlags.ConfirmedNo)) != 0) Note(facts.RatedAt[row]);
        if (hidden != Lifeline.Never) NextHidden[source] = Math.Min(hidden, NextHidden.GetValueOrDefault(source, Lifeline.Never));

        void Note(long time)
        {
            if (time > t && time < hidden) hidden = time;
        }
    }

    private ReadOnlySpan<long> SortTimes(ReadOnlySpan<ChainLink> links)
    {
        if (_openings.Length < links.Length)
        {
            Array.Resize(ref _openings, Column.Grown(_openings.Length, links.Length));
            Array.Resize(ref _reopenings, _openings.Length);
        }

        var reopenings = 0;
        for (var i = 0; i < links.Length; i++)
        {
            _openings[i] = links[i].Line.Opened;
            if (links[i].Line.Reopening != Lifeline.Never) _reopenings[reopenings++] = links[i].Line.Reopening;
        }

        var sorted = _reopenings.AsSpan(0, reopenings);
        sorted.Sort();
        return sorted;
    }

    private int Place()
    {
        if (_free.TryPop(out var place)) return place;
        if (_used == Rows.Length) Array.Resize(ref Rows, Column.Grown(Rows.Length, _used));
        return _used++;
    }

    private void Free(int pair)
    {
        if (pair >= _firstOfPair.Length || _firstOfPair[pair] == 0) return;
        for (var place = _firstOfPair[pair] - 1; place >= 0;)
        {
            var next = Rows[place].NextOfPair;
            Rows[place].FirstRow = -1;
            _free.Push(place);
            place = next;
        }

        _firstOfPair[pair] = 0;
    }
}
