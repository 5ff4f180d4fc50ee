using CxDashboard.Data;
using CxDashboard.Features.Ingest;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Queue;

/// <summary>The queue over a real store in a folder of its own, started like the server starts it.</summary>
internal sealed class QueueUnderTest : IAsyncDisposable
{
    private QueueUnderTest(ImportFolder folder, int batch)
    {
        Folder = folder;
        Queue = new ImportQueue(folder.Store, new DataFolder(Path.GetDirectoryName(folder.Store.Path)!), Options.Create(new WorkspaceOptions()), Feed, TimeProvider.System, Life, Log)
        {
            BatchSize = batch,
        };
    }

    public ImportFolder Folder { get; }

    public ImportQueue Queue { get; }

    public ApplicationLifetime Life { get; } = new(NullLogger<ApplicationLifetime>.Instance);

    public LiveFeed Feed { get; } = new();

    public SentenceLog<ImportQueue> Log { get; } = new();

    public static async Task<QueueUnderTest> StartAsync(int batch = 100)
    {
        var queue = new QueueUnderTest(await ImportFolder.OpenAsync(), batch);
        await queue.Queue.StartAsync(Token);
        return queue;
    }

    /// <summary>A file of standard headers, with as many rows and new ids.</summary>
    public string File(string name, int rows, string source = "desk", string topic = "billing") => Folder.Write(name,
        "source,external_id,customer,topic,opened_at\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{source},{i},c{i % 50},{topic},2026-01-{1 + (i % 28):00}T09:00:00Z\n")));

    public ImportTicket Enqueue(string file) => Queue.Enqueue(new ImportRequest { File = file }, "a test");

    /// <summary>The queue of the next server on the same store.</summary>
    public async Task<QueueUnderTest> NextAsync()
    {
        var next = new QueueUnderTest(Folder, Queue.BatchSize);
        await next.Queue.StartAsync(Token);
        return next;
    }

    /// <summary>Stops as a server does.</summary>
    public async Task StopAsync()
    {
        Life.StopApplication();
        await Queue.StopAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Queue.Dispose();
        await Folder.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
