using CxDashboard.Features.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CxDashboard.Tests.Features.Access;

public sealed class KeyHandlerLogTests
{
    [Fact]
    public void WhoKnocksWithoutAKey_FillsNoLog_AndFaultsAreWritten()
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.AddConsole()).AddAccess().BuildServiceProvider();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger<KeyHandler>();
        Assert.Equal((false, true), (log.IsEnabled(LogLevel.Information), log.IsEnabled(LogLevel.Warning)));
        Assert.True(services.GetRequiredService<ILoggerFactory>().CreateLogger<KeyRing>().IsEnabled(LogLevel.Information));
    }
}
