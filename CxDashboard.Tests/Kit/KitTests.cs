using Bunit;
using CxDashboard.Kit;
using CxDashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace CxDashboard.Tests.Kit;

public sealed class KitTests : ComponentTest
{
    [Fact]
    public void Tile_ShowsItsNumberNeverAlone()
    {
        var tile = Render<Tile>(p => p.Add(x => x.Name, "Held within 7 days").Add(x => x.Value, "77.2%").Add(x => x.N, "n 593")
            .Add(x => x.Interval, "73.7–80.4").Add(x => x.Says, "Routine variation"));
        Assert.Equal("77.2%", tile.Find("[data-value]").TextContent);
        Assert.Equal("n 593 · 73.7–80.4", tile.Find(".cx").TextContent);
        Assert.Contains("Routine variation", tile.Find(".says").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("hot", tile.Find(".says").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void TileWithASignal_SaysSoByShapeAndWord()
    {
        var tile = Render<Tile>(p => p.Add(x => x.Name, "Held").Add(x => x.Says, "Nine weeks above the centre").Add(x => x.Signal, Signal.Run));
        Assert.NotNull(tile.Find(".says.hot .m-run"));
    }

    [Fact]
    public void TileWithoutANumber_ShowsWhatStandsInForIt()
    {
        var tile = Render<Tile>(p => p.Add(x => x.Name, "Delighted").Add(x => x.Instead, "13 more, then a number."));
        Assert.Empty(tile.FindAll("[data-value]"));
        Assert.Equal("13 more, then a number.", tile.Find(".instead").TextContent);
    }

    [Fact]
    public async Task FaultNote_SaysHowOldTheNumbersAreAndTriesAgain()
    {
        var tried = 0;
        var note = Render<FaultNote>(p => p.Add(x => x.Says, "The store did not answer.").Add(x => x.GoodAsOf, new DateTimeOffset(2026, 5, 14, 14, 31, 40, TimeSpan.Zero))
            .Add(x => x.TryNow, EventCallback.Factory.Create(this, () => tried++)));
        Assert.Equal("alert", note.Find(".state").GetAttribute("role"));
        Assert.Contains("14:31:40", note.Find("p").TextContent, StringComparison.Ordinal);
        await ClickAsync(note, "button");
        Assert.Equal(1, tried);
    }

    [Fact]
    public void EmptyState_SaysWhatToDo()
    {
        var state = Render<EmptyState>(p => p.Add(x => x.Title, "Nothing here yet").AddChildContent("<p>Import a file.</p>"));
        Assert.Equal("Nothing here yet", state.Find("h2").TextContent);
        Assert.Equal("Import a file.", state.Find("p").TextContent);
    }

    [Fact]
    public void CustomersWords_AreTextEvenWhereTheyLookLikeMarkup()
    {
        var voice = Render<Voice>(p => p.Add(x => x.Text, "<img src=x onerror=alert(1)> & so on"));
        Assert.Empty(voice.FindAll("img"));
        Assert.Equal("<img src=x onerror=alert(1)> & so on", voice.Find("p").TextContent);
    }

    [Theory]
    [InlineData(3, 5, 5, 3, "3 of 5")]
    [InlineData(8, 10, 10, 8, "8 of 10")]
    [InlineData(72.5, 100, 0, 0, "72.5 of 100")]
    public void Rating_KeepsItsOwnScale(double rating, double highest, int boxes, int filled, string words)
    {
        var shown = Render<RatingBoxes>(p => p.Add(x => x.Rating, rating).Add(x => x.Highest, highest));
        Assert.Equal(boxes, shown.FindAll("rect").Count);
        Assert.Equal(filled, shown.FindAll("rect.on").Count);
        Assert.Equal(words, shown.Find(".rating").TextContent.Trim());
    }

    [Fact]
    public async Task SliceBar_PutsTheChoiceIntoTheAddress()
    {
        string? told = null;
        Choice[] choices =
        [
            new("by", "By", "week", [new("week", "week"), new("month", "month")]),
            new("topic", "Topic", "Billing & co", [new("", "all"), new("Billing & co", "Billing & co")]),
        ];
        var bar = Render<SliceBar>(p => p.Add(x => x.Action, "trends").Add(x => x.Choices, choices)
            .Add(x => x.Chosen, EventCallback.Factory.Create<string>(this, q => told = q)));
        Assert.Single(bar.FindAll("label.set"));
        await ChooseAsync(bar, "select[name=by]", "month");
        Assert.Equal("?by=month&topic=Billing%20%26%20co", told);
        await ChooseAsync(bar, "select[name=topic]", "");
        Assert.Equal("", told);
    }
}
