namespace CxDashboard.CommandLine;

/// <summary>
/// Marks addresses at which every request proves by a signature or a token whose it is. They may be asked by any name, as through a tunnel
/// or a proxy: a page of another site that is led here has neither.
/// </summary>
public sealed class ProvenBySender
{
    public static ProvenBySender Mark { get; } = new();
}
