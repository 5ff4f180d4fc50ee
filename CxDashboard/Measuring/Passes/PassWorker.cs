using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>One thread's share of a pass: what the parts that it worked on come to.</summary>
internal sealed class PassWorker
{
    private const int FewClasses = 4;

    // More kinds would take longer to go through than the rows of a part.
    private const int MostStates = 1 << 13;

    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly Pass _pass;
    private readonly PartReader _reader;
    private readonly ValueWorker? _values;
    private readonly MemberWorker? _members;
    private readonly int _sources;
    private readonly int[] _picked = Room.Rent<int>(Part.Rows);
    private readonly StateCounts? _interactionStates;
    private readonly IssueWorker _issueWorker;
    private readonly int[] _keys = Room.Rent<int>(Part.Rows);
    private readonly bool _asksInteractions;

    public PassWorker(Facts facts, IssueTable issues, Pass pass)
    {
        (_facts, _issues, _pass) = (facts, issues, pass);
        _reader = new PartReader(facts, issues, pass.Plan);
        var groups = pass.Plan.Groups;
        _sources = issues.Horizon.SourceCodes;
        Seen = Room.RentEmpty<bool>((groups + 1) * _sources);
        _asksInteractions = pass.Asks<InteractionRule>() || pass.Asks<CostRule>();
        Interactions = new ClassCounts(_asksInteractions ? groups : 0, Math.Max(FewClasses, pass.InteractionClasses.Count));
        _issueWorker = new IssueWorker(facts, issues, pass, _reader);
        if (_asksInteractions && facts.Kinds.Count * 4 <= MostStates) _interactionStates = new StateCounts(facts.Kinds.Count * 4);
        if (pass.Asks<RecoveryRule>()) Recoveries = new RecoveryWorker(facts, issues, pass.Plan, pass.Rules.OfType<RecoveryRule>());
        if (pass.Values.Count > 0) _values = new ValueWorker(facts, issues, pass);
        if (pass.Asks<MembersRule>() || pass.Asks<CostRule>()) _members = new MemberWorker(facts, issues, pass);
        if (!pass.Asks<CustomersRule>()) return;
        Customers = new ValueSink();
        Contacts = new long[groups];
    }

    public ClassCounts Interactions { get; }

    public ClassCounts Issues => _issueWorker.Counts;

    /// <summary>Whether a group has interactions of a source: (group + 1) × sources + source, as in <see cref="ClassCounts"/>.</summary>
    public bool[] Seen { get; private set; }

    /// <summary>The clock at which time alone changes a bucket.</summary>
    public long[] ValidUntil => _issueWorker.ValidUntil;

    public ValueSink? Customers { get; }

    /// <summary>Interactions by group, where customers are asked for.</summary>
    public long[] Contacts { get; } = [];

    public ValueWorker? Values => _values;

    public MemberWorker? Members => _members;

    public RecoveryWorker? Recoveries { get; }

    /// <summary>The part that was worked on last.</summary>
    public PartReader Reader => _reader;

    /// <summary>Whether the sources show in the counts of interactions, because there is but one.</summary>
    public bool CountsSources => _asksInteractions && _reader.IsOneSource;

    /// <summary>Fills up <see cref="Seen"/> from the counts, where only they were made.</summary>
    public void SeeCounted()
    {
        if (!CountsSources) return;
        for (var group = 0; group < _pass.Plan.Groups; group++)
        {
            if (Interactions[group].ContainsAnyExcept(0)) Seen[((group + 1) * _sources) + 1] = true;
        }
    }

    /// <summary>Adds what another thread found, but for counts and values, which have ways of their own.</summary>
    public void Add(PassWorker other)
    {
        for (var b = 0; b < ValidUntil.Length; b++) ValidUntil[b] = Math.Min(ValidUntil[b], other.ValidUntil[b]);
        var seen = Seen.AsSpan(0, (_pass.Plan.Groups + 1) * _sources);
        for (var s = 0; s < seen.Length; s++) seen[s] |= other.Seen[s];
        for (var g = 0; g < Contacts.Length; g++) Contacts[g] += other.Contacts[g];
        _members?.Add(other._members!);
    }

    /// <summary>Gives its room back.</summary>
    public void Free()
    {
        _reader.Dispose();
        Room.Return(_picked);
        Room.Return(_keys);
        _interactionStates?.Free();
        _members?.Free();
        _values?.Free();
        Recoveries?.Free();
        Interactions.Free();
        _issueWorker.Free();
        Room.Return(Seen);
        Seen = [];
    }

