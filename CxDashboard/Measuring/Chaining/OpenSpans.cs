using System.Runtime.InteropServices;
using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>From when to when some member of the issue that begins at a row was open; <see cref="Lifeline.Never"/> where it still is.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct OpenSpan(int Row, long From, long To);

/// <summary>
/// When issues were open that have several members, or one that was reopened or abandoned: their members lie far apart, so
/// it is found out once and kept. Any other issue is open from its opening to its claim.
/// </summary>
internal static class OpenSpans
{
    /// <summary>Whether a lone interaction of a kind is open from its opening to its claim and no longer.</summary>
    public static bool IsPlain(RowKind kind) => (kind.Flags & (RowFlags.ReopenFacts | RowFlags.Abandoned)) == 0;

    /// <summary>A part's spans by row and time; those of one issue do not touch each other.</summary>
    public static OpenSpan[] Find(Facts facts, IssueTable issues, int part)
    {
        if (issues.Bits.Of(part) is not { } bits) return [];
        var (spans, of) = (new List<OpenSpan>(), new List<(long From, long To)>());
        var first = part << Part.Bits;
        for (var row = first; row < Math.Min(facts.Rows, first + Part.Rows); row++)
        {
            var issue = (IssueBits)bits[row - first];
            if ((issue & IssueBits.Start) == 0 || ((issue & IssueBits.Several) == 0 && IsPlain(facts.KindOf(row)))) continue;
            of.Clear();
            foreach (var member in issues.RowsOf(row))
            {
                var line = issues.LineOf(member);
                if (line.NeverOpen) continue;
                if (line.Claim > line.Opened) of.Add((line.Opened, line.Claim));
                if (line.Reopening != Lifeline.Never && line.LastClaim > line.Reopening) of.Add((line.Reopening, line.LastClaim));
            }

            of.Sort();
            for (var i = 0; i < of.Count;)
            {
                var (from, to) = of[i];
                for (i++; i < of.Count && of[i].From <= to; i++) to = Math.Max(to, of[i].To);
                spans.Add(new OpenSpan(row, from, to));
            }
        }

        return [.. spans];
    }
}
