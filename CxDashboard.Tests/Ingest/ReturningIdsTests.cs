using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest;

public sealed class ReturningIdsTests
{
    [Fact]
    public void AnIdThatReturns_IsAlwaysFoundAndOthersHardlyEver()
    {
        var ids = new ReturningIds();
        for (var i = 0; i < 200_000; i++) ids.Note(Hash(i));
        for (var i = 0; i < 1000; i++) ids.Note(Hash(i));

        Assert.All(Enumerable.Range(0, 1000), i => Assert.True(ids.Contains(Hash(i))));
        Assert.InRange(Enumerable.Range(1000, 199_000).Count(i => ids.Contains(Hash(i))), 0, 100);
    }

    [Fact]
    public void TooManyToRemember_CountAsAll()
    {
        var ids = new ReturningIds(mostRemembered: 10);
        for (var i = 0; i < 22; i++) ids.Note(Hash(i / 2));
        ids.Close();

        Assert.True(ids.All);
        Assert.True(ids.Contains(Hash(999)));
    }

    private static ulong Hash(int i) => TextHash.Of(BitConverter.GetBytes(i));
}
