using System.Globalization;
using System.Text.RegularExpressions;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Documents;

/// <summary>One history of the page: its tickets, and the numbers that the page gives, by column.</summary>
internal sealed record WorkedHistory(string Title, IReadOnlyList<WorkedTicket> Tickets, IReadOnlyDictionary<string, string> Numbers);

/// <summary>The page docs/worked-issues.md, read from its tables.</summary>
internal sealed partial class WorkedIssues
{
    private const string Year = "2026";

    private WorkedIssues(string text)
    {
        KnownUntil = Time(Until().Match(text).Groups["time"].Value);
        Sections = [.. text.Split("\n## ").Skip(1).Select(Read)];
    }

    /// <summary>Until when everything on the page is known.</summary>
    public Instant KnownUntil { get; }

    /// <summary>The histories, and last the section that has them all together and no tickets of its own.</summary>
    public IReadOnlyList<WorkedHistory> Sections { get; }

    public static WorkedIssues Page() => new(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "worked-issues.md")));

    private static WorkedHistory Read(string section)
    {
        var tables = section.Split("\n\n").Where(block => block.StartsWith('|')).Select(Table).ToList();
        return new WorkedHistory(
            section.Split('\n')[0],
            [.. tables.Where(t => t[0].ContainsKey("ticket")).SelectMany(rows => rows).Select(Ticket)],
            tables.Single(t => t[0].ContainsKey("ours")).Single());
    }

    // Rows by the names of their columns.
    private static List<Dictionary<string, string>> Table(string block)
    {
        var lines = block.Trim().Split('\n').Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).ToList();
        return [.. lines.Skip(2).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static WorkedTicket Ticket(Dictionary<string, string> row) => new()
    {
        Id = row["ticket"],
        Customer = row["customer"] == "unknown" ? null : row["customer"],
        Topic = row["topic"],
        Channel = row["channel"],
        Opened = Time(row["opened"]),
        Replies = row["agent replies"] == "none" ? [] : [.. row["agent replies"].Split("; ").Select(Act)],
        Closed = row["closed"].Length == 0 ? null : Act(row["closed"]),
        Reopened = row["reopened"].Length == 0 ? null : Time(row["reopened"]),
        ClosedAgain = row["closed again"].Length == 0 ? null : Act(row["closed again"]),
    };

    private static WorkedAct Act(string text)
    {
        var act = ActText().Match(text);
        return act.Success ? new WorkedAct(Time(act.Groups["time"].Value), act.Groups["by"] is { Success: true, Value: var by } ? by : null) : throw new FormatException($"\"{text}\" is no act of the page.");
    }

    private static Instant Time(string text) =>
        Instant.From(DateTimeOffset.ParseExact($"{text} {Year}", "d MMM HH:mm yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    [GeneratedRegex(@"known until \*\*(?<time>[^*]+)\*\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Until();

    [GeneratedRegex(@"^(?<time>\d+ \w+ \d\d:\d\d)( (?<by>\w+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ActText();
}
