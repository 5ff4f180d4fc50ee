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
        var rooms = new TRoom[Math.Clamp(count, 1, Environment.ProcessorCount)];
        Do(count, rooms.Length, i => rooms[i] = room(), work);
        return rooms;
    }

    /// <summary>
    /// Does <paramref name="count"/> pieces of work, each in whichever of the rooms is free, and after each what only one may do
    /// at a time, in the order of the pieces. The first of them in that order that throws ends all: those before it are done, and
    /// what it throws arrives as it is.
    /// </summary>
    public static void ShareInOrder<TRoom>(int count, IReadOnlyList<TRoom> rooms, Action<TRoom, int> work, Action<TRoom, int> inOrder)
    {
        var (gate, turn, end) = (new object(), 0, count);
        ExceptionDispatchInfo? fault = null;
        Do(count, rooms.Count, i => rooms[i], (mine, piece) =>
        {
            try
            {
                if (piece > Volatile.Read(ref end)) return;
                work(mine, piece);
                lock (gate)
                {
                    while (turn < piece && piece < end) Monitor.Wait(gate);
                    if (piece > end) return;
                    inOrder(mine, piece);
                    turn++;
                    Monitor.PulseAll(gate);
                }
            }
            catch (Exception thrown)
            {
                // Thrown below, when all are done with what comes before.
                lock (gate)
                {
                    if (piece < end) (end, fault) = (piece, ExceptionDispatchInfo.Capture(thrown));
                    Monitor.PulseAll(gate);
                }
            }
        });
        fault?.Throw();
    }

    private static void Do<TRoom>(int count, int threads, Func<int, TRoom> room, Action<TRoom, int> work)
    {
        var next = -1;

        // Waking another thread takes longer than most single pieces.
        if (threads == 1)
        {
            Work(0);
            return;
        }

        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, Work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        void Work(int i)
        {
            var mine = room(i);
            for (var piece = Interlocked.Increment(ref next); piece < count; piece = Interlocked.Increment(ref next)) work(mine, piece);
        }
    }
}
