namespace CxDashboard.Data;

/// <summary>A setting was changed since it was read, so that what was decided upon it is void: read it again, and decide anew.</summary>
public sealed class SettingsChangedException(string name) : Exception($"The setting {name} was changed meanwhile.")
{
    /// <summary>The setting.</summary>
    public string Name { get; } = name;
}
