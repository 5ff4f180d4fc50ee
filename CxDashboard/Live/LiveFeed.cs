namespace CxDashboard.Live;

/// <summary>What a page can listen to.</summary>
public enum Topic
{
    /// <summary>Measured figures changed: records came in, or time made them mature.</summary>
    Measures,

    /// <summary>A job, an import or another run started, moved on or ended.</summary>
    Runs,

    /// <summary>An import of the queue moved on: many times a minute while one runs.</summary>
    Imports,

    /// <summary>A key to the API was made or revoked.</summary>
    Keys,

    /// <summary>Something was told of a record that is not there yet.</summary>
    Waiting,

    /// <summary>A message of a webhook came.</summary>
    Webhooks,
}

/// <summary>
/// Says what changed, never the data itself: whoever listens asks for the newest state in its own time, so a slow reader
/// misses nothing but work. One feed serves the process. Callbacks run on the publisher's thread, outside of any lock,
/// and must only note that something changed.
/// </summary>
public sealed class LiveFeed
{
    private readonly Lock _gate = new();
    private readonly HashSet<Subscription> _subscriptions = [];
    private readonly long[] _published = new long[Enum.GetValues<Topic>().Length];

    /// <summary>How many listen now; zero again when every page is gone.</summary>
    public int Count
    {
        get { lock (_gate) return _subscriptions.Count; }
    }

    /// <summary>
    /// How much news there has been of the topics: a version of what they tell. It grows before anybody is told, so that nobody who is told takes an answer
    /// of before for one of now.
    /// </summary>
    public long Published(params ReadOnlySpan<Topic> topics)
    {
        long sum = 0;
        lock (_gate)
        {
            foreach (var topic in topics) sum += _published[(int)topic];
        }

        return sum;
    }

    /// <summary>Calls <paramref name="changed"/> for each later publication of one of the topics, until the result is disposed.</summary>
    public IDisposable Subscribe(IReadOnlyCollection<Topic> topics, Action<Topic> changed)
    {
        var subscription = new Subscription(this, [.. topics], changed);
        lock (_gate) _subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Tells every listener of the topic.</summary>
    public void Publish(Topic topic)
    {
        Subscription[] listeners;
        lock (_gate)
        {
            _published[(int)topic]++;
            listeners = [.. _subscriptions.Where(s => s.Topics.Contains(topic))];
        }

        foreach (var listener in listeners) listener.Changed(topic);
    }

    private sealed class Subscription(LiveFeed feed, HashSet<Topic> topics, Action<Topic> changed) : IDisposable
    {
        public HashSet<Topic> Topics { get; } = topics;
        public Action<Topic> Changed { get; } = changed;

        public void Dispose()
        {
            lock (feed._gate) feed._subscriptions.Remove(this);
        }
    }
}
