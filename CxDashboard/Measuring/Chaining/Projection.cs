using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>
/// The facts, the issues chained from them as of now, and tables as of earlier instants that someone asked for. One thread
/// writes (the follower's); any number read under the gate of the facts.
/// </summary>
internal sealed class Projection(ReadStore store, Facts facts, ChainRules rules)
{
    private const int EarlierTablesKept = 2;
    private readonly ExternalIds _ids = new(store);
    private readonly Lock _earlierGate = new();
    private readonly LinkedList<(long AsOf, IssueTable Table)> _earlier = new();
    private IssueTable? _table;

    /// <summary>The store that is projected.</summary>
    public ReadStore Store => store;

    public Facts Facts => facts;

    public ChainRules Rules => rules;

    /// <summary>The issues as of the last <see cref="Settle"/>.</summary>
    public IssueTable Issues => _table ?? throw new InvalidOperationException("The projection was asked before it was settled.");

    /// <summary>
    /// Whether facts and issues belong together. A fault on the way leaves them apart for ever, because what was touched is
    /// forgotten by then: such a projection is thrown away.
    /// </summary>
    public bool IsSettled { get; private set; }

    /// <summary>Folds in what the journal told, and settles. Called under the write gate. True when figures may have changed.</summary>
    public bool Fold(News news, long now)
    {
        IsSettled = false;
        facts.Touches.Next();
        foreach (var (row, _) in news.Rows) _ids.Forget(row);
        news.FoldInto(facts);
        return Settle(now) || news.Count > 0;
    }

    /// <summary>Goes on with issues that were stored with the facts.</summary>
    public void Resume(IssueTable table)
    {
        _table = table;
        facts.Customers.AllDirty = false;
    }

    /// <summary>
    /// Brings the issues up to date with the facts and the clock: customers that were touched are chained anew, and those of
    /// whom something has come into sight. Called under the write gate. True when figures may have changed.
    /// </summary>
    public bool Settle(long now)
    {
        IsSettled = false;
        facts.Touches.Next();
        var horizon = Horizon.Of(facts, now);
        facts.Customers.Apply();
        var changed = true;
        if (_table is null || facts.Customers.AllDirty || Shrank(_table.Horizon, horizon))
        {
            _table = Build(horizon);
            facts.Customers.TakeDirty();
            facts.Customers.AllDirty = false;
            facts.TakeRemoved();
            facts.Touches.AddAll();
        }
        else
        {
            changed = Advance(_table, horizon);
        }

        _ids.Dispose();
        if (changed) Forget();
        facts.Touches.Settled();
        IsSettled = true;
        return changed;
    }

    /// <summary>The issues as had happened by an earlier instant. Called under the read gate.</summary>
    public IssueTable IssuesAsOf(long asOf)
    {
        lock (_earlierGate)
        {
            for (var node = _earlier.First; node is not null; node = node.Next)
            {
                if (node.Value.AsOf != asOf) continue;
                _earlier.Remove(node);
                _earlier.AddFirst(node);
                return node.Value.Table;
            }

            var table = Build(Horizon.Of(facts, asOf));
            _ids.Dispose();
            _earlier.AddFirst((asOf, table));
            if (_earlier.Count > EarlierTablesKept) _earlier.RemoveLast();
            return table;
        }
    }

    /// <summary>Reads the facts and issues as they belong together.</summary>
    public T Read<T>(Func<Projection, T> read)
    {
        facts.Gate.EnterReadLock();
        try
        {
            return IsSettled ? read(this) : throw new InvalidOperationException("Measuring failed half-way; the next run reads the store anew.");
        }
        finally
        {
            facts.Gate.ExitReadLock();
        }
    }

    /// <summary>Makes an extra field a dimension, where it is none yet. Nothing may be folded in meanwhile.</summary>
    /// <exception cref="QuestionRefusedException">Where no record has it, or it names colleagues.</exception>
    public void LoadExtra(string name)
    {
        if (Colleagues.Names(name, facts.Sources.Values))
            throw new QuestionRefusedException($"The field \"{name}\" names colleagues. It is kept with the record, and is never a measure or a slice.");
        if (facts.Extras.ContainsKey(name)) return;
        using var reader = store.OpenReader();
        var field = Follower.LoadExtra(reader, facts, name)
            ?? throw new QuestionRefusedException($"No record has an extra field \"{name}\". Names are as in the file, with capitals and spaces.");
        facts.Gate.EnterWriteLock();
        try
        {
            facts.Extras[name] = field;
        }
        finally
        {
            facts.Gate.ExitWriteLock();
        }
    }

    /// <summary>Bytes of memory by what they hold.</summary>
    public IReadOnlyList<(string What, long Bytes)> Memory() =>
    [
        .. facts.Memory(),
        ("issues", _table?.Bytes ?? 0),
    ];

    // The lists are in order after the first building of all, which is the one of Settle: later ones only read them.
    private IssueTable Build(Horizon horizon)
    {
        var table = new IssueTable(facts, horizon);
        table.Prepare();
        var (codes, rows) = (facts.Customers.Codes, facts.Rows);
        InParallel(codes, table, (chainer, customer) =>
        {
            if (facts.Customers.HeadOf(customer) >= 0) chainer.Chain(customer, lost: false);
        });
        InParallel(rows, table, (chainer, row) =>
        {
            if (facts.IsAlive(row) && facts.Customers.Of(row) == 0) chainer.ChainAlone(row);
        });
        return table;
    }

    private void InParallel(int count, IssueTable table, Action<Chainer, int> chain)
    {
        const int Step = 8192;
        Parallel.For(0, (count + Step - 1) / Step, () => new Chainer(facts, table, rules, _ids), (step, _, chainer) =>
        {
            for (var i = step * Step; i < Math.Min(count, (step + 1) * Step); i++) chain(chainer, i);
            return chainer;
        }, _ => { });
    }

    private bool Advance(IssueTable table, Horizon horizon)
    {
        var before = table.Horizon;
        table.Horizon = horizon;
        var removed = facts.TakeRemoved();
        foreach (var row in removed) table.Clear(row);
        foreach (var row in table.Hidden.TakeVisible(horizon))
        {
            if (!facts.IsAlive(row)) continue;
            facts.Customers.Touch(row);
            facts.Touches.Written(row, facts.Opened[row]);
        }

        // What moves with the clock alone is known to the answers; a source that says more than before may change all.
        if (SaysOtherwise(before, horizon)) facts.Touches.AddAll();
        var (customers, alone) = facts.Customers.TakeDirty();
        var chainer = new Chainer(facts, table, rules, _ids) { OnTouched = row => facts.Touches.Add(row, facts.Opened[row]) };
        foreach (var (customer, lost) in customers) chainer.Chain(customer, lost);

        foreach (var row in alone) chainer.ChainAlone(row);
        return removed.Count > 0 || customers.Count > 0 || alone.Count > 0 || facts.Touches.Last == facts.Touches.Version || !before.Equals(horizon);
    }

    private void Forget()
    {
        lock (_earlierGate) _earlier.Clear();
    }

    // A source that turned from live to file, say, hides what was seen.
    private static bool Shrank(Horizon before, Horizon now) =>
        before.Sources.Any(s => now.Sources.TryGetValue(s.Key, out var known) && known.T < s.Value.T);

    private static bool SaysOtherwise(Horizon before, Horizon now) => before.Sources.Any(s =>
        !now.Sources.TryGetValue(s.Key, out var known) || (known != s.Value && !(Follows(s.Value, before.AsOf) && Follows(known, now.AsOf))));

    private static bool Follows((long T, long K) known, long asOf) => known.T == asOf && known.K == asOf;
}
