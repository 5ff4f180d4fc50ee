using CxDashboard.CommandLine;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.CommandLine;

public sealed class QuestionTextTests
{
    private static readonly QuestionText Held = new() { Prefix = "--", Metric = "held-rate-7d" };

    [Fact]
    public void NothingGiven_IsTheWholeOfWhatIsKnown() => Assert.Equivalent(new MetricQuestion { Metric = "held-rate-7d" }, Held.Read(), strict: true);

    [Fact]
    public void EveryWord_IsRead()
    {
        var question = (Held with
        {
            By = "week",
            From = "2026-03-01",
            To = "2026-04-01",
            Slices = ["channel=chat", " topic != a=b ", "region=", "team!="],
            AsOf = "2026-04-02",
            KnownAt = "2026-04-03T10:00:00+02:00",
            Zone = "Europe/Amsterdam",
            Version = "1",
            Split = [" product ", "product"],
            Top = "100",
            Restricted = true,
        }).Read();
        Assert.Equal((BucketSize.Week, new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1)), (question.By, question.From, question.To));
        Assert.Equal([new Slice("channel", "chat"), new Slice("topic", "a=b", Not: true), new Slice("region", ""), new Slice("team", "", Not: true)], question.Slices);
        Assert.Equal(("2026-04-02T00:00:00Z", "2026-04-03T08:00:00Z", "Europe/Amsterdam"), (question.AsOf.ToString(), question.KnownAt.ToString(), question.Zone!.Id));
        Assert.Equal((1, "product", 100, true), (question.Version, Assert.Single(question.Split), question.Top, question.Restricted));
    }

    [Fact]
    public void UnknownMetric_IsRefused() => Refused("There is no metric \"happiness\". `metrics` lists all that there are.", Held with { Metric = "happiness" });

    [Theory]
    [InlineData("2", "There is no version 2 of held-rate-7d. There is version 1 only.")]
    [InlineData("0", "There is no version 0 of held-rate-7d. There is version 1 only.")]
    [InlineData("newest", "--version is \"newest\", which is no number. Write it as 1.")]
    [InlineData("-1", "--version is \"-1\", which is no number. Write it as 1.")]
    public void UnknownVersion_IsRefused(string version, string sentence) => Refused(sentence, Held with { Version = version });

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("ten")]
    public void TopBeyondItsRange_IsRefused(string top) => Refused($"--top is \"{top}\". Write a number from 1 to 100.", Held with { Split = ["channel"], Top = top });

    [Fact]
    public void TopWithoutSplit_IsRefused() => Refused("--top says how many values of a field are told apart. Name one field with --split.", Held with { Top = "5" });

    [Fact]
    public void BlankSplit_IsRefused() => Refused("--split is blank. Name a field, for example channel.", Held with { Split = [" "] });

    [Theory]
    [InlineData("chat")]
    [InlineData("=chat")]
    [InlineData("!=chat")]
    public void SliceWithoutItsField_IsRefused(string slice) =>
        Refused($"--slice is \"{slice}\". Write it as FIELD=VALUE, for example channel=Phone, or as FIELD!=VALUE for everything but.", Held with { Slices = [slice] });

    [Theory]
    [InlineData("year")]
    [InlineData("2")]
    public void StepThatThereIsNot_IsRefused(string by) => Refused($"by is \"{by}\". There are all, hour, day, week, month and quarter.", Held with { Prefix = "", By = by });

    [Fact]
    public void SpanThatEndsBeforeItBegins_IsRefused_UnderTheNamesOfTheCaller()
    {
        var turned = Held with { From = "2026-03-02", To = "2026-03-01" };
        Refused("--from is 2026-03-02 and --to is 2026-03-01, which is earlier. --to is the day after the last one.", turned);
        Refused("from is 2026-03-02 and to is 2026-03-01, which is earlier. to is the day after the last one.", turned with { Prefix = "" });
    }

    private static void Refused(string sentence, QuestionText question) => Assert.Equal(sentence, Assert.Throws<VerbRefusedException>(question.Read).Message);
}
