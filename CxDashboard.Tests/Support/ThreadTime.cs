using System.Diagnostics;
using System.Globalization;

namespace CxDashboard.Tests.Support;

/// <summary>How long work keeps a processor busy: on a machine that has others to serve, a clock tells something else.</summary>
internal static class ThreadTime
{
    // What Linux says of the thread that reads it; nanoseconds on a processor come first.
    private const string Kept = "/proc/thread-self/schedstat";

    /// <summary>The time of work that is done on this thread alone; by the clock where the system does not say more.</summary>
    public static TimeSpan Of(Action work)
    {
        var watch = Stopwatch.StartNew();
        var before = Ran();
        work();
        return Ran() - before ?? watch.Elapsed;
    }

    private static TimeSpan? Ran() =>
        File.Exists(Kept) && long.TryParse(File.ReadAllText(Kept).Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            ? new TimeSpan(nanoseconds / TimeSpan.NanosecondsPerTick)
            : null;
}
