using System.IO.Compression;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Features.Ingest;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>A data folder that is gone after the test, with an open store, and files to import into it.</summary>
internal sealed class ImportFolder : IAsyncDisposable
{
    // Where Linux keeps files in memory: a commit there waits for no disk.
    private const string Memory = "/dev/shm";
    private const long RoomInMemory = 512L * 1024 * 1024;

    private readonly DirectoryInfo _directory;

    private ImportFolder(DirectoryInfo directory) => _directory = directory;

    public Store Store { get; private set; } = null!;

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>What imports are dated by.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public int BatchSize { get; set; } = 10_000;

    /// <param name="inMemory">Nothing of it is to outlive the test, and so much is written that waiting for the disk would be all of it.</param>
    public static async Task<ImportFolder> OpenAsync(bool inMemory = false)
    {
        var isRoomy = inMemory && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > RoomInMemory;
        var folder = new ImportFolder(isRoomy ? Directory.CreateDirectory(Path.Combine(Memory, $"cx-import-{Guid.NewGuid():N}")) : Directory.CreateTempSubdirectory("cx-import-"));
        folder.Store = await Store.OpenAsync(folder.PathOf("store.db"), TimeProvider.System, NullLogger.Instance, Token);
        return folder;
    }

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Writes a text file; a name that ends in ".gz" is packed.</summary>
    public string Write(string name, string text, Encoding? encoding = null) => Write(name, (encoding ?? new UTF8Encoding(false)).GetBytes(text));

    public string Write(string name, byte[] bytes, bool pack = true)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        if (!pack || !name.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllBytes(PathOf(name), bytes);
            return PathOf(name);
        }

        using var packed = new GZipStream(File.Create(PathOf(name)), CompressionLevel.Fastest);
        packed.Write(bytes);
        return PathOf(name);
    }

    public Task<ImportAnswer> ImportAsync(string path, string? map = null, string? source = null, IProgress<ImportProgress>? progress = null, CancellationToken? ct = null) =>
        ImportAsync(new ImportRequest { File = path, Map = map, Source = source }, progress, ct);

    public Task<ImportAnswer> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken? ct = null) =>
        new Importer(Store, PathOf("maps"), Zone, Clock) { BatchSize = BatchSize }.RunAsync(request, progress, ct ?? Token);

    /// <summary>Imports a CSV of standard headers.</summary>
    public Task<ImportAnswer> ImportTextAsync(string text, string name = "records.csv") => ImportAsync(Write(name, text));

    /// <summary>Imports what must be refused and gives the sentence.</summary>
    public async Task<string> RefusedAsync(string path, string? map = null) =>
        (await Assert.ThrowsAsync<ImportRefusedException>(() => ImportAsync(path, map))).Message;

    /// <summary>The rows of a question, each with its columns joined by "|"; null is "-".</summary>
    public IReadOnlyList<string> Ask(string sql)
    {
        using var connection = Store.OpenReader(Store.Path);
        return Data.TemporaryStore.Ask(connection, sql);
    }

    public string AskOne(string sql) => Assert.Single(Ask(sql));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
