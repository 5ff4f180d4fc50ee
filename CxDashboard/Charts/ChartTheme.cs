namespace CxDashboard.Charts;

/// <summary>Where a picture will stand.</summary>
public enum ChartTheme
{
    /// <summary>In a page: marks carry classes, whose colours the page's style sheet holds, so a theme switch draws nothing anew.</summary>
    Page,

    /// <summary>In a file, on light paper: every colour and size is written out.</summary>
    Light,

    /// <summary>In a file, on dark ground.</summary>
    Dark,
}
