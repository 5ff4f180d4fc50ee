using System.Globalization;
using CxDashboard.Charts;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class ChartCsvTests
{
    [Fact]
    public void Year_HasTheNumbersOfTheChartUnrounded()
    {
        var spec = ChartSamples.Year();
        var rows = ChartCsv.Write(spec).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("from,to,label,value,low,high,n,count,state,centre,lower,upper,outside,may_reach,note,version,unit", rows[0]);
        Assert.Equal(spec.Points.Count, rows.Length - 1);
        for (var i = 0; i < spec.Points.Count; i++)
        {
            var cells = rows[i + 1].Split(',');
            Assert.Equal(spec.Points[i].Value, cells[3].Length == 0 ? null : double.Parse(cells[3], CultureInfo.InvariantCulture));
            Assert.Equal(spec.Points[i].N.ToString(CultureInfo.InvariantCulture), cells[6]);
        }

        Assert.StartsWith("2025-05-12T00:00:00+02:00,2025-05-19T00:00:00+02:00,", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",unknown,0.75,0.7,0.8,false,,,,share", rows[13], StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_StandInEachRow()
    {
        var rows = ChartCsv.Write(ChartSamples.Versions()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith(",1,share", rows[10], StringComparison.Ordinal);
        Assert.EndsWith(",2,share", rows[11], StringComparison.Ordinal);
    }

    [Fact]
    public void Money_NamesItsCurrency() =>
        Assert.EndsWith(",EUR", ChartCsv.Write(ChartSamples.Costs()).TrimEnd().Split("\r\n")[^1], StringComparison.Ordinal);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    public void Words_CannotBecomeAFormulaOrBreakARow(string words, string cell)
    {
        var spec = ChartSamples.Weeks(-0.5);
        var csv = ChartCsv.Write(spec with { Points = [spec.Points[0] with { Label = words }] });

        Assert.Contains($",{cell},-0.5,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Ladder_HasItsShares() =>
        Assert.Contains("held,0.701,,,0.066,0.144,0\r\n", ChartCsv.Write(ChartSamples.Ladder()), StringComparison.Ordinal);
}
