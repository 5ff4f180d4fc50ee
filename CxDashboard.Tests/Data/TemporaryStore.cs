using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Data;

/// <summary>A folder that is gone after the test, and a store in it.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cx-store-");
    private Store? _store;

    public DataFolder Folder => new(_directory.FullName);

    public string Path => Folder.StorePath;

    public StoreWriter Writer => Store.Writer;

    public Store Store => _store ?? throw new InvalidOperationException("Open the store first.");

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Task<TemporaryStore> OpenedAsync() => OpenedByAsync(TimeProvider.System);

    /// <summary>One whose writing is dated by this clock.</summary>
    public static async Task<TemporaryStore> OpenedByAsync(TimeProvider clock)
    {
        var result = new TemporaryStore { Clock = clock };
        await result.OpenAsync();
        return result;
    }

    public async Task OpenAsync() => _store = await CxDashboard.Data.Store.OpenAsync(Path, Clock, NullLogger.Instance, Token);

    public async Task CloseAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _store = null;
    }

    public Task<WriteResult> WriteAsync(params Interaction[] records) => Writer.WriteAsync(new WriteBatch { Records = records }, Token);

    public Task<WriteResult> DeleteAsync(string externalId) => Writer.WriteAsync(new WriteBatch { Deletions = [("mail", externalId)] }, Token);

    /// <summary>The rows of a question, each with its columns joined by "|"; null is "-".</summary>
    public IReadOnlyList<string> Ask(string sql)
    {
        using var connection = CxDashboard.Data.Store.OpenReader(Path);
        return Ask(connection, sql);
    }

    public static IReadOnlyList<string> Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? "-" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public static Interaction Record(string externalId, string? topic = "billing") => new()
    {
        Source = "mail",
        ExternalId = externalId,
        Customer = "c-" + externalId,
        Channel = "email",
        Topic = topic,
        OpenedAt = new Instant(1_700_000_000_000),
    };

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _directory.Delete(recursive: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
