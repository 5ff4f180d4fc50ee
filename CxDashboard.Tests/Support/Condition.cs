using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>Waits for something to hold that nobody tells of.</summary>
internal static class Condition
{
    private const int Longest = 60_000;

    public static async Task HoldsAsync(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        while (!holds()) await Task.Delay(20, limit.Token);
    }
}
