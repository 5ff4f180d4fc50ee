using CxDashboard.Measuring.Columns;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class PartTests
{
    [Fact]
    public void PartsOfTheTests_AreSmall_SoThatTheRecordsOfAHistoryLieInSeveral() => Assert.Equal(32, Part.Rows);
}
