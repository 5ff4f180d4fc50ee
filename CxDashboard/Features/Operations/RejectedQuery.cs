using CxDashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace CxDashboard.Features.Operations;

/// <summary>One row that was set aside: where it stood, why, and its beginning as it came.</summary>
/// <param name="Length">How long the whole text is; <paramref name="Text"/> holds no more than <see cref="RejectedQuery.LongestText"/> of it.</param>
public sealed record RejectedLine(long Id, long Line, string Reason, string Text, int Length);

/// <summary>Some of an import's rows that were set aside, in the order in which they were read, and whether there are more on either side.</summary>
public sealed record RejectedPage(IReadOnlyList<RejectedLine> Rows, bool HasEarlier, bool HasLater);

/// <summary>The rows that an import set aside, page by page: by key, so that the last page costs no more than the first.</summary>
public sealed class RejectedQuery(DataFolder folder)
{
    /// <summary>Rows on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Characters of a row that are shown: a file without line ends is one row.</summary>
    public const int LongestText = 2_000;

    /// <summary>The page that begins after the row with this id; 0 begins with the first.</summary>
    public Task<RejectedPage> AfterAsync(long importId, long id, CancellationToken ct) => AskAsync(async rows =>
    {
        var found = await Read(rows.Where(r => r.ImportId == importId && r.Id > id).OrderBy(r => r.Id), ct);
        return new RejectedPage([.. found.Take(PageSize)], id > 0, found.Count > PageSize);
    }, ct);

    /// <summary>The page that ends before the row with this id.</summary>
    public Task<RejectedPage> BeforeAsync(long importId, long id, CancellationToken ct) => AskAsync(async rows =>
    {
        var found = await Read(rows.Where(r => r.ImportId == importId && r.Id < id).OrderByDescending(r => r.Id), ct);
        return new RejectedPage([.. found.Take(PageSize).Reverse()], found.Count > PageSize, true);
    }, ct);

    // One more than is shown tells whether there is another page.
    private static Task<List<RejectedLine>> Read(IQueryable<RejectedRow> rows, CancellationToken ct) =>
        rows.Take(PageSize + 1).Select(r => new RejectedLine(r.Id, r.Line, r.Reason, r.Text.Substring(0, LongestText), r.Text.Length)).ToListAsync(ct);

    // SQLite answers on the thread that asks, and that must not be the one that draws the page.
    private Task<RejectedPage> AskAsync(Func<IQueryable<RejectedRow>, Task<RejectedPage>> ask, CancellationToken ct) => Task.Run(async () =>
    {
        await using var context = new QueryContextFactory(folder.StorePath).CreateDbContext();
        return await ask(context.RejectedRows);
    }, ct);
}
