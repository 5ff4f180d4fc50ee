namespace CxDashboard.Features.Ingest.Maps;

/// <summary>The units in which a bare number may be a duration.</summary>
public static class DurationUnits
{
    /// <summary>What a map means that says nothing.</summary>
    public const string Seconds = "seconds";

    /// <summary>Seconds in one; null for a word that is none.</summary>
    public static int? Of(string unit) => unit switch { Seconds => 1, "minutes" => 60, "hours" => 3_600, "days" => 86_400, _ => null };
}
