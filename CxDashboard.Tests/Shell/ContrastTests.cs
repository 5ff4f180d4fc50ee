using System.Globalization;
using System.Text.RegularExpressions;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Shell;

/// <summary>The tokens' promise: text 4.5:1 on every ground it may stand on, marks and field borders 3:1, in both themes (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public sealed partial class ContrastTests
{
    private static readonly string[] Grounds = ["paper", "sheet", "sunken", "selection", "chart-band"];

    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        foreach (var theme in new[] { "light", "dark" })
        {
            foreach (var text in new[] { "ink", "ink-2", "link", "fault", "chart-signal", "chart-change" }) pairs.Add(theme, text, 4.5);
            foreach (var mark in new[] { "edge", "chart-data", "chart-limit", "chart-counter" }) pairs.Add(theme, mark, 3);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Token_StandsOutFromEveryGround(string theme, string token, double least)
    {
        var tokens = Tokens(theme);
        var grounds = least > 4 ? Grounds : ["paper", "sheet"];
        Assert.Empty(grounds.Select(g => (g, Ratio: Contrast(tokens[token], tokens[g]))).Where(r => r.Ratio < least).Select(r => $"{token} on {r.g} is {r.Ratio:0.00}:1"));
    }

    private static Dictionary<string, double> Tokens(string theme)
    {
        var css = File.ReadAllText(Path.Combine(SourceTree.Root, "CxDashboard/wwwroot/css/tokens.css"));
        var dark = css.IndexOf("[data-theme=\"dark\"] {", StringComparison.Ordinal);
        var part = theme == "dark" ? css[dark..] : css[css.IndexOf(":root, [data-theme=\"light\"]", StringComparison.Ordinal)..dark];
        return Colour().Matches(part).DistinctBy(m => m.Groups["name"].Value).ToDictionary(m => m.Groups["name"].Value, m => Luminance(m.Groups["hex"].Value), StringComparer.Ordinal);
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex(@"--(?<name>[\w-]+):\s*#(?<hex>[0-9a-f]{6})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Colour();
}
