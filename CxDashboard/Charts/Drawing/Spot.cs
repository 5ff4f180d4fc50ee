namespace CxDashboard.Charts.Drawing;

/// <summary>How the points of a drawing are told apart, and so which of them is nearest to a pointer.</summary>
internal enum Reach
{
    /// <summary>From left to right, as over time.</summary>
    Across,

    /// <summary>Row by row down the page.</summary>
    Down,

    /// <summary>Cells side by side.</summary>
    Cells,

    /// <summary>Anywhere.</summary>
    Apart,
}

/// <summary>A point of a drawing that answers to pointer and keys.</summary>
/// <param name="Words">What it is called, then its figures and what is to be said of it, each in the same place for every point; what there is nothing to say of is empty.</param>
internal sealed record Spot(double X, double Y, IReadOnlyList<string> Words);
