using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>One server that shows the sample, and one browser, for all tests that only look.</summary>
[CollectionDefinition(Name)]
public sealed class SampleServer : ICollectionFixture<RunningServer>, ICollectionFixture<Browser>
{
    public const string Name = "a server that shows the sample";
}
