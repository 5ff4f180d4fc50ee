using System.Globalization;
using CxDashboard.Benchmarks.Generated;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Benchmarks;

/// <summary>
/// Records as they come in one by one while people look: every other one is a new contact of a customer whom the history
/// knows, dated to its last days, and the next one is its claim, which replaces it. The first makes the source a live one, so that time passes with each folding.
/// </summary>
internal sealed class Incoming(StoreWriter writer)
{
    private readonly Random _random = new(World.Seed);
    private Interaction? _open;
    private int _opened;
    private bool _isLive;

    /// <summary>Writes one record in a commit of its own; answers when it is on disk.</summary>
    public async Task<WriteResult> WriteAsync()
    {
        IReadOnlyList<SourceTraits> traits = _isLive ? [] : [new SourceTraits(World.Source, Live: true)];
        _isLive = true;
        return await writer.WriteAsync(new WriteBatch { Records = [Next()], Sources = traits }, CancellationToken.None);
    }

    private Interaction Next()
    {
        if (_open is { } open)
        {
            _open = null;
            return open with { ClaimedAt = open.OpenedAt + TimeSpan.FromMinutes(20), FirstReplyAt = open.OpenedAt + TimeSpan.FromMinutes(2) };
        }

        return _open = new Interaction
        {
            Source = World.Source,
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"L-{_opened++:D8}"),
            Customer = GeneratedStore.CustomerName(_random.Next(1_000)),
            Channel = World.Channels[_random.Next(World.Channels.Length)],
            Topic = World.Topics[_random.Next(World.Topics.Length)],
            Product = World.Products[_random.Next(World.Products.Length)],
            Region = World.Regions[_random.Next(World.Regions.Length)],
            OpenedAt = new Instant(World.End - _random.Next(1, 3 * World.SecondsOfDay * 1000)),
        };
    }
}
