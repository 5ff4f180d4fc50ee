using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>Chains contacts into issues, one after the other.</summary>
public static class OracleChain
{
    /// <summary>All issues of the contacts, which come in their order of arrival.</summary>
    public static IReadOnlyList<OracleIssue> Issues(IReadOnlyList<OracleContact> contacts, OracleSettings settings)
    {
        bool StaysAlone(OracleContact c) => c.Record.Topic is null && !settings.UnknownTopicsChain;
        var ins = contacts.Where(c => c.IsIn).ToList();
        var unknown = ins.Where(c => c.Customer is null).Select(c => new OracleIssue([c], [], []));

        // Nobody knows what else is about the same thing: its customer and topic are its own.
        var alone = ins.Where(c => c.Customer is not null && StaysAlone(c)).Select(c => new OracleIssue([c], [c], []));
        var known = ins
            .Where(c => c.Customer is not null && !StaysAlone(c))
            .GroupBy(c => (c.Customer, c.Record.Topic))
            .SelectMany(pair => InOrder([.. pair], settings));
        return [.. unknown, .. alone, .. known];
    }

    private static List<OracleIssue> InOrder(List<OracleContact> pair, OracleSettings settings)
    {
        var issues = new List<OracleIssue>();
        foreach (var members in Chain(pair, settings.RepeatWindow, settings.QuietLimit)) issues.Add(new OracleIssue(members, pair, [.. issues]));
        return issues;
    }

    private static List<List<OracleContact>> Chain(List<OracleContact> pair, TimeSpan w, TimeSpan q)
    {
        // Sorting is stable, so records without an id of their own keep their order of arrival.
        var inOrder = pair
            .OrderBy(c => c.Opened)
            .ThenBy(c => c.Record.Source, StringComparer.Ordinal)
            .ThenBy(c => c.Record.ExternalIdIsHash ? "" : c.Record.ExternalId, StringComparer.Ordinal);
        var issues = new List<List<OracleContact>>();
        foreach (var contact in inOrder)
        {
            if (issues.Count > 0 && Joins(contact.Opened, issues[^1], w, q)) issues[^1].Add(contact);
            else issues.Add([contact]);
        }

        return issues;
    }

    private static bool Joins(Instant opened, List<OracleContact> issue, TimeSpan w, TimeSpan q)
    {
        var someOpen = issue.Any(m => m.IsOpenAt(opened));
        var latestActivity = issue.SelectMany(m => m.Activity).Where(i => i <= opened).Max();
        if (someOpen && opened - latestActivity < q) return true;

        var claims = issue.SelectMany(m => m.Claims);
        var dropped = issue.Where(m => m.IsAbandoned).Select(m => m.Opened);
        return claims.Concat(dropped).Any(i => i <= opened && opened < i + w);
    }
}