    /// <summary>Adds a part; false where nothing of it counts.</summary>
    public bool Work(int part)
    {
        if (!_reader.Read(part, byTime: true)) return false;
        if (!CountsSources) See();
        if (_asksInteractions) CountInteractions(part);
        _issueWorker.Work(part);
        if (Customers is not null) GatherCustomers(part);
        _values?.Work(_reader, part);
        _members?.Work(_reader, part);
        Recoveries?.Work(_reader, part);
        return true;
    }

    // Which sources a group has rows of. Where there is but one it shows in the counts.
    private void See()
    {
        var groups = _reader.Groups;
        var sources = _reader.Sources;
        var seen = Seen;
        if (_reader.IsOneSource)
        {
            SeeOneSource(groups);
            return;
        }

        for (var i = 0; i < groups.Length; i++) seen[((groups[i] + 1) * _sources) + sources[i]] = true;
    }

    private void SeeOneSource(ReadOnlySpan<int> groups)
    {
        if (_reader.OneGroup is var one and >= 0)
        {
            if (groups.Contains(one)) Seen[((one + 1) * _sources) + 1] = true;
            return;
        }

        // Rows come in the order of time, so most are of the group of the row before.
        var before = int.MinValue;
        foreach (var group in groups)
        {
            if (group == before) continue;
            Seen[((group + 1) * _sources) + 1] = true;
            before = group;
        }
    }

    private void CountInteractions(int part)
    {
        var groups = _reader.Groups;
        var kinds = _reader.Kinds;
        var bits = _reader.Bits;
        var someUnanswered = _facts.Spans.Of(part).LastAnswer > _issues.Horizon.EarliestT;
        if (kinds.Length < groups.Length || bits.Length < groups.Length) throw new InvalidOperationException("The columns of a part are not equally long.");

        if (_reader.OneGroup >= 0 && !_reader.LeavesOut && !someUnanswered && _interactionStates is not null)
        {
            // Of kind 0 is no row.
            _interactionStates.CountInteractions(kinds, bits);
            _interactionStates.Take((state, rows) =>
            {
                if (state >> 2 != 0) Interactions.Add(_reader.OneGroup, _pass.InteractionClasses.ClassOf(state), rows);
            });
            return;
        }

        // Where a condition leaves rows out, those that count are picked first.
        var (isFiltered, rows) = (_reader.IsFiltered, _reader.IsFiltered ? _reader.Counted(_picked) : groups.Length);
        var stride = Interactions.Stride;

        // References instead of indices: the checks of five arrays would take as long as the counting.
        ref var group = ref MemoryMarshal.GetReference(groups);
        ref var kindOf = ref MemoryMarshal.GetReference(kinds);
        ref var bitsOf = ref MemoryMarshal.GetReference(bits);
        ref var classOf = ref MemoryMarshal.GetArrayDataReference(_pass.InteractionClasses.OfState);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_picked);
        ref var key = ref MemoryMarshal.GetArrayDataReference(_keys);
        for (var p = 0; p < rows; p++)
        {
            var i = isFiltered ? Unsafe.Add(ref place, p) : p;
            var kind = Unsafe.Add(ref kindOf, i);
            if (someUnanswered) kind = AnsweredKind(i, kind);

            var state = StateCounts.StateOf(kind, Unsafe.Add(ref bitsOf, i));
            var @class = Unsafe.Add(ref classOf, state) - 1;
            if ((uint)@class >= (uint)stride)
            {
                // Keys are others in wider room, so those before are made once more.
                Interactions.MakeRoom(_pass.InteractionClasses.ClassOf(state));
                (stride, p) = (Interactions.Stride, -1);
                continue;
            }

            Unsafe.Add(ref key, p) = ((Unsafe.Add(ref group, i) + 1) * stride) + @class;
        }

        Interactions.Count(_keys.AsSpan(0, rows));
    }

    private int AnsweredKind(int i, int kind)
    {
        var answered = _facts.AnsweredAt.Get(_reader.First + i, _reader.Opened[i]);
        return answered != Lifeline.Unknown && answered > _issues.Horizon.T(_reader.Sources[i]) ? _facts.Kinds.UnansweredOf(kind) : kind;
    }

    private void GatherCustomers(int part)
    {
        var groups = _reader.Groups;
        var codes = _keys.AsSpan(0, groups.Length);
        _facts.Customer.Codes.Expand(part, codes);
        var rows = _reader.Counted(_picked);
        foreach (var i in _picked.AsSpan(0, rows))
        {
            var group = groups[i];
            Contacts[group]++;
            if (_facts.Customers.Meant(codes[i]) is var customer and not 0) Customers!.Add(group, customer);
        }
    }
}
