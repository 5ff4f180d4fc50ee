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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void WhatOnlyOneMayDo_IsDoneInTheOrderOfThePieces(int rooms)
    {
        var (done, inOrder) = (0, new List<int>());
        Threads.ShareInOrder(1000, [.. Enumerable.Range(0, rooms).Select(r => new int[1])], (room, piece) =>
        {
            room[0] = piece;
            Interlocked.Increment(ref done);
        }, (room, piece) =>
        {
            Assert.Equal(piece, room[0]);
            inOrder.Add(piece);
        });
        Assert.Equal(1000, done);
        Assert.Equal(Enumerable.Range(0, 1000), inOrder);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FaultOfOnePiece_EndsTheOthersThatWaitForIt(bool whileWorking)
    {
        var done = new List<int>();
        var refused = Assert.Throws<QuestionRefusedException>(() => Threads.ShareInOrder(1000, [0, 1, 2], (_, piece) => Refuse(piece, whileWorking), (_, piece) =>
        {
            Refuse(piece, !whileWorking);
            done.Add(piece);
        }));
        Assert.Equal("Too many.", refused.Message);
        Assert.Equal(Enumerable.Range(0, 500), done);

        static void Refuse(int piece, bool really)
        {
            if (really && piece == 500) throw new QuestionRefusedException("Too many.");
        }
    }
}
