using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>How much the API takes at once: the section <c>Api</c> of the settings.</summary>
public sealed class WireOptions
{
    /// <summary>Where these stand in the settings.</summary>
    public const string Section = "Api";

    /// <summary>Bytes of a body; a stream of lines may be longer.</summary>
    [Range(1_024, 25_000_000)]
    public int BodyBytes { get; set; } = 5_000_000;

    /// <summary>Bytes of a line of a stream.</summary>
    [Range(1_024, 5_000_000)]
    public int LineBytes { get; set; } = 256 * 1024;

    /// <summary>How deep objects and arrays may stand in one another.</summary>
    [Range(4, 64)]
    public int Depth { get; set; } = 32;

    /// <summary>Records of a batch.</summary>
    [Range(1, 10_000)]
    public int BatchRecords { get; set; } = 1_000;

    /// <summary>Requests that may wait to be written; the next one is asked to come again.</summary>
    [Range(1, 1_000)]
    public int Waiting { get; set; } = 768;
}

/// <summary>Says of every setting of the API that is out of its range what to write.</summary>
internal sealed class WireOptionsValidator : IValidateOptions<WireOptions>
{
    public ValidateOptionsResult Validate(string? name, WireOptions options)
    {
        var failures = new List<string>();
        foreach (var property in typeof(WireOptions).GetProperties())
        {
            if (property.GetCustomAttributes(typeof(RangeAttribute), inherit: false) is not [RangeAttribute range] || range.IsValid(property.GetValue(options))) continue;
            failures.Add($"The setting {WireOptions.Section}:{property.Name} is {property.GetValue(options)}. Write a number from {range.Minimum} to {range.Maximum}.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
