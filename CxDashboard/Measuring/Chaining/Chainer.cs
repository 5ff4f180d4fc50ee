using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>What the chain goes by that is not a record: the workspace's settings.</summary>
/// <param name="RepeatWindow">W in milliseconds.</param>
/// <param name="QuietLimit">Q in milliseconds.</param>
/// <param name="UnknownTopicChains">An unknown topic chains like a topic of that name; else each is an issue of its own.</param>
internal sealed record ChainRules(long RepeatWindow, long QuietLimit, bool UnknownTopicChains)
{
    private const long Day = 86_400_000;

    /// <summary>Seven days, ninety days, and unknown topics chain.</summary>
    public static ChainRules Default { get; } = new(7 * Day, 90 * Day, true);
}

/// <summary>
/// Chains the rows of one customer after the other into issues and writes them into the table. Keeps its buffers, and
/// serves one thread; several may serve different customers of one table at once.
/// </summary>
internal sealed class Chainer(Facts facts, IssueTable table, ChainRules rules, ExternalIds ids)
{
    private const long Week = 7 * 86_400_000L;
    private const long Month = 30 * 86_400_000L;

    private readonly IssueChain _chain = new(rules.RepeatWindow, rules.QuietLimit);
    private int[] _rows = [];
    private ChainLink[] _links = [];
    private long[] _openings = [];
    private long[] _reopenings = [];
    private long[] _firstClaims = [];
    private readonly Aftermath _aftermath = new(facts, table);
    private bool _lost;

    /// <summary>Chains all rows of a customer anew, and puts them in order.</summary>
    /// <param name="lost">Whether a row was taken away from the customer: an issue of as many members as before may be of others.</param>
    public void Chain(int customer, bool lost)
    {
        _lost = lost;
        var count = Gather(customer);
        if (count == 0) return;
        _aftermath.Of(_rows.AsSpan(0, count), OnTouched);
        if (count > 1) InOrder(customer, count);
        for (var first = 0; first < count;)
        {
            var end = first + 1;
            var topic = facts.Topic[_rows[first]];
            while (end < count && facts.Topic[_rows[end]] == topic) end++;
            if (topic == 0 && !rules.UnknownTopicChains)
            {
                for (var i = first; i < end; i++) Pair(_rows.AsSpan(i, 1), knownCustomer: true);
            }
            else
            {
                Pair(_rows.AsSpan(first..end), knownCustomer: true);
            }

            first = end;
        }
    }

    /// <summary>A row of nobody known is an issue of its own.</summary>
    public void ChainAlone(int row)
    {
        if (!facts.IsAlive(row)) return;
        if (table.SetRecovery(row, Recovery.None)) Touched(row);
        Pair([row], knownCustomer: false);
    }

    private int Gather(int customer)
    {
        var count = 0;
        for (var row = facts.Customers.HeadOf(customer); row >= 0; row = facts.Customers.After(row))
        {
            if (count == _rows.Length) Array.Resize(ref _rows, Math.Max(16, count * 2));
            _rows[count++] = row;
        }

        return count;
    }

    // By topic, then as they are chained. The list is written back in that order.
    private void InOrder(int customer, int count)
    {
        var rows = _rows.AsSpan(0, count);
        var sorted = true;
        for (var i = 1; i < count && sorted; i++) sorted = Compare(rows[i - 1], rows[i]) < 0;
        if (sorted) return;
        rows.Sort(Compare);
        facts.Customers.SetHead(customer, rows[0]);
        for (var i = 0; i < count; i++) facts.Customers.Next[rows[i]] = i + 1 < count ? rows[i + 1] + 1 : 0;
    }

    private int Compare(int a, int b)
    {
        if (a == b) return 0;
        var order = facts.Topic[a].CompareTo(facts.Topic[b]);
        if (order != 0) return order;
        order = facts.Opened[a].CompareTo(facts.Opened[b]);
        if (order != 0) return order;
        var (x, y) = (facts.Source[a], facts.Source[b]);
        if (x != y)
        {
            order = string.CompareOrdinal(facts.Source.Texts.NameOf(x), facts.Source.Texts.NameOf(y));
            if (order != 0) return order;
        }

        var (m, n) = (ids.Of(a), ids.Of(b));

        // An id that is a hash stands for a blank one: those keep the order of their file.
        order = string.CompareOrdinal(m.IsHash ? "" : m.Id, n.IsHash ? "" : n.Id);
        return order != 0 ? order : a.CompareTo(b);
    }

