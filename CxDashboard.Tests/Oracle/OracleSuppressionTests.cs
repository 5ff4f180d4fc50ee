using Xunit;

namespace CxDashboard.Tests.Oracle;

public sealed class OracleSuppressionTests
{
    [Fact]
    public void CellOfFour_IsWithheld_AndOneOfFiveIsNot() => Assert.Equal(["a", "b"], Withheld(Cell("a", 4), Cell("b", 5), Cell("c", 9)));

    [Fact]
    public void CellThatLeavesFew_IsWithheld()
    {
        // Without email four are left; both cells together are fourteen.
        Assert.Equal(["email", "phone"], Withheld(Cell("email", 10), Cell("phone", 4)));
        Assert.Equal([], Withheld(Cell("email", 10), Cell("phone", 5)));
        Assert.Equal([], Withheld(Cell("email", 10)));
        Assert.Equal(["email"], Withheld(Cell("email", 4)));
    }

    [Fact]
    public void OneCustomerTwice_IsOne_AndEachUnidentifiedInteractionIsOne()
    {
        Assert.Equal(["a", "b"], Withheld(new OracleCell("a", ["ann", "ann", "bob", "cid", "dan"]), Cell("b", 5), Cell("c", 9)));
        Assert.Equal([], Withheld(new OracleCell("a", [null, null, "bob", "cid", "dan"]), Cell("b", 5), Cell("c", 9)));

        // The five of "a" come again in the others, who are then five too.
        Assert.Equal([], Withheld(Cell("a", 5), new OracleCell("b", [.. Cell("a", 5).Customers])));
    }

    [Fact]
    public void WithheldTogether_AreNeverFew()
    {
        // The one of two could be had by subtraction: the smallest of the others goes with it.
        Assert.Equal(["a", "c"], Withheld(Cell("a", 2), Cell("b", 9), Cell("c", 6), Cell("d", 7)));

        // Two of two each are four: one more goes; two of three each are six: none.
        Assert.Equal(["a", "b", "c"], Withheld(Cell("a", 2), Cell("b", 2), Cell("c", 6), Cell("d", 7)));
        Assert.Equal(["a", "b"], Withheld(Cell("a", 3), Cell("b", 3), Cell("c", 6), Cell("d", 7)));

        // The same three in two cells are three.
        Assert.Equal(["a", "b", "c"], Withheld(new OracleCell("a", ["x", "y", "z"]), new OracleCell("b", ["x", "y", "z"]), Cell("c", 6), Cell("d", 7)));
    }

    [Fact]
    public void OfEquallySmallCells_TheFirstByItsValueGoes_UnknownBeforeAll()
    {
        Assert.Equal(["10", "a"], Withheld(Cell("a", 1), Cell("9", 6), Cell("10", 6), Cell("x", 6)));
        Assert.Equal(["", "a"], Withheld(Cell("a", 1), Cell("9", 6), Cell(null, 6), Cell("10", 6)));
    }

    [Fact]
    public void NobodyWithheld_IsFine()
    {
        Assert.Equal([""], Withheld(Cell(null, 0), Cell("a", 5), Cell("b", 5)));
        Assert.Equal([], Withheld());
    }

    private static OracleCell Cell(string? value, int customers) => new(value, [.. Enumerable.Range(0, customers).Select(i => $"{value}-{i}")]);

    private static IEnumerable<string> Withheld(params OracleCell[] cells) => OracleSuppression.Withheld(cells).Order(StringComparer.Ordinal);
}
