using CxDashboard.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>
/// An empty store, made once and copied for each test that only needs one: all migrations take longer than most tests. Tests of how a
/// store is made let it be made.
/// </summary>
internal static class EmptyStore
{
    private static readonly Lazy<Task<byte[]>> Made = new(MakeAsync);

    /// <summary>Puts a new store there, with an identity of its own.</summary>
    public static async Task PutAsync(string path)
    {
        new DataFolder(Path.GetDirectoryName(path)!).Create();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(path, options)) await file.WriteAsync(await Made.Value, Token);
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = OFF; UPDATE setting SET value = lower(hex(randomblob(16))) WHERE name = 'store_id'";
        await command.ExecuteNonQueryAsync(Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cx-empty-");
        var path = Path.Combine(folder.FullName, "store.db");
        await (await Store.OpenAsync(path, TimeProvider.System, NullLogger.Instance, CancellationToken.None)).DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(path, CancellationToken.None);
        folder.Delete(recursive: true);
        return bytes;
    }
}
