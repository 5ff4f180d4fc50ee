namespace CxDashboard.Tests.Support;

/// <summary>A clock that moves only when it is told to, and fires what was set to ring meanwhile.</summary>
internal sealed class SteppedClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Ring> _rings = [];
    private DateTimeOffset _now = now;
    private TaskCompletionSource? _waitedFor;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var ring = new Ring(this, () => callback(state));
        ring.Change(dueTime, period);
        return ring;
    }

    /// <summary>Ends when somebody waits for it to ring.</summary>
    public Task WaitedForAsync()
    {
        lock (_gate)
        {
            return _rings.Count > 0 ? Task.CompletedTask : (_waitedFor ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Lets time pass at once.</summary>
    public void Advance(TimeSpan by)
    {
        List<Ring> due;
        lock (_gate)
        {
            _now += by;
            due = _rings.FindAll(r => r.At <= _now);
            _rings.RemoveAll(due.Contains);
        }

        foreach (var ring in due) ring.Call();
    }

    private sealed class Ring(SteppedClock clock, Action call) : ITimer
    {
        public DateTimeOffset At { get; private set; }
        public Action Call { get; } = call;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._rings.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                At = clock._now + dueTime;
                clock._rings.Add(this);
                clock._waitedFor?.SetResult();
                clock._waitedFor = null;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate) clock._rings.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
