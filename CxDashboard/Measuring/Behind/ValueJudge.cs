using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>Judges issues and interactions by how long something lasted, in seconds of the calendar or of business hours.</summary>
internal sealed class ValueJudge : RowJudge
{
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly ValueRule _rule;
    private readonly BusinessCalendar?[]? _calendars;

    // Asked once: the column finds out by going through its parts.
    private readonly bool _isNoWaitKnown;

    public ValueJudge(Facts facts, IssueTable issues, ValueRule rule, PassPlan plan)
    {
        (_facts, _issues, _rule, _isNoWaitKnown) = (facts, issues, rule, facts.Waiting.IsEmpty);
        if (!rule.Business) return;
        var regions = facts.Core[CoreDimensions.Region].Texts;
        _calendars = [.. Enumerable.Range(0, regions.Count).Select(code => plan.CalendarOf(regions.NameOf(code)))];
    }

    public override RowsAre RowsAre => _rule.Set is ValueSet.FirstReply or ValueSet.FirstUsefulReply ? RowsAre.Interactions : RowsAre.Issues;

    public override Judged? Of(PartReader reader, int i)
    {
        var row = reader.First + i;
        return _rule.Set switch
        {
            ValueSet.FirstReply => Until(reader, i, Reply(reader, i, _facts.FirstReply)),
            ValueSet.FirstUsefulReply => Until(reader, i, Reply(reader, i, _facts.FirstUsefulReply)),
            ValueSet.Resolution => Resolution(reader, i),
            ValueSet.LastResolution => Until(reader, i, LastClaim(row, (IssueBits)reader.Bits[i])),
            _ => Waited(row) is { } seconds ? new Judged(Outcome.Counts, true, seconds) : null,
        };
    }

    private long? Reply(PartReader reader, int i, DistanceColumn replies)
    {
        if ((_facts.Kinds[reader.Kinds[i]].Flags & RowFlags.Out) != 0) return null;
        var reply = replies.Get(reader.First + i, reader.Opened[i]);
        return reply == Lifeline.Unknown || reply < reader.Opened[i] || reply > _issues.Horizon.T(reader.Sources[i]) ? null : reply;
    }

    private Judged? Resolution(PartReader reader, int i)
    {
        var (row, bits) = (reader.First + i, (IssueBits)reader.Bits[i]);
        if ((bits & IssueBits.ClaimInstantUnknown) != 0) return null;
        if ((bits & IssueBits.Claimed) != 0) return Until(reader, i, _issues.FirstClaimOf(row));
        return _rule.Survives && Until(reader, i, _issues.KnownOf(row).T) is { } waits ? waits with { Outcome = Outcome.Waiting, Counts = false } : null;
    }

    // Of issues that may have several claims the latest one is kept, as long as they are not open.
    private long? LastClaim(int row, IssueBits bits)
    {
        if ((bits & IssueBits.Claimed) == 0 || _issues.IsOpen(row)) return null;
        if (LastClaims.IsFirst((int)bits, _facts.KindOf(row))) return _issues.FirstClaimOf(row);
        ReadOnlySpan<LastClaim> kept = _issues.LastClaims.Of(row >> Part.Bits);
        var (low, high) = (0, kept.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (kept[middle].Row < row) low = middle + 1;
            else high = middle;
        }

        return low < kept.Length && kept[low].Row == row ? kept[low].At : null;
    }

    private long? Waited(int start)
    {
        if (_isNoWaitKnown) return null;
        long sum = 0;
        foreach (var row in _issues.RowsOf(start))
        {
            if (_facts.Waiting[row] is not { } seconds) return null;
            sum += seconds;
        }

        return sum;
    }

    // Of a row of a region that has no calendar there is no business time.
    private Judged? Until(PartReader reader, int i, long? to)
    {
        if (to is not { } end) return null;
        var from = reader.Opened[i];
        var lasts = _calendars is null ? end - from : _calendars[_facts.Core[CoreDimensions.Region][reader.First + i]]?.Between(new Instant(from), new Instant(end));
        return lasts is { } milliseconds ? new Judged(Outcome.Counts, true, milliseconds / 1000.0) : null;
    }
}