    private void Pair(ReadOnlySpan<int> rows, bool knownCustomer)
    {
        var count = 0;
        foreach (var row in rows)
        {
            var flags = facts.KindOf(row).Flags;
            var times = facts.TimesOf(row);
            var source = facts.Source[row];
            var t = table.Horizon.T(source);
            table.Hidden.Note(source, row, NextHidden(row, times, t));
            if (Lifeline.At(times, t) is not { } line)
            {
                Set(row, IssueBits.None, Lifeline.Unknown, 0);
                continue;
            }

            if ((flags & RowFlags.Out) != 0)
            {
                Set(row, ReopenedBit(line), Lifeline.Unknown, 0);
                continue;
            }

            if (count == _links.Length) Array.Resize(ref _links, Math.Max(16, count * 2));
            _links[count++] = new ChainLink(row, line, (flags & RowFlags.Abandoned) != 0);
        }

        if (count == 0) return;
        var links = _links.AsSpan(0, count);
        if (count == 1)
        {
            Write(links, new ChainedIssue(0, 1, FirstClaimOf(links[0].Line), LatestActivityOf(links[0].Line)), knownCustomer, [], LoneReopening(links[0].Line), false);
            return;
        }

        Several(links, knownCustomer);
    }

    private void Several(ReadOnlySpan<ChainLink> links, bool knownCustomer)
    {
        if (_openings.Length < links.Length)
        {
            Array.Resize(ref _openings, links.Length * 2);
            Array.Resize(ref _reopenings, links.Length * 2);
            Array.Resize(ref _firstClaims, links.Length * 2);
        }

        var (reopened, issues) = (0, 0);
        for (var i = 0; i < links.Length; i++)
        {
            _openings[i] = links[i].Line.Opened;
            if (links[i].Line.Reopening != Lifeline.Never) _reopenings[reopened++] = links[i].Line.Reopening;
        }

        var reopenings = _reopenings.AsSpan(0, reopened);
        reopenings.Sort();
        foreach (ref readonly var issue in _chain.Chain(links))
        {
            var follows = FollowsAnother(links[issue.First].Line.Opened, _firstClaims.AsSpan(0, issues));
            Write(links.Slice(issue.First, issue.Count), issue, knownCustomer, _openings.AsSpan(0, links.Length), FirstAfter(reopenings, issue.FirstClaim), follows);
            _firstClaims[issues++] = issue.FirstClaim;
        }
    }

    // Backwards, because the issue before is the likely one.
    private static bool FollowsAnother(long opened, ReadOnlySpan<long> firstClaims)
    {
        for (var i = firstClaims.Length - 1; i >= 0; i--)
        {
            if (firstClaims[i] < opened && opened - firstClaims[i] < Month) return true;
        }

        return false;
    }

    private void Write(ReadOnlySpan<ChainLink> members, in ChainedIssue issue, bool knownCustomer, ReadOnlySpan<long> openings, long reopening, bool follows)
    {
        var claimed = issue.FirstClaim != Lifeline.Never;
        var bits = IssueBits.Start | (knownCustomer ? IssueBits.KnownCustomer : 0) | (claimed ? IssueBits.Claimed : 0) | AnswerOf(members)
            | (members.Length > 1 ? IssueBits.Several : 0) | (follows ? IssueBits.Repeat : 0);
        var (first, reopenedAtUnknownTime) = (facts.Source[members[0].Row], false);
        foreach (ref readonly var member in members)
        {
            var flags = facts.KindOf(member.Row).Flags;
            if (member.Abandoned && !claimed) bits |= IssueBits.AbandonedMember;
            if ((flags & RowFlags.Gesture) != 0) bits |= IssueBits.Gesture;
            if (facts.Source[member.Row] != first) bits |= IssueBits.Sources;
            if (!claimed || member.Line.Opened > issue.FirstClaim) continue;
            if (member.Line.ClaimInstantUnknown) bits |= IssueBits.ClaimInstantUnknown;
            reopenedAtUnknownTime |= member.Line.ReopenedAtUnknownTime;
        }

        if (claimed)
        {
            var next = FirstAfter(openings, issue.FirstClaim);
            if (next - issue.FirstClaim < Week) bits |= IssueBits.CameBackIn7;
            if (next - issue.FirstClaim < Month) bits |= IssueBits.CameBackIn30;
            if (reopenedAtUnknownTime || reopening - issue.FirstClaim < Week) bits |= IssueBits.ReopenedIn7;
            if (reopenedAtUnknownTime || reopening - issue.FirstClaim < Month) bits |= IssueBits.ReopenedIn30;
        }

        var changed = Set(members[0].Row, bits | OwnBits(members[0]), claimed ? issue.FirstClaim : issue.LatestActivity, members.Length);
        for (var i = 1; i < members.Length; i++) changed |= Set(members[i].Row, IssueBits.Repeat | OwnBits(members[i]), Lifeline.Unknown, 0);

        // What members say counts where the issue opened. Members stand one after the other in the customer's order, so as many
        // from the same first one on are the same, where none was taken away and none of them written.
        if (changed || (members.Length > 1 && (_lost || AnyWritten(members)))) Touched(members[0].Row);
    }

