using CxDashboard.Measuring;
using CxDashboard.Measuring.Passes;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class ThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void EveryPieceIsDoneOnce_AndOneThatThrowsIsHeardAsItIs(int pieces)
    {
        var done = new int[pieces];
        Threads.Share(pieces, () => 0, (_, piece) => Interlocked.Increment(ref done[piece]));
        Assert.All(done, times => Assert.Equal(1, times));
        var refused = Assert.Throws<QuestionRefusedException>(() => Threads.Share(pieces, () => 0, (_, _) => throw new QuestionRefusedException("Too many.")));
        Assert.Equal("Too many.", refused.Message);
    }
}
