using CxDashboard.Live;
using Xunit;

namespace CxDashboard.Tests.Live;

public sealed class SharedTests
{
    private readonly Shared<string, string> _answers = new(2);
    private int _asked;

    private Task<string> AskAsync(string key, long version) =>
        _answers.GetAsync(key, version, _ => Task.FromResult($"{key}{Interlocked.Increment(ref _asked)}"), TestContext.Current.CancellationToken);

    [Fact]
    public async Task SameVersion_IsAskedOnce()
    {
        Assert.Equal("a1", await AskAsync("a", 1));
        Assert.Equal("a1", await AskAsync("a", 1));
        Assert.Equal("a2", await AskAsync("a", 2));
    }

    [Fact]
    public async Task FinishedAnswer_IsAtHandWithoutWaiting()
    {
        Assert.Null(_answers.Latest("a"));
        await AskAsync("a", 1);
        Assert.Equal("a1", _answers.Latest("a"));
        Assert.True(AskAsync("a", 1).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task ReaderWhoLeaves_DoesNotTakeTheAnswerFromOthers()
    {
        var end = new TaskCompletionSource<string>();
        using var leaving = new CancellationTokenSource();
        var first = _answers.GetAsync("a", 1, _ => end.Task, leaving.Token);
        var second = _answers.GetAsync("a", 1, _ => throw new InvalidOperationException("asked twice"), TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        end.SetResult("done");
        Assert.Equal("done", await second);
    }

    [Fact]
    public async Task FailedAnswer_IsAskedAgain()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _answers.GetAsync("a", 1, _ => throw new InvalidOperationException(), TestContext.Current.CancellationToken));
        Assert.Equal("a1", await AskAsync("a", 1));
    }

    [Fact]
    public async Task MoreQuestionsThanRoom_ForgetTheOneAskedLongestAgo()
    {
        await AskAsync("a", 1);
        await AskAsync("b", 1);
        await AskAsync("c", 1);
        Assert.Null(_answers.Latest("a"));
        Assert.NotNull(_answers.Latest("c"));
    }
}
