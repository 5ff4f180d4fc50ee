using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class PresentationStandardTests
{
    [Fact]
    public void ReferenceCases_AreShownOrWeak()
    {
        foreach (var c in SharedData.Vector("suppression_nchs_presentation_standard")["expected"]!["cases"]!.AsArray())
        {
            var (x, n) = (c!["x"].Number(), c["n"].Number());
            var (low, high) = Proportion.ClopperPearson(x, n);
            Assert.Equal(c["clopper_pearson"].Numbers()[0], low, 1e-9);
            Assert.Equal(c["clopper_pearson"].Numbers()[1], high, 1e-9);
            Assert.Equal(!c["show"]!.GetValue<bool>(), PresentationStandard.IsWeak(x, n));
        }
    }

    [Fact]
    public void Nothing_IsWeak()
    {
        Assert.True(PresentationStandard.IsWeak(0, 0));
        Assert.True(PresentationStandard.IsWeak(0, 50));
        Assert.False(PresentationStandard.IsWeak(0, 1000));
        Assert.True(PresentationStandard.IsWeak(29));
        Assert.False(PresentationStandard.IsWeak(30));
    }
}
