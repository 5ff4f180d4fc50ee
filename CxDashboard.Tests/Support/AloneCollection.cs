using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>Tests that need the whole machine, or measure the process: they run after all others, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
