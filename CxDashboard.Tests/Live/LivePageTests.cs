using Bunit;
using CxDashboard.Live;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Live;

public sealed class LivePageTests : ComponentTest
{
    private IRenderedComponent<ProbePage> Open(string of = "a") => Render<ProbePage>(p => p.Add(x => x.Of, of));

    private static void End(ProbePage page, int load, string text) => page.Loads[load].End.SetResult(new ProbeModel(text));

    [Fact]
    public void FirstLoad_ShowsItsData()
    {
        var page = Open();
        Assert.Equal("a: nothing", page.Markup);
        End(page.Instance, 0, "one");
        page.WaitForAssertion(() => Assert.Equal("a: one", page.Markup));
    }

    [Fact]
    public void SlowLoad_SaysSoOnlyAfterAWhile()
    {
        var page = Open();
        Clock.Advance(TimeSpan.FromMilliseconds(299));
        Assert.Equal("a: nothing", page.Markup);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        page.WaitForAssertion(() => Assert.Equal("a: nothing, slow", page.Markup));
        End(page.Instance, 0, "one");
        page.WaitForAssertion(() => Assert.Equal("a: one", page.Markup));
    }

    [Fact]
    public async Task Change_LoadsOnceMoreInPlace()
    {
        var page = Open();
        End(page.Instance, 0, "one");
        page.WaitForAssertion(() => Assert.Equal("a: one", page.Markup));
        var renders = page.Instance.Renders;

        Feed.Publish(Topic.Measures);
        await page.Instance.BegunAsync(2);
        Assert.Equal("a: one", page.Markup);
        End(page.Instance, 1, "two");
        page.WaitForAssertion(() => Assert.Equal("a: two", page.Markup));
        Assert.Equal(renders + 1, page.Instance.Renders);
    }

    [Fact]
    public async Task ManyChangesDuringALoad_AreOneMoreLoad()
    {
        var page = Open();
        for (var i = 0; i < 50; i++) Feed.Publish(Topic.Measures);
        Assert.Single(page.Instance.Loads);
        End(page.Instance, 0, "one");
        await page.Instance.BegunAsync(2);
        End(page.Instance, 1, "two");
        page.WaitForAssertion(() => Assert.Equal("a: two", page.Markup));
        Assert.Equal(2, page.Instance.Loads.Count);
    }

    [Fact]
    public void OtherTopic_IsNoReasonToLoad()
    {
        var page = Open();
        End(page.Instance, 0, "one");
        page.WaitForAssertion(() => Assert.Equal("a: one", page.Markup));
        Feed.Publish(Topic.Runs);
        Assert.Single(page.Instance.Loads);
    }

    [Fact]
    public void NewAddress_CancelsTheOldLoadAndLoadsAnew()
    {
        var page = Open();
        page.Render(p => p.Add(x => x.Of, "b"));
        Assert.True(page.Instance.Loads[0].Cancelled.IsCancellationRequested);
        End(page.Instance, 1, "one");
        page.WaitForAssertion(() => Assert.Equal("b: one", page.Markup));
    }

    [Fact]
    public async Task FailedLoad_KeepsTheLastGoodData()
    {
        var page = Open();
        End(page.Instance, 0, "one");
        page.WaitForAssertion(() => Assert.Equal("a: one", page.Markup));
        Feed.Publish(Topic.Measures);
        await page.Instance.BegunAsync(2);
        page.Instance.Loads[1].End.SetException(new InvalidOperationException("the store is away"));
        page.WaitForAssertion(() => Assert.Equal("a: one, the store is away", page.Markup));
    }

    [Fact]
    public async Task TryNow_EndsTheFault()
    {
        var page = Open();
        page.Instance.Loads[0].End.SetException(new InvalidOperationException("the store is away"));
        page.WaitForAssertion(() => Assert.Equal("a: nothing, the store is away", page.Markup));
        var trying = page.Instance.TryNowAsync();
        await page.Instance.BegunAsync(2);
        End(page.Instance, 1, "two");
        await trying;
        page.Render();
        Assert.StartsWith("a: two", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposed_LeavesTheFeedAndCancelsItsLoad()
    {
        var page = Open();
        Assert.Equal(1, Feed.Count);
        var load = page.Instance.Loads[0];
        await DisposeComponentsAsync();
        Assert.Equal(0, Feed.Count);
        Assert.True(load.Cancelled.IsCancellationRequested);
        Feed.Publish(Topic.Measures);
    }
}
