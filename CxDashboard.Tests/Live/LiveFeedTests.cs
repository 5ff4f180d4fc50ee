using CxDashboard.Live;
using Xunit;

namespace CxDashboard.Tests.Live;

public sealed class LiveFeedTests
{
    [Fact]
    public void WhoeverIsTold_FindsTheNewsCounted()
    {
        var (feed, counts) = (new LiveFeed(), new List<long>());
        using var first = feed.Subscribe([Topic.Measures, Topic.Runs], _ => counts.Add(feed.Published(Topic.Measures, Topic.Runs)));
        using var second = feed.Subscribe([Topic.Runs], _ => counts.Add(feed.Published(Topic.Runs)));
        feed.Publish(Topic.Measures);
        feed.Publish(Topic.Runs);
        Assert.Equal([1, 2, 1], counts);
    }
}
