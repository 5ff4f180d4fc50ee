using Microsoft.Extensions.Options;

namespace CxDashboard.Measuring;

/// <summary>What holds for the whole workspace. Read from the section "Workspace" of the settings.</summary>
public sealed class WorkspaceOptions
{
    public const string Section = "Workspace";

    /// <summary>IANA name of the zone in which days begin.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>The zone itself.</summary>
    public TimeZoneInfo ZoneInfo => TimeZoneInfo.FindSystemTimeZoneById(Zone);
}

/// <summary>Names the setting and what to do where a zone is not known.</summary>
internal sealed class WorkspaceOptionsValidator : IValidateOptions<WorkspaceOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkspaceOptions options) =>
        options.Zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Workspace:Zone is \"{options.Zone}\", which is no known time zone. Write an IANA name such as Europe/Amsterdam.");
}
