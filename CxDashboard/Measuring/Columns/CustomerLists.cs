using System.Runtime.InteropServices;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// Which rows are whose. Each known customer has a list of the rows of all the ids that are the same customer; the chainer
/// keeps it in the order of chaining, so that members of one issue stand one after the other. Rows without a customer, and
/// those of an id that many people share, are in no list. Changes are taken up by <see cref="Apply"/>, all at once: taking
/// one row out of a long list at a time would cost the whole list each time.
/// </summary>
internal sealed class CustomerLists(Facts facts)
{
    private readonly HashSet<int> _left = [];
    private readonly List<int> _joining = [];
    private readonly HashSet<int> _dirty = [];
    private readonly HashSet<int> _dirtyAlone = [];
    private readonly HashSet<int> _lost = [];
    private readonly List<int> _walked = [];

    // First row + 1 of a customer's list, by code; 0 for none.
    private int[] _heads = [];

    // The code of the customer that an id means, where it means another: 0 for a shared one.
    private Dictionary<int, int> _means = [];

    /// <summary>The next row + 1 of the same customer; 0 for the last.</summary>
    public PlainColumn<int> Next { get; private set; } = new();

    public long Bytes => (4L * _heads.Length) + Next.Bytes;

    /// <summary>Whether everything is to be chained anew.</summary>
    public bool AllDirty { get; set; } = true;

    /// <summary>Codes that a list may exist for.</summary>
    public int Codes => _heads.Length;

    /// <summary>The customer that a row's id means; 0 where nobody is known.</summary>
    public int Of(int row) => Meant(facts.Customer[row]);

    /// <summary>The customer that an id means.</summary>
    public int Meant(int code) => _means.Count > 0 && _means.TryGetValue(code, out var other) ? other : code;

    /// <summary>Whether some id means another customer than itself.</summary>
    public bool HasRules => _means.Count > 0;

    /// <summary>First row of a customer, -1 for none.</summary>
    public int HeadOf(int customer) => customer < _heads.Length ? _heads[customer] - 1 : -1;

    /// <summary>The customer's next row, -1 for none.</summary>
    public int After(int row) => Next[row] - 1;

    public void SetHead(int customer, int row) => _heads[customer] = row + 1;

    /// <summary>A row was written.</summary>
    public void Join(int row) => _joining.Add(row);

    /// <summary>A row is about to be taken out or written anew.</summary>
    public void Leave(int row)
    {
        if (Of(row) is var customer and not 0) _left.Add(customer);
    }

    /// <summary>A customer's issues may have changed for another reason: time passed.</summary>
    public void Touch(int row)
    {
        if (!facts.IsAlive(row)) return;
        if (Of(row) is var customer and not 0) _dirty.Add(customer);
        else _dirtyAlone.Add(row);
    }

    /// <summary>From now on ids mean other customers: by code, 0 for shared. All that change sides are listed anew.</summary>
    public void SetRules(Dictionary<int, int> means)
    {
        Apply();
        var changed = means.Keys.Union(_means.Keys).Where(code => means.GetValueOrDefault(code, code) != Meant(code)).ToHashSet();
        if (changed.Count == 0) return;

        // Rows of a list by whom they meant until now; those that were in no list are looked for one by one.
        var lists = changed.Select(Meant).Where(c => c != 0).ToHashSet();
        foreach (var customer in lists)
        {
            _joining.AddRange(Walk(customer));
            if (customer < _heads.Length) _heads[customer] = 0;
            _dirty.Add(customer);
            _lost.Add(customer);
        }

        if (changed.Any(code => Meant(code) == 0))
        {
            for (var row = 0; row < facts.Rows; row++)
            {
                if (facts.IsAlive(row) && changed.Contains(facts.Customer[row]) && Meant(facts.Customer[row]) == 0) _joining.Add(row);
            }
        }

        // Issues may stay as they are while others are counted as customers.
        foreach (var row in _joining)
        {
            if (facts.IsAlive(row)) facts.Touches.Written(row, facts.Opened[row]);
        }

        _means = means;
        Apply();
    }

    /// <summary>Takes up what joined and left.</summary>
    public void Apply()
    {
        if (_left.Count > 0)
        {
            var joining = _joining.ToHashSet();
            foreach (var customer in _left)
            {
                var rows = Walk(customer);
                if (customer < _heads.Length) _heads[customer] = 0;
                foreach (var row in rows)
                {
                    // Whoever was written meanwhile is put in below.
                    if (facts.IsAlive(row) && !joining.Contains(row)) Push(customer, row);
                }

                if (AllDirty) continue;
                _dirty.Add(customer);
                _lost.Add(customer);
            }
        }

        foreach (var row in _joining)
        {
            if (!facts.IsAlive(row)) continue;
            if (Of(row) is var customer and not 0)
            {
                Push(customer, row);
                if (!AllDirty) _dirty.Add(customer);
            }
            else if (!AllDirty)
            {
                _dirtyAlone.Add(row);
            }
        }

        _left.Clear();
        _joining.Clear();
        if (_joining.Capacity > 1 << 16) _joining.Capacity = 0;
    }

    /// <summary>
    /// Customers, and rows of nobody known, whose issues may have changed since the last call; and whether a row of the
    /// customer was taken out or written anew, so that the same number of members need not be the same members.
    /// </summary>
    public (IReadOnlyCollection<(int Customer, bool Lost)> Customers, IReadOnlyCollection<int> Alone) TakeDirty()
    {
        (int, bool)[] customers = [.. _dirty.Select(c => (c, _lost.Contains(c)))];

        // Whoever was nobody when a row came may be somebody by now, and is chained as a customer.
        int[] alone = [.. _dirtyAlone.Where(row => Of(row) == 0)];
        _dirty.Clear();
        _lost.Clear();
        _dirtyAlone.Clear();
        return (customers, alone);
    }

    /// <summary>Writes what is taken up already, for a later <see cref="Read"/>.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_heads.Length);
        writer.Write(MemoryMarshal.AsBytes(_heads.AsSpan()));
        writer.Write(_means.Count);
        foreach (var (id, customer) in _means)
        {
            writer.Write(id);
            writer.Write(customer);
        }

        Next.Write(writer, facts.Parts);
    }

    public void Read(ColumnReader reader)
    {
        _heads = reader.ReadArray<int>(reader.ReadInt32());
        for (var count = reader.ReadInt32(); count > 0; count--) _means.Add(reader.ReadInt32(), reader.ReadInt32());
        Next = PlainColumn<int>.Read(reader, facts.Parts);
        AllDirty = false;
    }

    private List<int> Walk(int customer)
    {
        _walked.Clear();
        for (var row = HeadOf(customer); row >= 0; row = After(row)) _walked.Add(row);
        return _walked;
    }

    private void Push(int customer, int row)
    {
        if (customer >= _heads.Length) Array.Resize(ref _heads, Math.Max(Math.Max(customer + 1, facts.Customer.Count), _heads.Length + (_heads.Length / 8)));
        Next[row] = _heads[customer];
        _heads[customer] = row + 1;
    }
}
