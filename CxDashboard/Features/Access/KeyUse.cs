using CxDashboard.Data;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Access;

/// <summary>Writes down once a minute, and when the server stops, when keys were last used: never on the way of a request.</summary>
internal sealed class KeyUse(KeyRing ring, TimeProvider clock, ILogger<KeyUse> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await NoteAsync();
        }
        catch (OperationCanceledException)
        {
            // The server stops; what is left to say is said now.
            await NoteAsync();
        }
    }

    private async Task NoteAsync()
    {
        try
        {
            await ring.NoteUsesAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            // The next minute has it, or the next start: a time of use is worth no more than a word in the log.
            log.LogWarning("When keys were last used was not written down: {Why}.", e is SqliteException fault ? StoreFaults.Why(fault) : e.Message.TrimEnd('.'));
        }
    }
}
