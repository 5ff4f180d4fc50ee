namespace CxDashboard.Features.Sample;

/// <summary>What was planted into a sample year; a year without any of it is a quiet one.</summary>
[Flags]
public enum Planted
{
    /// <summary>Nothing but routine variation.</summary>
    None = 0,

    /// <summary>An automatic acknowledgement: the first reply looks faster, the first useful one is not.</summary>
    Acknowledgement = 1,

    /// <summary>Chats are closed after the first answer: more is claimed, less holds.</summary>
    QuickClosing = 2,

    /// <summary>A clearer order page and a photograph at the door: more deliveries hold.</summary>
    Improvement = 4,

    /// <summary>The weeks around Christmas: more contacts, slower replies.</summary>
    Season = 8,

    /// <summary>Three days on which customers could not sign in.</summary>
    Outage = 16,

    /// <summary>All of them, as the sample shows them.</summary>
    All = Acknowledgement | QuickClosing | Improvement | Season | Outage,
}

/// <summary>Something that truly happened in the sample year, with the size that the generator gave it.</summary>
/// <param name="Kind">Which of the plantings.</param>
/// <param name="Metric">The metric that moves, by its stable id.</param>
/// <param name="CounterMetric">The metric to look at beside it, or null.</param>
/// <param name="Slice">Where it moves, as "field=value", or null for everywhere.</param>
/// <param name="StartDay">First local day of it; a Monday for changes that stay. Cohorts by opening day change on it at once.</param>
/// <param name="EndDay">The local day after its last one, or null where it stayed.</param>
/// <param name="Size">
/// Expected change of the metric in the slice while it lasts: shares 0–1, durations in seconds, counts per day.
/// </param>
/// <param name="CounterSize">Expected change of the counter-metric in the same slice and unit; 0 says that it does not move.</param>
/// <param name="Text">One plain sentence that says what happened.</param>
public sealed record PlantedStory(
    Planted Kind,
    string Metric,
    string? CounterMetric,
    string? Slice,
    DateOnly StartDay,
    DateOnly? EndDay,
    double Size,
    double? CounterSize,
    string Text);
