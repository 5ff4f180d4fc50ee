using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>The latest claim of the issue that begins at a row.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 4)]
internal readonly record struct LastClaim(int Row, long At);

/// <summary>
/// The latest claims of claimed issues that are not open, and have several members or one that was reopened or claimed nobody
/// knows when: found out once and kept. The latest claim of any other issue is its first.
/// </summary>
internal static class LastClaims
{
    /// <summary>Whether a claimed issue's latest claim is its first, by the bits and the kind of its first row.</summary>
    public static bool IsFirst(int bits, RowKind kind) =>
        (bits & (int)(IssueBits.Several | IssueBits.ClaimInstantUnknown)) == 0 && (kind.Flags & RowFlags.ReopenFacts) == 0;

    /// <summary>Those of a part's issues that are not open, by row; without those of which no claim has a known instant.</summary>
    public static LastClaim[] Find(Facts facts, IssueTable issues, int part)
    {
        if (issues.Bits.Of(part) is not { } bits) return [];
        const IssueBits Claimed = IssueBits.Start | IssueBits.Claimed;
        var (found, first) = (new List<LastClaim>(), part << Part.Bits);
        for (var row = first; row < Math.Min(facts.Rows, first + Part.Rows); row++)
        {
            var of = bits[row - first];
            if (((IssueBits)of & Claimed) != Claimed || IsFirst(of, facts.KindOf(row)) || issues.IsOpen(row)) continue;
            var latest = Lifeline.Unknown;
            foreach (var member in issues.RowsOf(row))
            {
                var line = issues.LineOf(member);
                if (line.IsClaimed && !line.ClaimInstantUnknown) latest = Math.Max(latest, line.Claim);
                if (line.LastClaim != Lifeline.Never) latest = Math.Max(latest, line.LastClaim);
            }

            if (latest != Lifeline.Unknown) found.Add(new LastClaim(row, latest));
        }

        return [.. found];
    }
}
