using System.Diagnostics;
using System.Threading.Channels;
using CxDashboard.Data.Writing;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>
/// The one writer: a thread of its own (SQLite has no asynchronous I/O) with the one connection that writes and
/// checkpoints. What waits in the channel is written together in one transaction, and each caller is answered after
/// the commit, when it is on disk. A fault in one item rolls back that item only.
/// </summary>
public sealed class StoreWriter
{
    private const int Capacity = 1024;
    private const int GroupWeight = 20_000;
    private const int ManyAtOnce = 8;
    private static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(0.5);
    private static readonly TimeSpan IdleBeforeCheckpoint = TimeSpan.FromSeconds(1);

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly BatchWriter _writer;
    private readonly Checkpoints _checkpoints;
    private readonly Wiping _wiping;
    private readonly Statement _save, _release, _rollback;
    private readonly Channel<WriteItem> _channel = Channel.CreateBounded<WriteItem>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly AutoResetEvent _arrived = new(initialState: false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteItem> _group = [];
    private readonly List<WriteItem> _written = [];
    private WriteItem? _held;
    private volatile bool _closing;

    /// <param name="connection">Open, with the owner's settings; the writer closes it.</param>
    internal StoreWriter(SqliteConnection connection, TimeProvider clock, ILogger log)
    {
        (_connection, _clock, _log) = (connection, clock, log);
        StoreConnections.Execute(connection, "PRAGMA cache_size = -32768; " + Wiping.TemporariesInMemory);
        _writer = new BatchWriter(connection);

        // Prepared once: single records by wire are thousands of items a second.
        (_save, _release, _rollback) = (new(connection, "SAVEPOINT item"), new(connection, "RELEASE item"), new(connection, "ROLLBACK TO item"));
        _checkpoints = new Checkpoints(connection, log);
        _wiping = new Wiping(connection, _checkpoints);
        new Thread(Run) { IsBackground = true, Name = "store writer" }.Start();
    }

    /// <summary>Raised on the writer's thread after every commit that changed records, sources or what people say of them. Handlers must return at once.</summary>
    public event Action? Committed;

    /// <summary>
    /// Writes the batch wholly or not at all, and answers once it is on disk. Waits while the channel is full. Cancelled
    /// before the writer takes it, it is not written; after that it is written and answered.
    /// </summary>
    /// <exception cref="CustomerRefusedException">It says something of a customer that cannot be; nothing of the batch is stored.</exception>
    /// <exception cref="PhaseRefusedException">It changes a phase in a way that cannot be; nothing of the batch is stored.</exception>
    /// <exception cref="SettingsChangedException">A setting does not stand as the batch was decided upon; nothing of it is stored.</exception>
    /// <exception cref="UndoRefusedException">Its import was taken back meanwhile; nothing of the batch is stored.</exception>
    /// <exception cref="SqliteException">SQLite refused it; nothing of the batch is stored, and other batches are not concerned.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed or closing.</exception>
    public Task<WriteResult> WriteAsync(WriteBatch batch, CancellationToken ct) => SendAsync(new BatchItem(batch), ct);

    /// <summary>How many writes wait to be taken.</summary>
    public int Waiting => _channel.Reader.Count;

    /// <summary>
    /// The same without waiting for a place in the channel: false where <paramref name="limit"/> writes wait already. What was
    /// taken is written and answered, whoever still listens.
    /// </summary>
    /// <param name="answer">What <see cref="WriteAsync"/> answers.</param>
    /// <exception cref="ObjectDisposedException">The store is closed or closing.</exception>
    public bool TryWrite(WriteBatch batch, int limit, out Task<WriteResult> answer)
    {
        var item = new BatchItem(batch);
        answer = item.Answer;
        if (_closing) throw Closed();
        if (Waiting >= limit || !_channel.Writer.TryWrite(item)) return _closing ? throw Closed() : false;
        _arrived.Set();
        return true;
    }

    /// <summary>
    /// Takes an import back in one transaction: a record that stands by it alone is again what it was before the import first
    /// touched it, and what it said of its sources no longer holds. Cancelled before the writer takes it, nothing is done.
    /// </summary>
    /// <param name="by">Who takes it back, in words.</param>
    /// <exception cref="UndoRefusedException">There is no such import, it was taken back already, or is older than what such a thing needs.</exception>
    /// <exception cref="SqliteException">SQLite refused it; nothing has changed.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed or closing.</exception>
    public Task<ImportUndone> UndoAsync(long import, string by, CancellationToken ct) => SendAsync(new UndoItem(import, by), ct);

    /// <summary>
    /// Runs <paramref name="work"/> on the writer's thread, in its transaction, and answers once that is committed. For the
    /// tables of jobs and settings; records, sources and the journal are written by <see cref="WriteAsync"/> only. The work
    /// must not commit, and must not keep the connection.
    /// </summary>
    /// <inheritdoc cref="WriteAsync" path="/exception"/>
    public Task<T> RunAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken ct) => SendAsync(new WorkItem<T>(work), ct);

    /// <summary>Writes what waits, checkpoints and closes the connection.</summary>
    internal Task CloseAsync()
    {
        _channel.Writer.TryComplete();
        _closing = true;
        _arrived.Set();
        return _ended.Task;
    }

    private async Task<T> SendAsync<T>(WriteItem<T> item, CancellationToken ct)
    {
        try
        {
            await _channel.Writer.WriteAsync(item, ct);
        }
        catch (ChannelClosedException)
        {
            throw Closed();
        }

        _arrived.Set();
        await using var registration = item.GiveUpOn(ct);
        return await item.Answer;
    }

