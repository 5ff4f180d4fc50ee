namespace CxDashboard.Tests.Support;

/// <summary>The server as who draws charts runs it: it shows the gallery. Without records, which the gallery does not need.</summary>
public sealed class DevelopmentServer : RunningServer
{
    /// <inheritdoc/>
    protected override string RunsAs => "Development";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Arguments => ["--no-sample"];
}