    private bool AnyWritten(ReadOnlySpan<ChainLink> members)
    {
        if (OnTouched is null) return false;
        foreach (ref readonly var member in members)
        {
            if (facts.Touches.WasWritten(member.Row)) return true;
        }

        return false;
    }

    private bool Set(int row, IssueBits bits, long firstClaim, int members)
    {
        if (!table.Set(row, bits, firstClaim, members)) return false;
        Touched(row);
        return true;
    }

    /// <summary>Told of the rows of which something changed; null while everything is chained anyway.</summary>
    public Action<int>? OnTouched { get; init; }

    private void Touched(int row) => OnTouched?.Invoke(row);

    private IssueBits OwnBits(in ChainLink link) =>
        ReopenedBit(link.Line) | (link.Line.IsOpenAt(table.Horizon.T(facts.Source[link.Row])) ? IssueBits.Open : IssueBits.None);

    private static IssueBits ReopenedBit(in Lifeline line) => line.ReopenedCount > 0 ? IssueBits.Reopened : IssueBits.None;

    // Of two answers at one instant, "no" counts: silence and doubt are never a yes.
    private IssueBits AnswerOf(ReadOnlySpan<ChainLink> members)
    {
        var (answer, at) = (IssueBits.None, long.MinValue);
        foreach (ref readonly var member in members)
        {
            var flags = facts.KindOf(member.Row).Flags & (RowFlags.ConfirmedYes | RowFlags.ConfirmedNo);
            if (flags == RowFlags.None) continue;
            var time = facts.AnswerTime(member.Row);
            if (time > table.Horizon.T(facts.Source[member.Row])) continue;
            var said = flags == RowFlags.ConfirmedYes ? IssueBits.SaidYes : IssueBits.SaidNo;
            if (answer == IssueBits.None || time > at || (time == at && said == IssueBits.SaidNo)) (answer, at) = (said, time);
        }

        return answer;
    }

    // What the sweep of IssueChain comes to for a single interaction.
    private static long FirstClaimOf(in Lifeline line)
    {
        if (!line.IsClaimed) return Lifeline.Never;
        if (!line.IsOpenAt(line.Claim)) return line.Claim;
        return line.LastClaim != Lifeline.Never && !line.IsOpenAt(line.LastClaim) ? line.LastClaim : Lifeline.Never;
    }

    private static long LatestActivityOf(in Lifeline line)
    {
        var latest = line.IsClaimed ? Math.Max(line.Opened, line.Claim) : line.Opened;
        if (line.Reopening != Lifeline.Never) latest = Math.Max(latest, line.Reopening);
        return line.LastClaim != Lifeline.Never ? Math.Max(latest, line.LastClaim) : latest;
    }

    private static long LoneReopening(in Lifeline line) => line.Reopening > FirstClaimOf(line) ? line.Reopening : Lifeline.Never;

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

    private long NextHidden(int row, in RecordTimes times, long t)
    {
        var hidden = Lifeline.Never;
        var opened = times.Opened;
        Note(opened);
        Note(times.ClaimedAt);
        Note(times.ReopenedAt);
        Note(times.LastClaimedAt);
        Note(facts.AnsweredAt.Get(row, opened));
        Note(facts.FirstReply.Get(row, opened));
        Note(facts.FirstUsefulReply.Get(row, opened));
        return hidden;

        void Note(long time)
        {
            if (time > t && time < hidden) hidden = time;
        }
    }
}