    private static ObjectDisposedException Closed() => new(nameof(StoreWriter), "The store is closed.");

    private void Run()
    {
        try
        {
            while (true)
            {
                var closing = _closing;
                if (FillGroup()) WriteGroup();
                else if (closing) break;
                else if (!_checkpoints.Due && !_wiping.Due) _arrived.WaitOne();
                else if (!_arrived.WaitOne(IdleBeforeCheckpoint)) Guard("checkpoint", _wiping.Due ? _wiping.Run : _checkpoints.Run);
            }

            if (_wiping.Due) Guard("wiping", _wiping.Run);
            Guard("last checkpoint", _checkpoints.Finish);
            _writer.Dispose();
            foreach (var statement in new[] { _save, _release, _rollback }) statement.Dispose();
            _connection.Dispose();
            _ended.SetResult();
        }
        catch (Exception fault)
        {
            // Nothing above should get here; if it does, nobody may wait for ever.
            _closing = true;
            _channel.Writer.TryComplete(fault);
            _held?.Fail(fault);
            while (_channel.Reader.TryRead(out var item)) item.Fail(fault);
            _ended.SetException(fault);
            _log.LogCritical(fault, "The store's writer has stopped.");
        }
    }

    // Many who write at once were all answered by the last commit and come again together. The first of them alone would cost a wait
    // for the disk; half a millisecond later nearly all are there.
    private void Gather()
    {
        if (_written.Count < ManyAtOnce || _closing) return;
        var begun = Stopwatch.GetTimestamp();
        while (_channel.Reader.Count < _written.Count && Stopwatch.GetElapsedTime(begun) < LongestGathering) Thread.Yield();
    }

    private bool FillGroup()
    {
        Gather();
        _group.Clear();
        _written.Clear();
        var weight = 0;
        while (weight < GroupWeight && (_held ?? (_channel.Reader.TryRead(out var read) ? read : null)) is { } item)
        {
            // One that is to be alone waits for the next group.
            _held = item.IsAlone && _group.Count > 0 ? item : null;
            if (_held is not null) break;
            if (!item.TryTake()) continue;
            _group.Add(item);
            if (item.IsAlone) break;
            weight += item.Weight;
        }

        return _group.Count > 0;
    }

    private void WriteGroup()
    {
        try
        {
            if (!TryWriteTogether() && !WriteEach()) return;
        }
        catch (Exception fault)
        {
            // The disk is full, or worse: nothing of this group is stored, and its callers know. The next may fare better.
            _log.LogError(fault, "A group of {Count} writes was not committed.", _group.Count);
            foreach (var item in _group) item.Fail(fault);
            Guard("reading the counters again", _writer.Reload);
            return;
        }

        foreach (var item in _written.Where(i => !i.Erased)) item.Complete();
        if (_written.Exists(item => item.ChangedRecords)) Guard("telling of a commit", () => Committed?.Invoke());
        Guard("checkpoint", _checkpoints.Committed);
        if (!_written.Exists(item => item.Erased)) return;

        // What was erased is gone for whoever asks since the commit; its caller is told when nothing of it is left in the file.
        _wiping.Begin();
        Guard("wiping", _wiping.Run);
        foreach (var item in _written.Where(i => i.Erased)) item.Complete();
    }

    // Nearly always nothing is wrong with any item of a group, and then it needs no savepoint for each, for which SQLite copies every
    // page that the item touches. False where something is wrong: all of it went back, to be written one by one.
    private bool TryWriteTogether()
    {
        if (_group.Count == 1 || !_group.TrueForAll(item => item.CanBeRepeated)) return false;
        using var transaction = _connection.BeginTransaction();
        try
        {
            var at = Instant.Now(_clock).UnixMilliseconds;
            foreach (var item in _group) item.Apply(_writer, _connection, transaction, at);
        }
        catch (Exception)
        {
            // Whose it is, and what it is, shows when each is written by itself.
            transaction.Rollback();
            _writer.Reload();
            return false;
        }

        transaction.Commit();
        _written.AddRange(_group);
        return true;
    }

    // False where each was refused and told so.
    private bool WriteEach()
    {
        using var transaction = _connection.BeginTransaction();
        var at = Instant.Now(_clock).UnixMilliseconds;
        foreach (var item in _group)
        {
            if (_group.Count == 1 ? TryApplyAlone(item, transaction, at) : TryApply(item, transaction, at)) _written.Add(item);
        }

        if (_written.Count > 0)
        {
            transaction.Commit();
            return true;
        }

        transaction.Rollback();
        _writer.Reload();
        return false;
    }

    // A savepoint for each item: a faulty one leaves no trace, and the others still commit.
    private bool TryApply(WriteItem item, SqliteTransaction transaction, long at)
    {
        _save.Execute();
        try
        {
            item.Apply(_writer, _connection, transaction, at);
            _release.Execute();
            return true;
        }
        catch (Exception fault)
        {
            // When SQLite gave up the whole transaction this throws too, and so the whole group fails, this item with it.
            _rollback.Execute();
            _release.Execute();
            _writer.Reload();
            item.Fail(fault);
            return false;
        }
    }

    // The whole transaction is its own, and goes back with it: no savepoint, for which SQLite would copy every page as it was.
    private bool TryApplyAlone(WriteItem item, SqliteTransaction transaction, long at)
    {
        try
        {
            item.Apply(_writer, _connection, transaction, at);
            return true;
        }
        catch (Exception fault)
        {
            item.Fail(fault);
            return false;
        }
    }

    private void Guard(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault)
        {
            _log.LogError(fault, "The store's writer goes on after a fault in {What}.", what);
        }
    }
}
