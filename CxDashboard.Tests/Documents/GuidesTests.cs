using System.Text.RegularExpressions;
using CxDashboard.Features.Gallery;
using CxDashboard.Features.Metrics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Documents;

/// <summary>What the README and the guides say to type is typed here, and what they say is so.</summary>
public sealed partial class GuidesTests
{
    private const string Tickets = """
        external_id,customer,topic,opened_at,claimed_at
        1,ann,billing,2026-03-01T09:00:00Z,2026-03-01T10:00:00Z
        2,bob,delivery,2026-04-20T09:00:00Z,2026-04-21T09:00:00Z
        """;

    private static readonly string[] Guides = ["README.md", "docs/command-line.md", "docs/maps.md", "docs/api.md"];

    // The first serves until it is stopped and has a test of its own; the second is what runs this test. What is sent to the API has a test
    // of its own, too (ApiGuideTests).
    private static readonly string[] Elsewhere = ["dotnet run --project CxDashboard", "./test.sh"];

    [Fact]
    public async Task EveryCommandOfAGuide_Works()
    {
        foreach (var guide in Guides)
        {
            using var folder = new TemporaryFolder();
            folder.File("tickets.csv", Tickets);
            foreach (var command in Commands(guide).Except(Elsewhere, StringComparer.Ordinal).Where(c => !c.StartsWith("curl ", StringComparison.Ordinal)))
            {
                var result = await GuideCommand.RunAsync(command, folder.Path);
                Assert.True(result.ExitCode == 0, $"{guide}: {command}\n{result.Errors}");
            }
        }
    }

    [Fact]
    public async Task FirstCommand_ServesTheSampleYear()
    {
        using var folder = new TemporaryFolder();
        using var server = GuideCommand.Start(Elsewhere[0] + " -- --urls http://127.0.0.1:0", folder.Path);
        try
        {
            var address = await AddressAsync(server);
            using var client = new HttpClient();
            Assert.Contains("Sample data", await client.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task CommandOfTheChartsPage_ShowsTheGallery()
    {
        using var folder = new TemporaryFolder();
        using var server = GuideCommand.Start(Assert.Single(Commands("docs/charts.md")) + " -- --no-sample --urls http://127.0.0.1:0", folder.Path);
        try
        {
            using var client = new HttpClient();
            Assert.Contains("One huge outlier", await client.GetStringAsync(new Uri(await AddressAsync(server) + "/gallery?kind=spark"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string> AddressAsync(System.Diagnostics.Process server)
    {
        while (await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at) return line[at..].Split(',')[0];
        }

        throw new InvalidOperationException("The server ended while it started.");
    }

    [Fact]
    public void Readme_NamesItsTwoCommands() => Assert.Empty(Elsewhere.Except(Commands("README.md"), StringComparer.Ordinal));

    [Fact]
    public void EveryLinkOfAGuide_LeadsToAFile()
    {
        var guides = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md").Append(Path.Combine(SourceTree.Root, "README.md"));
        var broken = guides.SelectMany(guide => Links().Matches(File.ReadAllText(guide))
            .Select(link => link.Groups["to"].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.StartsWith("http", StringComparison.Ordinal) && !File.Exists(Path.Combine(Path.GetDirectoryName(guide)!, to)))
            .Select(to => $"{Path.GetFileName(guide)} → {to}"));
        Assert.Empty(broken);
    }

    [Fact]
    public void MetricsPage_SaysWhatTheDefinitionsSay()
    {
        var path = Path.Combine(SourceTree.Root, "docs", "metrics.md");
        if (Environment.GetEnvironmentVariable("CXDASHBOARD_WRITE_GUIDES") == "yes") File.WriteAllText(path, MetricGuide.Write());
        Assert.Equal(MetricGuide.Write(), File.ReadAllText(path));
    }

    [Fact]
    public void ChartsPage_ShowsWhatTheGalleryDraws()
    {
        var (page, folder) = (Path.Combine(SourceTree.Root, "docs", "charts.md"), Path.Combine(SourceTree.Root, "docs", "charts"));
        var pictures = GalleryGuide.Pictures().ToList();
        if (Environment.GetEnvironmentVariable("CXDASHBOARD_WRITE_GUIDES") == "yes")
        {
            File.WriteAllText(page, GalleryGuide.Write());
            Directory.CreateDirectory(folder);
            foreach (var (file, svg) in pictures) File.WriteAllText(Path.Combine(folder, file), svg);
        }

        Assert.Equal(GalleryGuide.Write(), File.ReadAllText(page));
        Assert.All(pictures, p => Assert.Equal(p.Svg, File.ReadAllText(Path.Combine(folder, p.File))));
        Assert.Equal(pictures.Select(p => p.File).Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    internal static IEnumerable<string> Commands(string guide) =>
        Blocks().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, guide)))
            .SelectMany(block => block.Groups["commands"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^```sh\n(?<commands>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
