using System.Text;
using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T10:20", "2026-03-01T10:20:00Z")]
    [InlineData("2026-03-01 10:20:30", "2026-03-01T10:20:30Z")]
    [InlineData("2026-03-01T10:20:30Z", "2026-03-01T10:20:30Z")]
    [InlineData("2026-03-01t10:20:30.1239z", "2026-03-01T10:20:30.123Z")]
    [InlineData("2026-03-01T10:20:30,5+02:00", "2026-03-01T08:20:30.500Z")]
    [InlineData("2026-03-01T10:20:30-0530", "2026-03-01T15:50:30Z")]
    [InlineData("2026-03-01 10:20:30+02", "2026-03-01T08:20:30Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999Z")]
    public void Iso8601_IsRead(string text, string expected)
    {
        Assert.True(InstantText.TryParseIso(Encoding.UTF8.GetBytes(text), TimeZoneInfo.Utc, out var instant, out _));
        Assert.Equal(expected, instant.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-3-1")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-03-01T")]
    [InlineData("2026-03-01T24:00")]
    [InlineData("2026-03-01T10:20:60")]
    [InlineData("2026-03-01T10:20:30.")]
    [InlineData("2026-03-01T10:20:30+25:00")]
    [InlineData("2026-03-01T10:20:30 and so on")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("01/03/2026")]
    public void AnythingElse_IsNot(string text) =>
        Assert.False(InstantText.TryParseIso(Encoding.UTF8.GetBytes(text), TimeZoneInfo.Utc, out _, out _));

    [Theory]
    [InlineData("22-04-15 3:53:50 PM", "2015-04-22T15:53:50Z")]
    [InlineData("2015-04-08 10:22:56 AM", "2015-04-08T10:22:56Z")]
    [InlineData("2015-04-08T10:22:56Z", "2015-04-08T10:22:56Z")]
    [InlineData("08/04/15 10:22 +02:00", "2015-04-08T08:22:00Z")]
    public void AMapsFormats_ComeBeforeIso8601(string text, string expected)
    {
        string[] formats = ["dd-MM-yy h:mm:ss tt", "yyyy-MM-dd h:mm:ss tt", "dd/MM/yy HH:mm zzz"];

        Assert.True(InstantText.TryParse(Encoding.UTF8.GetBytes(text), formats, TimeZoneInfo.Utc, out var instant, out _));
        Assert.Equal(expected, instant.ToString());
    }
}
