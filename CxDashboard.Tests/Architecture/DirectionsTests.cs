using System.Text.RegularExpressions;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Architecture;

/// <summary>Who may name whom: reads the namespaces that source files name, and fails on every arrow that is not drawn here.</summary>
public sealed partial class DirectionsTests
{
    // Program sits in no folder and may name everything.
    private static readonly Dictionary<string, string[]> MayName = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Kit"] = [],
        ["Live"] = [],
        ["Data"] = ["Domain"],
        ["Charts"] = ["Domain"],
        ["Measuring"] = ["Domain", "Data", "Live"],
        ["Api"] = ["Domain", "Data"],
        ["CommandLine"] = ["Domain", "Data", "Measuring"],
        ["Readings"] = ["Domain", "Measuring", "Charts", "Live", "Kit"],
        ["Features"] = ["Domain", "Data", "Measuring", "Readings", "Charts", "Live", "Kit", "CommandLine", "Api"],
        ["Shell"] = ["Kit", "Live"],
    };

    [Fact]
    public void EveryFile_NamesOnlyWhatItsFolderMay()
    {
        var files = SourceTree.Files("CxDashboard").ToList();
        Assert.True(files.Count > 50, $"Only {files.Count} files were read.");
        Assert.Empty(files.SelectMany(file => Wrong(file.Path, file.Text)));
    }

    [Fact]
    public void ArrowThatIsNotDrawn_IsFound()
    {
        Assert.NotEmpty(Wrong("Domain/Time/Bucket.cs", "using CxDashboard.Data;"));
        Assert.NotEmpty(Wrong("Features/Today/TodayPage.razor", "@using CxDashboard.Features.Trends"));
        Assert.NotEmpty(Wrong("Kit/Tile.razor", "@inject CxDashboard.Measuring.Measure Measure"));
        Assert.NotEmpty(Wrong("Elsewhere/Thing.cs", "namespace CxDashboard.Elsewhere;"));
        Assert.Empty(Wrong("Features/Today/TodayPage.razor", "@using CxDashboard.Features.Today"));
    }

    [Theory]
    [InlineData("Quartz", @"(Job|Services)\.cs$")]
    [InlineData("Microsoft.EntityFrameworkCore", @"^(Data|Measuring)/|(Query|Job)\.cs$")]
    [InlineData("Radzen", @"^(Kit|Shell)/|\.razor$|^Charts/ChartXlsx\.cs$")]
    public void Library_IsNamedWhereItBelongs(string library, string where)
    {
        var naming = new Regex($@"\b(using|@using)\s+{Regex.Escape(library)}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.Empty(SourceTree.Files("CxDashboard").Where(f => naming.IsMatch(f.Text) && !Regex.IsMatch(f.Path, where, RegexOptions.None, TimeSpan.FromSeconds(1))).Select(f => f.Path));
    }

    [Fact]
    public void Oracle_SharesNothingWithTheEngine()
    {
        string[] engine = ["CxDashboard.Measuring", "IssueChain", "Lifeline", "RatingScales", "Domain.Statistics", "MetricRules"];
        var files = SourceTree.Files("CxDashboard.Tests/Oracle").ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => engine.Where(name => f.Text.Contains(name, StringComparison.Ordinal)).Select(name => $"{f.Path} names {name}")));
    }

    private static IEnumerable<string> Wrong(string path, string text)
    {
        var parts = path.Split('/');
        if (parts.Length == 1) yield break;
        var (folder, feature) = (parts[0], parts[0] == "Features" && parts.Length > 2 ? parts[1] : null);
        if (!MayName.TryGetValue(folder, out var allowed))
        {
            yield return $"{path}: the folder {folder} has no place among the directions";
            yield break;
        }

        foreach (Match name in Named().Matches(text))
        {
            var (to, part) = (name.Groups["folder"].Value, name.Groups["part"].Value);
            if (!MayName.ContainsKey(to)) continue;
            if (to == folder && (folder != "Features" || feature is null || part == feature || part.Length == 0)) continue;
            if (!allowed.Contains(to) || to == "Features") yield return $"{path} names {name.Value}";
        }
    }

    [GeneratedRegex(@"\bCxDashboard\.(?<folder>\w+)(\.(?<part>\w+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
