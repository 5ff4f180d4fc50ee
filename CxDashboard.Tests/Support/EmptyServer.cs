namespace CxDashboard.Tests.Support;

/// <summary>The server of somebody who has no record yet, and wants no sample.</summary>
public sealed class EmptyServer : RunningServer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Arguments => ["--no-sample"];
}
