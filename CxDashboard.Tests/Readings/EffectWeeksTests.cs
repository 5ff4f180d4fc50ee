using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class EffectWeeksTests
{
    // Both swing by eight points from week to week, the second by a fifth of a point less or more than the first.
    private static (EffectWeeks Changed, EffectWeeks Control) Weeks()
    {
        double[] swing = [.. Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? 40.0 : -40)];
        var changed = MadeReadings.Of("held-rate-7d", 1000, [.. swing.Select(s => 800 + s), .. Enumerable.Repeat(800.0, 8)]);
        var control = MadeReadings.Of("held-rate-7d", 1000, [.. swing.Select((s, i) => 700 + s + (i % 2)), .. Enumerable.Repeat(700.0, 8)]);
        var since = MadeReadings.First.AddDays(24 * 7);
        return (new EffectWeeks(changed, since), new EffectWeeks(control, since));
    }

    [Fact]
    public void Noise_IsOfWhatIsCompared()
    {
        var (changed, control) = Weeks();

        // Moving ranges of 80 of 1,000, and against the control of 1 of 1,000; a sigma is a mean range ÷ 1.128.
        Assert.Equal(0.080 / 1.128, changed.Noise(null).Sigma!.Value, 1e-4);
        Assert.Equal(0.001 / 1.128, changed.Noise(control).Sigma!.Value, 1e-6);
        Assert.Equal(24, changed.Change);
    }

    [Fact]
    public void WeekInWhoseMiddleItBegan_BelongsToNeitherSide()
    {
        var reading = MadeReadings.Of("held-rate-7d", 80, 100, 81, 82, 83);
        var weeks = new EffectWeeks(reading, MadeReadings.First.AddDays((24 * 7) + 3));
        Assert.Equal(25, weeks.Change);
        Assert.Null(weeks.Values[24]);
        Assert.Equal(0.82, weeks.Values[25]);
    }
}
