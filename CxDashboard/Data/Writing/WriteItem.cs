using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Something that waits in the channel. It is either taken by the writer or given up by its caller, never both: whoever
/// comes first decides.
/// </summary>
internal abstract class WriteItem
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;

    private int _state;

    /// <summary>How much work it is, in rows.</summary>
    public abstract int Weight { get; }

    /// <summary>Whether it must be a transaction of its own: with a savepoint SQLite would keep every page as it was before in memory.</summary>
    public virtual bool IsAlone => false;

    /// <summary>Whether it may be done again after its transaction went back: it leaves nothing behind but what is in the store.</summary>
    public virtual bool CanBeRepeated => false;

    /// <summary>Whether it changed what figures are made of.</summary>
    public virtual bool ChangedRecords => false;

    /// <summary>Whether it removed something that must not stay in the file.</summary>
    public virtual bool Erased => false;

    /// <summary>False when the caller has given it up.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>False when the writer has it already.</summary>
    protected bool TryGiveUp() => Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting;

    /// <summary>Does the work. A fault concerns this item only.</summary>
    public abstract void Apply(BatchWriter writer, SqliteConnection connection, SqliteTransaction transaction, long at);

    /// <summary>Answers the caller, after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception fault);
}

/// <summary>An item whose caller waits for a <typeparamref name="T"/>.</summary>
internal abstract class WriteItem<T> : WriteItem
{
    // The caller goes on elsewhere: the writer's thread has the next group to write.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Answer => _answer.Task;

    public CancellationTokenRegistration GiveUpOn(CancellationToken token) => token.UnsafeRegister((item, t) =>
    {
        var self = (WriteItem<T>)item!;
        if (self.TryGiveUp()) self._answer.TrySetCanceled(t);
    }, this);

    public override void Apply(BatchWriter writer, SqliteConnection connection, SqliteTransaction transaction, long at) =>
        _result = Do(writer, connection, transaction, at);

    public override void Complete() => _answer.TrySetResult(_result);

    public override void Fail(Exception fault) => _answer.TrySetException(fault);

    protected T Result => _result;

    protected abstract T Do(BatchWriter writer, SqliteConnection connection, SqliteTransaction transaction, long at);
}

/// <summary>A batch of records.</summary>
internal sealed class BatchItem(WriteBatch batch) : WriteItem<WriteResult>
{
    public override int Weight => 1 + batch.Records.Count + (batch.Rows?.Count ?? 0) + batch.Corrections.Count + batch.Parts.Count + batch.Deliveries.Sum(d => 1 + d.Told.Count) + batch.Deletions.Count + batch.Rejected.Count + batch.CustomerRules.Count + batch.Phases.Count;

    public override bool CanBeRepeated => true;

    public override bool ChangedRecords =>
        Result.New + Result.Changed + Result.Deleted + Result.RulesWritten + Result.PhasesWritten + batch.KnownUntil.Count + batch.Sources.Count > 0
        || Result.Corrections.Any(c => c is { Kind: WriteKind.Changed }) || Result.Parts.Contains(PartKind.Joined) || Erased;

    public override bool Erased => Result.Erased.Any;

    protected override WriteResult Do(BatchWriter writer, SqliteConnection connection, SqliteTransaction transaction, long at) => writer.Write(batch, at);
}

/// <summary>What a job writes about itself.</summary>
internal sealed class WorkItem<T>(Func<SqliteConnection, SqliteTransaction, T> work) : WriteItem<T>
{
    public override int Weight => 1;

    protected override T Do(BatchWriter writer, SqliteConnection connection, SqliteTransaction transaction, long at) => work(connection, transaction);
}

/// <summary>An import to take back.</summary>
internal sealed class UndoItem(long import, string by) : WriteItem<ImportUndone>
{
    public override int Weight => 1;

    public override bool IsAlone => true;

    public override bool ChangedRecords => true;

    protected override ImportUndone Do(BatchWriter writer, SqliteConnection connection, SqliteTransaction transaction, long at) => writer.Undo(import, by, at);
}
