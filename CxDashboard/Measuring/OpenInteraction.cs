using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring;

/// <summary>An interaction that waits on us.</summary>
/// <param name="Id">The record's id in the store.</param>
/// <param name="Since">When it opened, or was opened again.</param>
/// <param name="Until">The moment until which its source is known: it waits at least until then.</param>
public readonly record struct OpenInteraction(int Id, Instant Since, Instant Until);

/// <summary>What waits on us, with the store whose ids they are: another one may be shown a moment later.</summary>
public sealed record OpenInteractions(ReadStore Store, IReadOnlyList<OpenInteraction> Items)
{
    internal static OpenInteractions Of(Projection projection)
    {
        var (facts, issues) = (projection.Facts, projection.Issues);
        var open = new List<OpenInteraction>();
        for (var part = 0; part < facts.Parts; part++)
        {
            if (issues.Bits.Of(part) is not { } bits) continue;
            for (var i = 0; i < bits.Length; i++)
            {
                var row = (part << Part.Bits) + i;
                if ((bits[i] & (int)IssueBits.Open) == 0 || !facts.IsAlive(row)) continue;
                var (line, t) = (issues.LineOf(row), issues.Horizon.T(facts.Source[row]));
                open.Add(new OpenInteraction(row, new Instant(line.Reopening <= t ? line.Reopening : line.Opened), new Instant(t)));
            }
        }

        open.Sort((a, b) => a.Since != b.Since ? b.Since.CompareTo(a.Since) : b.Id.CompareTo(a.Id));
        return new OpenInteractions(projection.Store, open);
    }
}
