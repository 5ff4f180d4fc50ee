using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>Waits for something to hold that nobody tells of.</summary>
internal static class Condition
{
    private const int Longest = 60_000;

    public static Task HoldsAsync(Func<bool> holds) => HoldsAsync(() => Task.FromResult(holds()));

    public static async Task HoldsAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        while (!await holds()) await Task.Delay(20, limit.Token);
    }
}
