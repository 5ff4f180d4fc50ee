using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>One system as the page shows it.</summary>
public sealed record ConnectorLine
{
    private const int RefusedShown = 3;

    public required string Name { get; init; }

    /// <summary>Kind and address.</summary>
    public required string Where { get; init; }

    /// <summary>How far it is, in a sentence.</summary>
    public required string State { get; init; }

    /// <summary>Why it does not go on, and when it is tried again.</summary>
    public string? Fault { get; init; }
    public string? Again { get; init; }
    public bool IsPaused { get; init; }

    /// <summary>The latest records that could not be taken.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <param name="settings">What was said of it.</param>
    /// <param name="state">How far it is.</param>
    /// <param name="zone">The workspace's zone.</param>
    public static ConnectorLine Of(ConnectorSettings settings, ConnectorState state, TimeZoneInfo zone) => new()
    {
        Name = settings.Name,
        Where = $"{ConnectorKind.Find(settings.Kind)?.Label ?? settings.Kind} · {settings.Answers.GetValueOrDefault("account")}",
        State = settings.IsPaused ? $"Paused. {Taken(state)}" : state.AskedAt is not { } asked ? "It is asked within a minute."
            : state.CompleteAt is { } complete ? $"Everything up to {Local(complete, zone)} is here. {Taken(state)}"
            : $"Catching up since {Local(settings.From, zone)}, last asked {Local(asked, zone)}. {Taken(state)}",
        Fault = state.Fault,
        Again = state.Fault is not null && state.NotBefore is { } at ? $"Not before {Local(at, zone)}." : null,
        IsPaused = settings.IsPaused,
        Refused = [.. state.LastRefused.Take(RefusedShown)],
    };

    private static string Taken(ConnectorState state) => string.Create(CultureInfo.InvariantCulture,
        $"{state.Records:N0} taken{(state.Deleted > 0 ? $", {state.Deleted:N0} deleted there" : "")}{(state.Refused > 0 ? $", {state.Refused:N0} not readable" : "")}.");

    private static string Local(Instant instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), zone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}
