using Xunit;

namespace CxDashboard.Tests.Oracle;

public sealed class RandomHistoryTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly IReadOnlyList<RandomHistory> Histories = [.. Enumerable.Range(0, 150).Select(RandomHistory.Make)];

    [Fact]
    public void OneSeed_MakesOneHistory() => Assert.Equal(RandomHistory.Make(7).Describe(), RandomHistory.Make(7).Describe());

    [Fact]
    public void ManySeeds_MakeEverythingThatIsAwkward()
    {
        var oracles = Histories.Select(h => h.Oracle()).ToList();
        var issues = oracles.SelectMany(o => o.Issues).ToList();
        var contacts = oracles.SelectMany(o => o.Contacts).ToList();
        Assert.All(Enum.GetValues<OracleState>(), state => Assert.True(issues.Count(i => i.State(Week) == state) > 50, $"few {state}"));
        Assert.Contains(issues, i => i.Members.Count > 4);
        Assert.Contains(issues, i => i.Members.Select(m => m.Record.Source).Distinct(StringComparer.Ordinal).Count() > 1);
        Assert.Contains(issues, i => i.FirstClaim > i.T);
        Assert.Contains(issues, i => i.HasUnknownClaimAtF);
        Assert.Contains(issues, i => i.HasCustomer && i.IsReopenedWithin(Week) && !i.IsRepeatedWithin(Week));
        Assert.Contains(issues, i => i.Members.Zip(i.Members.Skip(1)).Any(p => p.First.Opened == p.Second.Opened));
        Assert.Contains(issues, i => issues.Any(j => i != j && i.Opened == j.Opened && i.First.Record.Topic == j.First.Record.Topic));
        Assert.Contains(contacts, c => contacts.Any(d => c.Claim is { } claim && d.Opened == claim + Week));
        Assert.Contains(contacts, c => c.ReopenedAtUnknownTime && c.LastClaim is not null);
        Assert.Contains(contacts, c => c.Record.RatedAt > c.T);
        Assert.Contains(contacts, c => c.IsAbandoned && c.Claim is null && c.Record.ClaimedAt > c.T);
        Assert.Contains(contacts, c => c.Record.ReopenedCount < 0);
        Assert.Contains(Histories, h => h.Changes.OfType<Delete>().Any());
        Assert.Contains(Histories, h => h.Latest.Count(r => r.ExternalIdIsHash) > 3);
        Assert.Contains(Histories, h => h.Latest.Count < h.Changes.OfType<Upsert>().Count() - 5);
    }

    [Fact]
    public void EveryIncomingContact_IsInOneIssue()
    {
        Assert.All(Histories.Select(h => h.Oracle()), oracle => Assert.Equal(
            oracle.Contacts.Where(c => c.IsIn).OrderBy(c => c.Record.ToString(), StringComparer.Ordinal),
            oracle.Issues.SelectMany(i => i.Members).OrderBy(c => c.Record.ToString(), StringComparer.Ordinal)));
    }

    [Fact]
    public void OrderOfArrival_ChangesNothingWhereRecordsHaveIds()
    {
        foreach (var history in Histories.Take(60))
        {
            var latest = history.Latest.Where(r => !r.ExternalIdIsHash).ToList();
            var (one, other) = (new NaiveOracle(latest, history.Sources, history.AsOf), new NaiveOracle([.. latest.AsEnumerable().Reverse()], history.Sources, history.AsOf));
            foreach (var metric in NaiveOracle.Metrics)
            {
                foreach (var slices in RandomHistory.SliceSets.Take(3))
                {
                    // A mean is a sum in another order.
                    if (metric == "mean-rating") continue;
                    Assert.Equal(one.Ask(metric, OracleBucket.All, slices), other.Ask(metric, OracleBucket.All, slices));
                }
            }
        }
    }

    [Fact]
    public void EveryFigure_IsPossible()
    {
        foreach (var history in Histories.Take(60))
        {
            var oracle = history.Oracle();
            foreach (var (metric, bucket) in NaiveOracle.Metrics.SelectMany(m => history.Buckets.Select(b => (m, b))))
            {
                var answer = oracle.Ask(metric, bucket, RandomHistory.SliceSets[(history.Seed + metric.Length) % RandomHistory.SliceSets.Count]);
                if (answer.N == 0) Assert.Null(answer.Value);
                if (metric.EndsWith("-share", StringComparison.Ordinal) || metric.Contains("-rate", StringComparison.Ordinal))
                    Assert.True(answer.Count <= answer.N && answer.Count >= 0, metric);
                if (NaiveOracle.Window(metric) is null) Assert.Equal((false, null), (answer.Maturing, answer.MaturingShare));
            }

            long N(string metric) => oracle.Ask(metric, OracleBucket.All).N;
            double Count(string metric) => oracle.Ask(metric, OracleBucket.All).Count ?? 0;
            Assert.Equal(N("confirmed-rate"), Count("confirmed-rate") + Count("refuted-rate") + Count("silent-share"));
            Assert.Equal(Count("claimed-rate"), N("silent-share"));
            Assert.Equal(Count("identified-share"), N("held-rate-7d"));
            Assert.True(Count("first-contact-resolution") <= Count("held-rate-7d") && Count("held-rate-30d") <= Count("held-rate-7d"));
        }
    }

    [Fact]
    public void Shrinking_LeavesOnlyWhatIsNeeded()
    {
        var history = Histories.First(h => h.Changes.OfType<Delete>().Any() && h.Latest.Any(r => r.ReopenedCount == 2));
        var small = history.Shrink(h => h.Changes.OfType<Delete>().Any() && h.Latest.Any(r => r.ReopenedCount == 2));
        Assert.Equal(2, small.Changes.Count);
        Assert.Null(small.Latest.Single().Customer);
    }
}
