using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>Judges issues by whether they are open at an instant, by what had happened by T; at T and ever after where it is never.</summary>
internal sealed class StockJudge(Facts facts, IssueTable issues, bool oldest, long end) : RowJudge
{
    public override bool AsksAllTimes => true;

    public override Judged? Of(PartReader reader, int i)
    {
        if (reader.Opened[i] > end) return null;
        var isOpen = IsOpen(reader, i);
        if (!oldest) return new Judged(isOpen ? Outcome.Waiting : Outcome.DoesNotCount, isOpen);
        if (!isOpen) return null;
        var until = Math.Min(end, issues.KnownOf(reader.First + i).T);
        return new Judged(Outcome.Waiting, true, (until - reader.Opened[i]) / 1000.0);
    }

    private bool IsOpen(PartReader reader, int i)
    {
        var (row, bits) = (reader.First + i, (IssueBits)reader.Bits[i]);
        if ((bits & IssueBits.Several) == 0 && OpenSpans.IsPlain(facts.Kinds[reader.Kinds[i]]))
            return IsWithin(reader.Opened[i], (bits & IssueBits.Claimed) != 0 ? issues.FirstClaimOf(row) : Lifeline.Never);
        ReadOnlySpan<OpenSpan> spans = issues.OpenSpans.Of(row >> Part.Bits);
        for (var s = FirstOf(spans, row); s < spans.Length && spans[s].Row == row; s++)
        {
            if (IsWithin(spans[s].From, spans[s].To)) return true;
        }

        return false;
    }

    private bool IsWithin(long from, long to) => from <= end && (to == Lifeline.Never || end < to);

    private static int FirstOf(ReadOnlySpan<OpenSpan> spans, int row)
    {
        var (low, high) = (0, spans.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spans[middle].Row < row) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
