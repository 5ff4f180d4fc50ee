namespace CxDashboard.Domain.Statistics;

/// <summary>What the presentation standard has to say about a share.</summary>
public enum PresentationNote
{
    /// <summary>Nothing: it can be shown as it is.</summary>
    None,

    /// <summary>It is not to be shown: there is not enough behind it.</summary>
    Suppress,

    /// <summary>It can be shown, but what is left to 1 would not be reliable.</summary>
    Complement,

    /// <summary>It is 0 or 1, and somebody should look whether that can be.</summary>
    Review,
}
