using CxDashboard.Measuring;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class MixOfMoveTests
{
    private const int Weeks = 36;

    // Two channels with shares of their own, each of so many issues a week, before and since the twenty-fourth week.
    private static (Reading Reading, IReadOnlyList<MetricAnswer> Split) Of((double Share, int Before, int Since) phone, (double Share, int Before, int Since) chat, double more = 0)
    {
        double Count((double Share, int Before, int Since) c, int i) => i < 24 ? c.Share * c.Before : (c.Share + more) * c.Since;
        int Number((double Share, int Before, int Since) c, int i) => i < 24 ? c.Before : c.Since;
        // The last week before lies on the other side of the centre, so that the run begins with the change.
        double Wave(int i) => (more > 0 ? 1 : -1) * new[] { 2, -1, 0, 1, 0, -2 }[i % 6];
        var whole = MadeReadings.Of("held-rate-7d", 1000, [.. Enumerable.Range(0, Weeks).Select(i => Count(phone, i) + Count(chat, i) + Wave(i))]);
        return (whole, [.. whole.Answers.SelectMany((a, i) => new[] { ("Phone", phone), ("Chat", chat) }.Select(c => a with
        {
            Slices = [new Slice("channel", c.Item1)],
            Count = Count(c.Item2, i) + (Wave(i) / 2),
            N = Number(c.Item2, i),
            Value = (Count(c.Item2, i) + (Wave(i) / 2)) / Number(c.Item2, i),
        }))]);
    }

    [Fact]
    public void MoreOfTheHarderKind_IsAllMix()
    {
        // Phones hold 90 of 100 and chats 50: half and half is 70 of 100, three tenths and seven tenths is 62.
        var (reading, split) = Of((0.9, 500, 300), (0.5, 500, 700));
        var mix = MixOfMove.Of(reading, "channel", split)!;
        Assert.Equal(-0.08, mix.Difference, 1e-3);
        Assert.Equal(1, mix.Share, 0.01);
    }

    [Fact]
    public void SameMixAndOtherShares_IsNoMixAtAll()
    {
        var (reading, split) = Of((0.9, 500, 500), (0.5, 500, 500), more: 0.05);
        var mix = MixOfMove.Of(reading, "channel", split)!;
        Assert.Equal((0.05, 0), (mix.Rate, mix.Mix), Close);
    }

    [Fact]
    public void MixThatWorksAgainst_HidesAPart()
    {
        // Each channel five points better, and more of the harder one: 70 → 75 − 4 = 71.
        var (reading, split) = Of((0.9, 500, 400), (0.5, 500, 600), more: 0.05);
        var mix = MixOfMove.Of(reading, "channel", split)!;
        Assert.True(mix is { Rate: > 0.04, Mix: < -0.03 } && mix.Share < -MixOfMove.WorthAWord, $"{mix}");
    }

    private static bool Close((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) < 1e-3 && Math.Abs(a.Item2 - b.Item2) < 1e-3;
}
