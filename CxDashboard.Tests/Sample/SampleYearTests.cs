using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Sample;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Sample;

public sealed class SampleYearTests
{
    private static readonly Instant End = SampleYear.End(SampleYears.Until, SampleYears.Zone);

    // Recorded once. When the generator changes on purpose, so does this, and SampleWriter.Generator is raised.
    private const string Recorded = "0e714f434614b38b456e09ac3547c4cd33a1dda1e3db11eea0586b5b4240b63d";

    [Fact]
    public void SameSeedAndEnd_GiveTheSameRecordsOnEveryMachine()
    {
        var first = Hash(SampleYears.One.Records);

        Assert.Equal(first, Hash(SampleYear.Make(SampleYears.Until, 1, SampleYears.Zone)));
        Assert.Equal(Recorded, first);
    }

    [Fact]
    public void AnotherSeed_GivesAnotherYear() =>
        Assert.NotEqual(Hash(SampleYears.One.Records.Take(500)), Hash(SampleYear.Make(SampleYears.Until, 2, SampleYears.Zone).Take(500)));

    [Fact]
    public void Records_AreInOrderOfOpeningWithIdentitiesOfTheirOwn()
    {
        var records = SampleYears.One.Records;

        Assert.All(records.Zip(records.Skip(1)), pair => Assert.True(pair.First.OpenedAt <= pair.Second.OpenedAt));
        Assert.Equal(records.Count, records.Select(r => (r.Source, r.ExternalId)).Distinct().Count());
    }

    [Fact]
    public void NothingHappens_AtOrAfterTheEndOrOutOfOrder()
    {
        foreach (var record in SampleYears.One.Records)
        {
            Instant?[] moments =
                [record.OpenedAt, record.FirstReplyAt, record.FirstUsefulReplyAt, record.ClaimedAt, record.ReopenedAt, record.LastClaimedAt, record.RatedAt];
            Assert.All(moments.OfType<Instant>(), m => Assert.True(m < End && m >= record.OpenedAt));
            Assert.True(record.ReopenedAt is null || record.ReopenedAt > record.ClaimedAt);
            Assert.True(record.LastClaimedAt is null || record.LastClaimedAt > record.ReopenedAt);
            Assert.Equal(record.ReopenedCount > 0, record.ReopenedAt is not null);
        }
    }

    [Fact]
    public void OpenContacts_AreNeitherClaimedNorRated()
    {
        var open = SampleYears.One.Records.Where(r => r.ClaimedAt is null).ToList();

        Assert.NotEmpty(open);
        Assert.All(open, r => Assert.True(r.Claimed is false or null && r.Rating is null && r.Confirmed is null && r.Asked == false));
    }

    [Fact]
    public void Ratings_LieOnTheirScales()
    {
        var rated = SampleYears.One.Records.Where(r => r.Rating is not null).ToList();

        Assert.All(rated, r => Assert.True(RatingScales.Holds(r.RatingScale!.Value, r.Rating!.Value)));
        Assert.All(rated, r => Assert.True(r.Effort is null or (>= 1 and <= 7) && r.Recommend is null or (>= 0 and <= 10)));
        Assert.Equal([5, 10], rated.Select(r => r.RatingScale!.Value).Distinct().Order());
    }

    [Fact]
    public void NobodyOfTheShop_IsNamed()
    {
        var teams = SampleYears.One.Records.Select(r => r.Team).Distinct().Order(StringComparer.Ordinal);
        var extra = SampleYears.One.Records.Where(r => r.Extra is not null)
            .SelectMany(r => JsonDocument.Parse(r.Extra!).RootElement.EnumerateObject().Select(p => p.Name)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["Billing desk", "Delivery desk", "Front line", "Product advice", "Returns and refunds"], teams);
        Assert.Equal(["bought_in", "warehouse"], extra);
    }

    [Fact]
    public void CustomersWords_ArePlainAndMany()
    {
        var words = SampleYears.One.Records.Select(r => r.Comment).OfType<string>().ToList();

        Assert.All(words, w => Assert.True(w.Length > 0 && w.IndexOfAny(['<', '>', '&', '{', '}', '|']) < 0 && w == w.Trim(), w));
        Assert.True(words.Distinct(StringComparer.Ordinal).Count() > 2_000);
        Assert.Contains(words, w => w.Contains('é', StringComparison.Ordinal));
        Assert.Contains(words, w => w.Contains('‘', StringComparison.Ordinal));
    }

    [Fact]
    public void Days_BeginInTheShopsZone()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
        var calls = SampleYear.Make(SampleYears.Until, 1, zone).Where(r => r is { Channel: "Phone", Direction: Direction.In }).ToList();

        Assert.Equal(new DateOnly(2025, 5, 14), Buckets.DayOf(calls[0].OpenedAt, zone));
        Assert.Equal(SampleYears.Until, Buckets.DayOf(calls[^1].OpenedAt, zone));
        Assert.All(calls, c => Assert.InRange(TimeZoneInfo.ConvertTime(c.OpenedAt.ToDateTimeOffset(), zone).Hour, 7, 20));
    }

    [Fact]
    public void AWholeYear_IsMadeInWellUnderTwoSeconds()
    {
        var fastest = Enumerable.Range(0, 3).Min(_ => ThreadTime.Of(() =>
        {
            foreach (var record in SampleYear.Make(SampleYears.Until, 3, SampleYears.Zone)) Assert.NotNull(record);
        }));

        Assert.True(fastest < TimeSpan.FromSeconds(2), $"{fastest}");
    }

    // Field by field, so that a record may gain fields without the year becoming another.
    private static string Hash(IEnumerable<Interaction> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var r in records)
        {
            object?[] fields =
            [
                r.Source, r.ExternalId, r.Customer, r.Segment, r.Channel, r.Topic, r.Product, r.Region, r.Team, r.Direction,
                r.OpenedAt, r.FirstReplyAt, r.FirstUsefulReplyAt, r.ClaimedAt, r.Claimed, r.ReopenedCount, r.ReopenedAt, r.LastClaimedAt,
                r.Abandoned, r.Transfers, r.WaitingSeconds, r.Asked, r.Rating, r.RatingScale, r.RatedAt, r.Effort, r.Recommend,
                r.WouldBuyAgain, r.Confirmed, r.Comment, r.Cost, r.Cause, r.Policy, r.Gesture, r.Extra,
            ];
            var line = string.Join('\t', fields.Select(f => Convert.ToString(f, CultureInfo.InvariantCulture)));
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
