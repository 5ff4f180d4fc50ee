using System.Runtime.ExceptionServices;

namespace CxDashboard.Measuring.Passes;

/// <summary>Shares work out to as many threads as there are processors, each with room of its own.</summary>
internal static class Threads
{
    /// <summary>
    /// Does <paramref name="count"/> pieces of work, each by whichever thread is free, and returns the rooms in which they were
    /// done: one at least, and no more than there are processors, because rooms are large. What a piece of work throws arrives as
    /// it is, whichever thread threw it.
    /// </summary>
    public static IReadOnlyList<TRoom> Share<TRoom>(int count, Func<TRoom> room, Action<TRoom, int> work)
    {
        var (rooms, next) = (new TRoom[Math.Clamp(count, 1, Environment.ProcessorCount)], -1);

        // Waking another thread takes longer than most single pieces.
        if (rooms.Length == 1)
        {
            Work(0);
            return rooms;
        }

        try
        {
            Parallel.For(0, rooms.Length, new ParallelOptions { MaxDegreeOfParallelism = rooms.Length }, Work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return rooms;

        void Work(int i)
        {
            var mine = rooms[i] = room();
            for (var piece = Interlocked.Increment(ref next); piece < count; piece = Interlocked.Increment(ref next)) work(mine, piece);
        }
    }
}
