using System.Threading.Channels;

namespace CxDashboard.Live;

/// <summary>An answer that is asked before anybody looks: whoever opens its page finds it at hand.</summary>
/// <param name="Name">For the log.</param>
/// <param name="AskAsync">Asks it into the place where its page looks.</param>
public sealed record AtHand(string Name, Func<CancellationToken, Task> AskAsync)
{
    /// <summary>How long it is left alone after it was asked, however much changes: longer for what takes long to ask and is quick to ask again.</summary>
    public TimeSpan Every { get; init; }
}

/// <summary>
/// Asks what is to be at hand as soon as figures have changed. In between it rests: what a few more records change is quickly asked by whoever looks, what nobody asked yet is not.
/// </summary>
public sealed class AtHandKeeper(LiveFeed feed, IEnumerable<AtHand> answers, TimeProvider clock, ILogger<AtHandKeeper> log) : BackgroundService
{
    /// <summary>From the end of one asking to the beginning of the next.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<AtHand, DateTimeOffset> _asked = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IDisposable? _subscription;

    /// <summary>Listens before whatever is started after it can say anything.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe([Topic.Measures], _ => _changed.Writer.TryWrite(true));
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var answer in answers.Where(IsDue)) await AskAsync(answer, stoppingToken);
            await Task.Delay(Rest, clock, stoppingToken);
        }
    }

    private bool IsDue(AtHand answer) => !_asked.TryGetValue(answer, out var at) || clock.GetUtcNow() - at >= answer.Every;

    private async Task AskAsync(AtHand answer, CancellationToken ct)
    {
        try
        {
            _asked[answer] = clock.GetUtcNow();
            await answer.AskAsync(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Whoever looks asks again, and is told of a fault on the page.
            log.LogError(fault, "{Answer} could not be asked ahead.", answer.Name);
        }
    }
}
