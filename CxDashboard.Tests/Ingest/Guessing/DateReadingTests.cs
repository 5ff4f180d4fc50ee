using System.Text;
using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest.Guessing;

/// <summary>Dates in the ways in which people and programs write them, decided by evidence.</summary>
public sealed class DateReadingTests
{
    [Theory]
    [InlineData("2026-03-04|2026-12-31", "")]
    [InlineData("2026-03-04T09:12:58Z|2026-12-31T23:59:59Z", "")]
    [InlineData("2026-03-04 9:05|2026-12-31 23:59", "yyyy-MM-dd H:mm")]
    [InlineData("2026/3/4|2026/12/31", "yyyy/M/d")]
    [InlineData("31/12/2026|3/4/2026", "d/M/yyyy")]
    [InlineData("12/31/2026 1:05 PM|3/4/2026 11:59 AM", "M/d/yyyy h:mm tt")]
    [InlineData("31.12.26|01.02.26", "d.M.yy")]
    [InlineData("31.12.2026, 09:12|01.02.2026, 10:00", "d.M.yyyy, H:mm")]
    [InlineData("22-Apr-15|01-May-15", "d-MMM-yy")]
    [InlineData("April 22, 2015|August 1, 2015", "MMMM d, yyyy")]
    [InlineData("20260304|20261231", "yyyyMMdd")]
    [InlineData("1767225600|1798761599", "unix")]
    [InlineData("1767225600000|1798761599999", "unix-ms")]
    [InlineData("46085.38331|46100.5", "serial")]
    [InlineData("31/12/2026 09:12:58.123|01/02/2026 10:00:00.500", "d/M/yyyy H:mm:ss.fff")]
    [InlineData("31/12/2026 09:12 +01:00|01/02/2026 10:00 +01:00", "d/M/yyyy H:mm zzz")]
    public void Texts_AreReadInTheirFormat(string texts, string format)
    {
        var values = texts.Split('|');
        var reading = DateReading.Of(Column(values))[0];
        Assert.Equal(format.Length == 0 ? [] : [format], reading.Formats);
        Assert.All(values, v => Assert.True(InstantText.TryParse(Encoding.UTF8.GetBytes(v), [.. reading.Formats], TimeZoneInfo.Utc, out _, out _), v));
    }

    [Fact]
    public void DayAndMonth_AreDecidedByThoseThatFitOneWay()
    {
        var (day, month) = (DateReading.Of(Column("13/04/2026", "03/04/2026")), DateReading.Of(Column("04/13/2026", "03/04/2026")));
        Assert.Equal((DayOrder.DayFirst, Certainty.Sure, "1 dates only fit day first, none only month first."), (day[0].Order, day[0].Certainty, day[0].Evidence));
        Assert.Equal((DayOrder.MonthFirst, Certainty.Sure), (month[0].Order, month[0].Certainty));
        Assert.Equal(1, day[1].Fits);
    }

    [Fact]
    public void DatesThatTellNothing_AskForALook_AndFollowOthersOfTheFile()
    {
        Assert.Equal([Certainty.Look, Certainty.Look], DateReading.Of(Column("03/04/2026", "05/06/2026")).Select(r => r.Certainty));

        var guess = Guesser.Of(new FileProfile([Column(0, "Created", "03/25/2026", "03/26/2026"), Column(1, "Closed", "04/05/2026", "04/06/2026")], 2, 0));
        Assert.Equal("claimed_at/month-first", guess.Columns[1].Guess);
        Assert.Equal(Certainty.Likely, guess.Columns[1].Option(null).Certainty);
    }

    [Theory]
    [InlineData("ID0001|ID0002")]
    [InlineData("109|70")]
    [InlineData("21009|30102")]
    [InlineData("1.2.3.4|10.0.0.1")]
    [InlineData("99/99/2026|31/31/2026")]
    public void OtherTexts_AreNoDates(string texts) => Assert.DoesNotContain(DateReading.Of(Column(texts.Split('|'))), r => r.Kind != MomentKind.TimeOfDay);

    [Theory]
    [InlineData("1767225600", "unix", "2026-01-01T00:00:00Z")]
    [InlineData("1767225600.5", "unix", "2026-01-01T00:00:00.5Z")]
    [InlineData("1767225600123", "unix-ms", "2026-01-01T00:00:00.123Z")]
    [InlineData("46023", "serial", "2026-01-01T00:00:00Z")]
    [InlineData("46023.3839930556", "serial", "2026-01-01T09:12:57Z")]
    [InlineData("01-01-2026 0.383993055555556", "dd-MM-yyyy fraction", "2026-01-01T09:12:57Z")]
    public void NumberedMoments_AreExact(string text, string format, string expected)
    {
        Assert.True(InstantText.TryParse(Encoding.UTF8.GetBytes(text), [format], TimeZoneInfo.Utc, out var instant, out _));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), instant.ToDateTimeOffset());
    }

    private static ColumnProfile Column(params string[] values) => Column(0, "Created at", values);

    private static ColumnProfile Column(int place, string name, params string[] values)
    {
        var column = new ColumnProfile(place, name);
        foreach (var value in values) column.Add(Encoding.UTF8.GetBytes(value));
        return column;
    }
}
