using System.Globalization;
using CxDashboard.Measuring.Behind;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metric;

/// <summary>What an address of a metric's page asks for, every part as it stands there. Compared by value, so viewers of one address share one answer.</summary>
public sealed record MetricAddress
{
    /// <summary>The metric's id.</summary>
    public required string Metric { get; init; }

    /// <summary>Period, step, window and slices, as on Trends.</summary>
    public required ViewAddress View { get; init; }

    /// <summary>The first local day of the bucket whose records are shown: "2026-01-05"; null or blank for the newest final one.</summary>
    public string? Point { get; init; }

    /// <summary>Which of its records, as an <see cref="Outcome"/> is called; null or blank for all.</summary>
    public string? Only { get; init; }

    /// <summary>"all" for the records in order instead of some at random.</summary>
    public string? Rows { get; init; }

    /// <summary>After which row the page begins: "RANK.ID".</summary>
    public string? After { get; init; }

    /// <summary>The first day of a change of the work that is looked at: "2026-03-01"; null or blank for none.</summary>
    public string? Since { get; init; }

    /// <summary>The field by which others, whose work was not changed, are told apart; null or blank for no such.</summary>
    public string? Control { get; init; }

    /// <summary>The change that was expected, in points of a share, minutes of a time, else in the metric's own unit.</summary>
    public string? Expect { get; init; }

    /// <summary>The outcome that <see cref="Only"/> names; null for all, and for what is none.</summary>
    public Outcome? Outcome => Enum.GetNames<Outcome>().Contains(Only, StringComparer.Ordinal) ? Enum.Parse<Outcome>(Only!) : null;

    /// <summary>The row that <see cref="After"/> names; null for the first page, and for what is none.</summary>
    public BehindKey? Key => After?.Split('.') is [var rank, var id]
        && long.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var r) && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
        ? new BehindKey(r, i) : null;

    /// <summary>The same question as a query string, "?" included; blank where nothing is set.</summary>
    public string Query()
    {
        var own = new[] { ("point", Point), ("only", Only), ("rows", Rows), ("after", After), ("since", Since), ("control", Control), ("expect", Expect) }.Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}");
        var query = string.Join('&', own.Prepend(View.Query().TrimStart('?')).Where(p => p.Length > 0));
        return query.Length == 0 ? "" : "?" + query;
    }
}
