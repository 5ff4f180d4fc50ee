using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Operations;
using CxDashboard.Tests.Data;
using Xunit;

namespace CxDashboard.Tests.Features.Operations;

/// <summary>The rows that an import set aside, turned page by page.</summary>
public sealed class RejectedQueryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_FollowEachOtherBothWaysAndKeepToTheirImport()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var other = await ImportAsync(store, "other.csv", 3);
        var import = await ImportAsync(store, "file.csv", 120);
        await ImportAsync(store, "later.csv", 3);
        var query = new RejectedQuery(store.Folder);

        var first = await query.AfterAsync(import, 0, Token);
        var second = await query.AfterAsync(import, first.Rows[^1].Id, Token);
        var third = await query.AfterAsync(import, second.Rows[^1].Id, Token);
        var back = await query.BeforeAsync(import, third.Rows[0].Id, Token);
        var start = await query.BeforeAsync(import, second.Rows[0].Id, Token);

        Assert.Equal(Enumerable.Range(1, 120).Select(i => (long)i), first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Line));
        Assert.Equal([(false, true), (true, true), (true, false)], ((RejectedPage[])[first, second, third]).Select(p => (p.HasEarlier, p.HasLater)));
        Assert.Equal(second.Rows, back.Rows);
        Assert.Equal((true, true), (back.HasEarlier, back.HasLater));
        Assert.Equal(first.Rows, start.Rows);
        Assert.Equal((false, true), (start.HasEarlier, start.HasLater));
        Assert.Equal(3, (await query.AfterAsync(other, 0, Token)).Rows.Count);
    }

    [Fact]
    public async Task LongRow_IsCutAndSaysHowLongItIs()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var import = await ImportAsync(store, "file.csv", 1, new string('x', 5_000));
        var row = Assert.Single((await new RejectedQuery(store.Folder).AfterAsync(import, 0, Token)).Rows);
        Assert.Equal((RejectedQuery.LongestText, 5_000), (row.Text.Length, row.Length));
    }

    private static async Task<long> ImportAsync(TemporaryStore store, string file, int rejected, string text = "a,b")
    {
        var result = await store.Writer.WriteAsync(new WriteBatch
        {
            Import = new ImportRow { FileName = file, FileHash = file, MapName = "standard", MapHash = "m", StartedAt = new Instant(1), Rejected = rejected },
            Rejected = [.. Enumerable.Range(1, rejected).Select(i => new RejectedRow { Line = i, Reason = "no date", Text = text })],
        }, Token);
        return result.Import!.Id;
    }
}
