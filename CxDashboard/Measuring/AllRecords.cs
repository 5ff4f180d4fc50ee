using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>
/// Puts all records of a store into facts. What takes the time is fetching values from the store one by one, so each
/// processor does it over a connection of its own, a block of ids at a time; the blocks are put in the order of the ids,
/// whoever read them, so that the facts are the same as if one had read them all.
/// </summary>
internal static class AllRecords
{
    /// <summary>Few enough for their records to stay in the cache until they are put.</summary>
    public const int IdsInBlock = 2048;

    /// <summary>Puts all records as of one moment. Returns how many there are, and how many connections read them.</summary>
    /// <param name="reader">Is within a transaction, whose moment it is.</param>
    /// <param name="sources">Codes of the sources, by their id in the store.</param>
    /// <param name="step">Ids in a block.</param>
    public static (int Records, int Readers) Put(
        SqliteConnection reader, Facts facts, Dictionary<long, int> sources, ILogger log, CancellationToken cancellation, int step = IdsInBlock)
    {
        var blocks = (int)(LastId(reader) / step) + 1;
        var readers = Open(reader, Math.Min(blocks, Environment.ProcessorCount), facts, sources, log);
        try
        {
            var count = 0;
            Threads.ShareInOrder(blocks, readers, (mine, block) =>
            {
                cancellation.ThrowIfCancellationRequested();
                mine.Read(block * (long)step, (block + 1L) * step);
            }, (mine, _) => count += mine.Put());
            return (count, readers.Count);
        }
        finally
        {
            foreach (var opened in readers) opened.Dispose();
        }
    }

    private static long LastId(SqliteConnection reader)
    {
        using var last = new Statement(reader, "SELECT coalesce(max(id), 0) FROM interaction");
        last.Step();
        return last.Integer(0);
    }

    private static List<BlockReader> Open(SqliteConnection reader, int count, Facts facts, Dictionary<long, int> sources, ILogger log)
    {
        var readers = new List<BlockReader> { new(reader, owned: null, facts, sources) };
        var moment = count > 1 ? Moment(reader) : default;
        while (readers.Count < count && Helper(reader.DataSource, moment, facts, sources, log) is { } helper) readers.Add(helper);
        return readers;
    }

    // Nobody where the file cannot be opened once more, or shows something that was committed meanwhile, or is another one: the
    // reader that is there can do it alone.
    private static BlockReader? Helper(string path, (string, long, long) moment, Facts facts, Dictionary<long, int> sources, ILogger log)
    {
        SqliteConnection? helper = null;
        try
        {
            helper = Store.OpenReader(path);
            StoreConnections.Execute(helper, "BEGIN");
            if (Moment(helper) == moment) return new BlockReader(helper, owned: helper, facts, sources);
        }
        catch (Exception fault) when (fault is SqliteException or FormatException)
        {
            log.LogWarning(fault, "The store {Path} could not be opened once more to read it faster.", path);
        }

        helper?.Dispose();
        return null;
    }

    // No record is written, changed or taken away without one of these.
    private static (string StoreId, long Epoch, long Sequence) Moment(SqliteConnection reader)
    {
        var (id, epoch) = StoreIdentity.Read(reader);
        return (id, epoch, Follower.LastSequence(reader));
    }

    private sealed class BlockReader(SqliteConnection connection, SqliteConnection? owned, Facts facts, Dictionary<long, int> sources) : IDisposable
    {
        private readonly Statement _records = new(connection, $"SELECT i.id, {RecordReader.Columns} FROM interaction i WHERE i.id >= ?1 AND i.id < ?2");
        private readonly RecordBlock _block = new(facts, sources);

        public void Read(long first, long end)
        {
            _records.Reset();
            _records.Bind(1, first);
            _records.Bind(2, end);
            _block.Read(_records);
        }

        public int Put() => _block.Put();

        public void Dispose()
        {
            _records.Dispose();
            owned?.Dispose();
        }
    }
}
