using CxDashboard.Domain.Interactions;
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
    public void ManySeeds_MakeEveryFieldAwkward()
    {
        var contacts = Histories.SelectMany(h => h.Oracle().Contacts).ToList();
        var records = contacts.Select(c => c.Record).ToList();
        Assert.Contains(records, r => r.FirstUsefulReplyAt < r.OpenedAt);
        Assert.Contains(records, r => r.FirstUsefulReplyAt < r.FirstReplyAt);
        Assert.Contains(records, r => r.Transfers < 0);
        Assert.Contains(records, r => r.WaitingSeconds > int.MaxValue);
        Assert.Contains(records, r => r.WaitingSeconds < 0);
        Assert.Contains(records, r => r.Cost < 0);
        Assert.Contains(records, r => r.Cost is { } cost && cost * 1000 != Math.Truncate(cost * 1000));
        Assert.Contains(records, r => r.Comment is not null && r.Rating is null);
        Assert.Contains(records, r => r.Policy is not null && r.Direction == Direction.Out);
        Assert.Equal(7, records.Select(r => r.Effort).Where(e => e is not null).Distinct().Count());
        Assert.Equal(11, records.Select(r => r.Recommend).Where(e => e is not null).Distinct().Count());
        Assert.Contains(contacts, c => c.Record.WouldBuyAgain == true && c.WouldBuyAgain is null);
        Assert.All(RandomRecords.ClockChanges, at => Assert.Contains(records.SelectMany(RandomRecords.Instants), i => (i - at).Duration() <= TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void ManySeeds_MakeEveryAnswerAndRecoveryAwkward()
    {
        var oracles = Histories.Select(h => h.Oracle()).ToList();
        var issues = oracles.SelectMany(o => o.Issues).ToList();
        var withMore = issues.Count(i => i.Members.Count > 1);
        Assert.True(withMore > 200, $"Only {withMore} of {issues.Count} issues have several members.");
        Assert.Contains(issues, i => i.Members.Where(m => m.Answer is not null).GroupBy(m => m.AnsweredAt).Any(g => g.Select(m => m.Answer).Distinct().Count() == 2));
        Assert.Contains(issues, i => i.Members.Skip(1).Any(m => m.Record.Region != i.First.Record.Region));
        Assert.Contains(issues, i => i.IsRepetition(i.First));
        Assert.Contains(issues, i => i.FirstClaim is not null && i.IsOpenNow);
        foreach (var (metric, share) in new[] { ("recovered-share", 0.05), ("won-back-share", 0.05) })
        {
            var answers = oracles.Select(o => o.Ask(metric, OracleBucket.All)).ToList();
            Assert.True(answers.Sum(a => a.Count) > share * answers.Sum(a => a.N), $"Hardly any {metric}: {answers.Sum(a => a.Count)} of {answers.Sum(a => a.N)}.");
            Assert.Contains(answers, a => a.Maturing);
            Assert.Contains(answers, a => a is { Maturing: false, N: > 0 });
        }
    }

    [Fact]
    public void ManySeeds_MakeCustomersSourcesAndSettingsAwkward()
    {
        Assert.Contains(Histories, h => h.Oracle().Contacts.Any(c => c.Customer is { } customer && h.Customers.Aliases.GetValueOrDefault(c.Record.Customer!, customer) != customer));
        Assert.Contains(Histories, h => h.Oracle().Contacts.Any(c => c.Customer is null && c.Record.Customer is not null));
        Assert.Contains(Histories, h => h.Oracle().Contacts.Any(c => c.Customer is null && c.Record.Customer is { } id && h.Customers.Aliases.ContainsKey(id)));
        Assert.Contains(Histories, h => h.Oracle().Issues.Any(i => i.Members.Select(m => m.Record.Customer).Distinct(StringComparer.Ordinal).Count() > 2));
        Assert.Contains(Histories, h => h.Changes.OfType<Alias>().Any(a => a.Customer is null && h.Changes.OfType<Alias>().Any(b => b.Id == a.Id && b.Customer is not null)));
        Assert.Contains(Histories, h => h.Changes.OfType<Shared>().Any(s => !s.IsShared && h.Changes.OfType<Shared>().Any(b => b.Id == s.Id && b.IsShared)));
        Assert.Contains(Histories, h => h.Changes.OfType<Erase>().Any(e => h.Latest.Any(r => r.Customer == e.Customer)));
        Assert.Contains(Histories, h => h.Changes.OfType<Erase>().Any() && h.Oracle().Contacts.Count < h.Plain.Oracle().Contacts.Count - 5);
        Assert.Contains(Histories, h => h.Changes.OfType<SourceKnown>().Any(s => s is { Source: "live", Live: false }));
        Assert.Contains(Histories, h => h.Changes.OfType<SourceKnown>().Any(s => s.KnownUntil < h.Sources.Single(d => d.Name == s.Source).KnownUntil));
        Assert.Contains(Histories, h => h.Plain.Oracle().Issues.Count != (h.Plain with { Settings = h.Settings }).Oracle().Issues.Count);
        OracleAnswer Ask(RandomHistory h, string metric) => h.Oracle().Ask(metric, OracleBucket.All);
        Assert.Contains(Histories, h => Ask(h, "failure-demand-share") != Ask(h with { Settings = h.Settings with { FailureTopics = [] } }, "failure-demand-share"));
        Assert.Contains(Histories, h => Ask(h, "resolution-time-median-business").Value is > 0 and var value && value < Ask(h, "resolution-time-median").Value / 2);
        Assert.Contains(Histories, h => Ask(h, "first-reply-median-business").N < Ask(h, "first-reply-median").N);
    }

    [Fact]
    public void EveryMetric_HasManyFigures_AndEverySliceSetLeavesSomething()
    {
        var oracles = Histories.Select(h => h.Oracle()).ToList();
        Assert.All(NaiveOracle.Metrics, metric => Assert.True(
            oracles.Select(o => o.Ask(metric, OracleBucket.All).Value).Where(v => v is not null).Distinct().Count() > 3, $"{metric} is nearly always the same."));
        Assert.All(RandomHistory.SliceSets.Where(s => !s.Any(x => x.Value == "no such segment") && !s.Any(x => s.Contains(x with { Not = !x.Not }) && s.Count == 2)), slices =>
            Assert.True(oracles.Sum(o => o.Ask("interactions", OracleBucket.All, slices).N) > 20, string.Join(' ', slices)));
    }

    [Fact]
    public void WhatWasKnown_IsWhatTheChangesSoFarSay_WhereNothingWasErasedLater()
    {
        foreach (var history in Histories.Where(h => !h.Changes.OfType<Erase>().Any()).Take(40))
        {
            var upTo = history.Changes.Count / 2;
            var sofar = history with { Changes = [.. history.Changes.Take(upTo + 1)] };
            foreach (var metric in NaiveOracle.Metrics) Assert.Equal(sofar.Oracle().Ask(metric, OracleBucket.All), history.Oracle(upTo).Ask(metric, OracleBucket.All));
        }
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
                if (answer.Low is { } low && metric != "nps") Assert.True(low <= answer.Value + 1e-9 && answer.Value <= answer.High + 1e-9, metric);
                Assert.Equal(answer.Low is null, answer.High is null);
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
