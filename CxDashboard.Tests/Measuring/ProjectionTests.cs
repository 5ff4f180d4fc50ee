using CxDashboard.Measuring;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Tests.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class ProjectionTests
{
    [Fact]
    public async Task FaultWhileIssuesAreChained_LeavesItUnsettled()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var at = TemporaryStore.Record("1");
        await store.WriteAsync(at with { Customer = "ann" });
        var projection = new Projection(new ReadStore(store.Path, IsSample: false), new Facts(), ChainRules.Default);
        using (var followed = new FollowedStore(projection.Store))
        {
            Follower.Load(followed.Connection, projection.Facts, NullLogger.Instance, TestContext.Current.CancellationToken);
            projection.Settle(long.MaxValue / 4);
            Assert.True(projection.IsSettled);

            // Two of one pair at one instant: only their ids tell which comes first, and those are in the store.
            await store.WriteAsync(at with { Customer = "ann", ExternalId = "2" });
            var news = followed.AtOnce(() => Follower.Read(followed, projection.Facts, TestContext.Current.CancellationToken));
            File.Move(store.Path, store.Path + ".away");
            Assert.ThrowsAny<Exception>(() => projection.Fold(news, long.MaxValue / 4));
            File.Move(store.Path + ".away", store.Path);
        }

        Assert.False(projection.IsSettled);
    }

    [Fact]
    public async Task RecordsThatChangeBetweenTheFirstReadingAndItsNews_StandOnceInTheirCustomersList()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var at = TemporaryStore.Record("1");
        await store.WriteAsync(at with { Customer = "ann" });
        await store.WriteAsync(at with { ExternalId = "2", Customer = null });
        var projection = new Projection(new ReadStore(store.Path, IsSample: false), new Facts(), ChainRules.Default);
        using var followed = new FollowedStore(projection.Store);
        Follower.Load(followed.Connection, projection.Facts, NullLogger.Instance, TestContext.Current.CancellationToken);
        await store.WriteAsync(at with { Customer = "ann", Topic = "refund" });
        await store.WriteAsync(at with { ExternalId = "2", Customer = "ann" });
        var news = followed.AtOnce(() => Follower.Read(followed, projection.Facts, TestContext.Current.CancellationToken));
        Assert.Equal(2, news.Count);

        // A row that stands twice in a list is its own next one, and whoever walks the list never ends.
        await Task.Run(() => projection.Fold(news, long.MaxValue / 4), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        var lists = projection.Facts.Customers;
        var (first, rows) = (lists.HeadOf(lists.Of(1)), new List<int>());
        for (var row = first; row >= 0 && rows.Count < 5; row = lists.After(row)) rows.Add(row);
        Assert.Equal([1, 2], rows.Order());
    }

    [Fact]
    public void SourceWithoutRecords_IsForgotten()
    {
        var facts = new Facts();
        facts.Put(1, Row(facts, "desk", 1_000));
        facts.Put(2, Row(facts, "file", 2_000));
        facts.Put(2, Row(facts, "file", 3_000));
        facts.Remove(2);
        Assert.Equal(["desk"], Horizon.Of(facts, 10_000).Sources.Keys.Select(facts.Source.Texts.NameOf));
    }

    private static FactRow Row(Facts facts, string source, long opened)
    {
        var row = new FactRow { Opened = opened };
        row.Dimensions[CoreDimensions.Source] = facts.Source.Texts.Encode(source);
        return row;
    }
}
