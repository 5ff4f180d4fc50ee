using CxDashboard.Data;
using CxDashboard.Kit;
using CxDashboard.Live;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest;

/// <inheritdoc/>
internal sealed class ImportControl(ImportQueue queue, Drafts.ImportDrafts drafts, ILogger<ImportControl> log) : IImportControl
{
    /// <inheritdoc/>
    public string? Underway(long importId) => Running(importId) is not { } ticket ? null
        : ticket.Phase == ImportPhase.Cancelling ? "is being taken back"
        : ticket.Progress is { RowsTotal: > 0 } far ? $"runs: {Figures.Count(far.Rows)} of {Figures.Count(far.RowsTotal)} rows" : "runs";

    /// <inheritdoc/>
    public async Task<string> CancelAsync(long importId) =>
        Running(importId) is { } ticket ? (await queue.CancelAsync(ticket.Id)).Sentence ?? "It had ended already." : "It had ended already.";

    /// <inheritdoc/>
    public Task<string> GoOnAsync(long importId, string by) => SaidAsync(async () => $"{Path.GetFileName((await queue.GoOnAsync(importId, by, CancellationToken.None)).Request.File)} goes on.");

    /// <inheritdoc/>
    public Task<string> UndoAsync(long importId, string by) => SaidAsync(async () => ImportWords.Undone(await queue.UndoAsync(importId, by, CancellationToken.None)));

    /// <inheritdoc/>
    public DateTimeOffset? FileKeptUntil(long importId) => drafts.KeptUntil(importId);

    /// <inheritdoc/>
    public bool MayMend(long importId) => drafts.MayMend(importId);

    /// <inheritdoc/>
    public async Task<MendAnswer> MendAsync(long importId)
    {
        try
        {
            return new MendAnswer($"import/{await drafts.MendAsync(importId, CancellationToken.None)}", null);
        }
        catch (ImportRefusedException e)
        {
            return new MendAnswer(null, e.Message);
        }
    }

    private ImportTicket? Running(long importId) => queue.Tickets.FirstOrDefault(t => t.ImportId == importId && !t.HasEnded);

    private async Task<string> SaidAsync(Func<Task<string>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is UndoRefusedException or ImportRefusedException)
        {
            return e.Message;
        }
        catch (SqliteException e)
        {
            log.LogError(e, "The store did not take a change of an import.");
            return "The store did not take that, and nothing was changed. The fault is in the log.";
        }
    }
}
