using Bunit;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metric;
using CxDashboard.Measuring.Behind;
using CxDashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace CxDashboard.Tests.Features.Metric;

public sealed class BehindSectionTests : ComponentTest
{
    private static readonly BehindLine Line = new(
        7, "Mon 5 Jan, 09:14", "Ilse V.", "Ilse V.", "Delivery · Phone", "<script>alert(1)</script>", null, "Claimed the same day; came back after 2 d", "claimed, did not hold",
        [RungMark.Reached, RungMark.Struck, RungMark.Open]);

    private static readonly BehindModel Model = new()
    {
        Title = "Behind the point: week of 5 January 2026",
        ValueHead = null,
        Chips = [new BehindChip(Outcome.Held, "Held", "448", false), new BehindChip(Outcome.DidNotHold, "Did not hold", "178", true), new BehindChip(null, "All", "626", false)],
        Lines = [Line, Line with { Id = 8, Said = null, Rungs = [] }],
        Note = "2 of 178 issues shown",
        IsAtRandom = true,
        Next = new BehindKey(5, 8),
        IsSample = false,
        AsOf = new Instant(0),
    };

    [Fact]
    public void Words_AreText_AndWhatIsNotKeptIsSaid()
    {
        var section = Render(Model);
        Assert.Equal("<script>alert(1)</script>", section.Find("tbody tr:nth-child(1) .voice").TextContent);
        Assert.Empty(section.FindAll("tbody script"));
        Assert.Equal("no words kept", section.Find("tbody tr:nth-child(2) .words").TextContent.Trim());
        Assert.Equal(3, section.FindAll("tbody tr:nth-child(1) svg g").Count);
        Assert.Empty(section.FindAll("tbody tr:nth-child(2) svg"));
    }

    [Fact]
    public async Task Chips_AskForTheirRows()
    {
        List<Outcome?> chosen = [];
        var section = Render(Model, choose: chosen.Add);
        Assert.Equal(["false", "true", "false"], section.FindAll(".chip").Select(c => c.GetAttribute("aria-pressed")));
        await ClickAsync(section, ".chip:nth-child(1)");
        await ClickAsync(section, ".chip:nth-child(3)");
        Assert.Equal([Outcome.Held, null], chosen);
    }

    [Fact]
    public async Task NextOnes_BeginAfterTheLastKey()
    {
        List<BehindKey?> after = [];
        await ClickAsync(Render(Model, goOn: after.Add), "[data-others]");
        var inOrder = Render(Model with { IsAtRandom = false }, goOn: after.Add);
        await ClickAsync(inOrder, "[data-next]");
        Assert.Equal([Model.Next, Model.Next], after);
        Assert.Empty(inOrder.FindAll("[data-all]"));
        Assert.Empty(Render(Model with { IsAtRandom = false, Next = null }).FindAll(".btns button"));
    }

    [Fact]
    public void Values_HaveAColumnOnlyWhereThereAreAny()
    {
        Assert.Equal(5, Render(Model).FindAll("th").Count);
        var section = Render(Model with { ValueHead = "Lasted", Lines = [Line with { Value = "3 d so far" }] });
        Assert.Equal(6, section.FindAll("th").Count);
        Assert.Equal("3 d so far", section.Find("[data-l=Lasted]").TextContent);
    }

    private IRenderedComponent<BehindSection> Render(BehindModel model, Action<Outcome?>? choose = null, Action<BehindKey?>? goOn = null) => Render<BehindSection>(parameters => parameters
        .Add(s => s.Model, model)
        .Add(s => s.Choose, EventCallback.Factory.Create(this, choose ?? (_ => { })))
        .Add(s => s.GoOn, EventCallback.Factory.Create(this, goOn ?? (_ => { }))));
}
