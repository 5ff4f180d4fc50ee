using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using CxDashboard.Features.Ingest.Wire;
using CxDashboard.Measuring;
using CxDashboard.Tests.Support;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CxDashboard.Tests.Documents;

/// <summary>The page of settings says what the program reads, and its example works.</summary>
public sealed partial class SettingsGuideTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "settings.md"));

    private static IConfigurationSection Example
    {
        get
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(Block().Match(Page).Groups["json"].Value));
            return new ConfigurationBuilder().AddJsonStream(json).Build().GetSection(WorkspaceOptions.Section);
        }
    }

    [Fact]
    public void Example_IsReadWhole_AndIsValid()
    {
        var options = new WorkspaceOptions();
        Example.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        Assert.Null(new WorkspaceOptionsValidator().Validate(null, options).FailureMessage);
        var workspace = options.Compile();
        Assert.Equal(("Europe/Amsterdam", "Asia/Singapore"), (workspace.CalendarOf(null)!.Zone.Id, workspace.CalendarOf("Asia")!.Zone.Id));
        Assert.Equal(["delivery late", "wrong invoice"], options.FailureTopics);
    }

    [Fact]
    public void Example_NamesEverySetting() =>
        Assert.All(Settings(typeof(WorkspaceOptions)), name => Assert.True(Example.GetSection(name).Exists(), name));

    [Theory]
    [InlineData(typeof(WorkspaceOptions))]
    [InlineData(typeof(CalendarOptions))]
    [InlineData(typeof(WireOptions))]
    public void Tables_NameEverySetting(Type options) =>
        Assert.All(Settings(options), name => Assert.Contains($"\n| `{name}` |", Page, StringComparison.Ordinal));

    [Fact]
    public void LimitsOfTheApi_AreWhatThePageSays_AndOutOfRangeIsRefusedByName()
    {
        foreach (var property in typeof(WireOptions).GetProperties().Where(p => p.CanWrite))
            Assert.Matches($@"\n\| `{property.Name}` \|[^|]*\| {property.GetValue(new WireOptions())} \|", Page);
        Assert.Equal("The setting Api:Depth is 0. Write a number from 4 to 64.", new WireOptionsValidator().Validate(null, new WireOptions { Depth = 0 }).FailureMessage);
    }

    private static IEnumerable<string> Settings(Type options)
    {
        var names = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => p.Name).ToList();
        Assert.NotEmpty(names);
        return names;
    }

    [GeneratedRegex(@"^```json\n(?<json>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
