using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring.Passes;

/// <summary>An issue that is open: when it opened, and until when its sources may be known at most.</summary>
internal readonly record struct Oldest(long Opened, long Known)
{
    public static readonly Oldest Nobody = new(Lifeline.Never, long.MinValue);

    /// <summary>Who opened first; of several that did, who has waited longest.</summary>
    public static Oldest Of(Oldest a, Oldest b) => a.Opened != b.Opened ? a.Opened < b.Opened ? a : b : a.Known >= b.Known ? a : b;
}
