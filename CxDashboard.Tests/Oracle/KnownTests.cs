using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Oracle;

public sealed class KnownTests
{
    private static readonly Instant Start = RandomRecords.Origin;

    [Fact]
    public void EachPosition_KnowsWhatHadCome()
    {
        Change[] changes = [Record("1", "ann"), Record("2", "bob"), Record("1", "cid"), new Delete("s", "2"), Record("2", "eve")];
        Assert.Equal(["", "1 ann", "1 ann, 2 bob", "1 cid, 2 bob", "1 cid", "1 cid, 2 eve"], Enumerable.Range(-1, 6).Select(at => Held(changes, at)));
        Assert.Equal("1 cid, 2 eve", Held(changes));
    }

    [Fact]
    public void RecordThatComesAgainAfterItsDeletion_IsTheLast()
    {
        Assert.Equal("2 bob, 1 ann", Held([Record("1", "ann"), Record("2", "bob"), new Delete("s", "1"), Record("1", "ann")]));
        Assert.Equal("1 cid, 2 bob", Held([Record("1", "ann"), Record("2", "bob"), Record("1", "cid")]));
    }

    [Fact]
    public void ErasedCustomer_HasNeverBeen_AndMayComeAgain()
    {
        // 1 is ann's and goes with all its versions; 2 is bob's now, and only the version that was ann's goes; 3 stays.
        Change[] changes =
        [
            Record("1", "cid"), Record("1", "ann"), Record("2", "ann"), Record("2", "bob"), Record("3", "Ann"), new Erase("ann"), Record("1", "ann"),
        ];
        Assert.Equal(["", "", "", "2 bob", "2 bob, 3 Ann", "2 bob, 3 Ann", "2 bob, 3 Ann, 1 ann"], Enumerable.Range(0, 7).Select(at => Held(changes, at)));
        Assert.Equal("1 cid", Held([changes[0], changes[1], new Delete("s", "1"), new Erase("ann"), changes[0]]));

        // While 1 was ann's nothing is known of it: not even what it had been before.
        changes = [Record("1", "cid"), Record("1", "ann"), Record("2", "cid"), Record("1", "bob"), new Erase("ann")];
        Assert.Equal(["1 cid", "", "2 cid", "1 bob, 2 cid", "1 bob, 2 cid"], Enumerable.Range(0, 5).Select(at => Held(changes, at)));

        // What was deleted goes whole, and is another one when it comes again.
        changes = [Record("1", "cid"), Record("1", "ann"), Record("1", "cid"), new Delete("s", "1"), Record("1", "cid"), new Erase("ann")];
        Assert.Equal(["", "", "", "", "1 cid", "1 cid"], Enumerable.Range(0, 6).Select(at => Held(changes, at)));
    }

    [Fact]
    public void Erasure_ForgetsWhatWasSaidOfTheCustomer()
    {
        Change[] changes = [new Alias("a", "b"), new Alias("b", "c"), new Shared("b", true), new Alias("x", "a"), new Erase("b"), new Alias("a", "c")];
        var customers = Known.After(changes, []).Customers;
        Assert.Equal("c", customers.Resolve("x"));
        Assert.Equal("b", customers.Resolve("b"));
        Assert.Equal("a", Known.After(changes, [], 3).Customers.Resolve("x"));
        Assert.True(Known.IsPossible(changes));
        Assert.False(Known.IsPossible([changes[0], changes[5]]));
    }

    [Fact]
    public void AliasesAndSharedOnes_HoldUntilUndone()
    {
        Change[] changes = [new Alias("a", "b"), new Shared("b", true), new Alias("a", null), new Shared("b", false)];
        Assert.Equal(["a", "b", null, "a", "a"], Enumerable.Range(-1, 5).Select(at => Known.After(changes, [], at).Customers.Resolve("a")));
        Assert.Equal(["b", "b", null, null, "b"], Enumerable.Range(-1, 5).Select(at => Known.After(changes, [], at).Customers.Resolve("b")));
        Assert.Throws<InvalidOperationException>(() => Known.After([new Alias("a", "b"), new Alias("b", "a")], []));
    }

    [Fact]
    public void Sources_AreKnownAsWasSaidByThen()
    {
        OracleSource[] declared = [new("s", Live: true), new("f", false, Start, Start)];
        Change[] changes = [new SourceKnown("f", false, Day(3), Day(2)), new SourceKnown("f", true)];
        Assert.Equal([declared[1], new OracleSource("f", false, Day(3), Day(2)), new OracleSource("f", true)],
            Enumerable.Range(-1, 3).Select(at => Known.After(changes, declared, at).Sources.Single(s => s.Name == "f")));
    }

    [Fact]
    public void LiveSource_IsKnownUntilTheInstantAskedAbout()
    {
        var later = new Upsert(Record("2", "bob").Record with { OpenedAt = Day(5) });
        var history = new RandomHistory(0, [Record("1", "ann"), later], [new("s", true)], Day(9), []);
        Assert.Equal(2, history.Oracle().Contacts.Count);
        Assert.Single(history.Oracle(0).Contacts);
        Assert.Single(history.Oracle(1, knownAt: Day(4)).Contacts);
        Assert.Equal(Day(6), history.Oracle(1, knownAt: Day(6)).Ask("interactions", OracleBucket.All).K);
        Assert.Equal(Day(9), history.Oracle(1, knownAt: Day(10)).Ask("interactions", OracleBucket.All).K);
    }

    private static Instant Day(int day) => Start + TimeSpan.FromDays(day);

    private static Upsert Record(string id, string customer) => new(new Interaction { Source = "s", ExternalId = id, Customer = customer, OpenedAt = Start });

    private static string Held(IReadOnlyList<Change> changes, int? upTo = null) =>
        string.Join(", ", Change.Latest(changes, upTo).Select(r => $"{r.ExternalId} {r.Customer}"));
}
