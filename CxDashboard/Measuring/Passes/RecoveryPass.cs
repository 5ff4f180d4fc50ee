using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Unhappy customers who are heard of well within a window after their last unhappy moment of the bucket. Unhappy moments
/// are few, so the customers that had one are looked at one by one.
/// </summary>
internal sealed class RecoveryPass(Facts facts, IssueTable issues, PassPlan plan)
{
    private readonly record struct Moment(int Group, int Customer, long At, long K);

    /// <summary>A tally for each group: n customers, count those won, and of n those of whom it is too early to say.</summary>
    public Tally[] Run(RecoveryRule rule)
    {
        var window = rule.Days * MetricRules.Day;
        var unhappy = Enumerable.Range(0, facts.Kinds.Count).Select(k => MetricRules.IsUnhappy(facts.Kinds[k])).ToArray();
        var rooms = Threads.Share(facts.Parts, () => (Reader: new PartReader(facts, issues, plan), Moments: new List<Moment>()), (mine, part) =>
        {
            if (mine.Reader.Read(part, byTime: true)) Gather(mine.Reader, unhappy, mine.Moments);
        });
        return Judge([.. rooms.SelectMany(r => r.Moments)], rule, window);
    }

    private void Gather(PartReader reader, bool[] unhappy, List<Moment> moments)
    {
        var groups = reader.Groups;
        var kinds = reader.Kinds;
        var sources = reader.Sources;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0 || !unhappy[kinds[i]]) continue;
            var row = reader.First + i;
            var at = facts.AnswerTime(row);
            if (at > issues.Horizon.T(sources[i]) || facts.Customers.Of(row) is not (var customer and not 0)) continue;
            moments.Add(new Moment(groups[i], customer, at, issues.Horizon.K(sources[i])));
        }
    }

    private Tally[] Judge(List<Moment> moments, RecoveryRule rule, long window)
    {
        var tallies = new Tally[plan.Groups];
        moments.Sort(static (a, b) => a.Group != b.Group ? a.Group.CompareTo(b.Group)
            : a.Customer != b.Customer ? a.Customer.CompareTo(b.Customer)
            : a.At != b.At ? a.At.CompareTo(b.At) : b.K.CompareTo(a.K));
        for (var i = 0; i < moments.Count; i++)
        {
            // The last of the customer in the group; of several at one instant the one whose source is known least far.
            if (i + 1 < moments.Count && moments[i + 1].Group == moments[i].Group && moments[i + 1].Customer == moments[i].Customer) continue;
            var (group, customer, at, k) = moments[i];
            var won = IsWon(customer, at, window, rule.Won);
            ref var tally = ref tallies[group];
            var early = !won && at + window > k;
            tally = tally with
            {
                N = tally.N + 1,
                Count = tally.Count + (won ? 1 : 0),
                Claimed = tally.Claimed + 1,
                Maturing = tally.Maturing + (early ? 1 : 0),
                ValidUntil = early ? Math.Min(tally.ValidUntil == 0 ? Lifeline.Never : tally.ValidUntil, at + window) : tally.ValidUntil,
            };
        }

        return tallies;
    }

    private bool IsWon(int customer, long at, long window, Func<RowKind, bool> won)
    {
        for (var row = facts.Customers.HeadOf(customer); row >= 0; row = facts.Customers.After(row))
        {
            var answered = facts.AnswerTime(row);
            if (answered > at && answered - at < window && answered <= issues.Horizon.T(facts.Source[row]) && issues.IsThere(row) && won(facts.KindOf(row))) return true;
        }

        return false;
    }
}
