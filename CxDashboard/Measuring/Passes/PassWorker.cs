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
    private const long Week = 7 * MetricRules.Day;
    private const long Month = 30 * MetricRules.Day;

    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly Pass _pass;
    private readonly PartReader _reader;
    private readonly ValueWorker? _values;
    private readonly MemberWorker? _members;
    private readonly int _sources;
    private readonly int[] _picked = Room.Rent<int>(Part.Rows);
    private readonly StateCounts? _interactionStates;
    private StateCounts? _issueStates;

    // Class + 1 by the bits of an issue whose age they tell; 0 where it was not asked yet.
    private readonly int[] _classOfBits = Room.RentEmpty<int>((int)IssueBits.State + 1);
    private readonly int[] _keys = Room.Rent<int>(Part.Rows);
    private readonly bool _asksInteractions;
    private readonly bool _asksIssues;
    private readonly bool _asksAge;

    public PassWorker(Facts facts, IssueTable issues, Pass pass)
    {
        (_facts, _issues, _pass) = (facts, issues, pass);
        _reader = new PartReader(facts, issues, pass.Plan);
        var groups = pass.Plan.Groups;
        _sources = issues.Horizon.SourceCodes;
        Seen = Room.RentEmpty<bool>((groups + 1) * _sources);
        ValidUntil = new long[pass.Plan.Buckets.Count];
        Array.Fill(ValidUntil, Lifeline.Never);
        _asksInteractions = pass.Asks<InteractionRule>() || pass.Asks<CostRule>();
        _asksAge = pass.Ageing.Count > 0 || pass.Rules.OfType<IssueRule>().Any(r => r.AsksAge);
        _asksIssues = pass.Asks<IssueRule>() || pass.Ageing.Count > 0 || pass.Asks<MembersRule>();
        Interactions = new ClassCounts(_asksInteractions ? groups : 0, Math.Max(FewClasses, pass.InteractionClasses.Count));
        Issues = new ClassCounts(_asksIssues ? groups : 0);
        if (_asksInteractions && facts.Kinds.Count * 4 <= MostStates) _interactionStates = new StateCounts(facts.Kinds.Count * 4);
        if (pass.Asks<RecoveryRule>()) Recoveries = new RecoveryWorker(facts, issues, pass.Plan, pass.Rules.OfType<RecoveryRule>());
        if (pass.Values.Count > 0) _values = new ValueWorker(facts, issues, pass);
        if (pass.Asks<MembersRule>() || pass.Asks<CostRule>()) _members = new MemberWorker(facts, issues, pass);
        if (!pass.Asks<CustomersRule>()) return;
        Customers = new ValueSink();
        Contacts = new long[groups];
    }

    public ClassCounts Interactions { get; }

    public ClassCounts Issues { get; }

    /// <summary>Whether a group has interactions of a source: (group + 1) × sources + source, as in <see cref="ClassCounts"/>.</summary>
    public bool[] Seen { get; private set; }

    /// <summary>The clock at which time alone changes a bucket.</summary>
    public long[] ValidUntil { get; }

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
        Room.Return(_classOfBits);
        _interactionStates?.Free();
        _issueStates?.Free();
        _members?.Free();
        _values?.Free();
        Recoveries?.Free();
        Interactions.Free();
        Issues.Free();
        Room.Return(Seen);
        Seen = [];
    }

    /// <summary>Adds a part; false where nothing of it counts.</summary>
    public bool Work(int part)
    {
        if (!_reader.Read(part, byTime: true)) return false;
        if (!CountsSources) See();
        if (_asksInteractions) CountInteractions(part);
        if (_asksIssues) CountIssues(part);
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

    private void CountIssues(int part)
    {
        var horizon = _issues.Horizon;

        // What is old by the source that is known least far is old by every other; where all of a part is, nobody asks how old.
        var (over, quiet) = (horizon.EarliestK - Month, horizon.EarliestT - _pass.Plan.QuietLimit);
        var isOld = _asksAge && _issues.LatestFirstClaims.Of(part) is [var latest] && latest <= Math.Min(over, quiet);
        if (_reader.OneGroup >= 0 && (isOld || !_asksAge))
        {
            CountIssuesOfOne();
            return;
        }

        var starts = _reader.Starts;
        if (isOld || !_asksAge) KeyByBits(starts);
        else KeyByAge(starts, part, over, quiet);
        Issues.Count(_keys.AsSpan(0, starts.Length));
    }

    // Issues of which their bits alone say what they add, in a part of one group.
    private void CountIssuesOfOne()
    {
        const int Mask = (int)(IssueBits.State | IssueBits.Start);
        _issueStates ??= new StateCounts(Mask + 1);
        if (_reader.LeavesOut) _issueStates.CountBits(_reader.Starts, _reader.Bits, Mask);
        else _issueStates.CountBits(_reader.Bits, Mask);
        _issueStates.Take((bits, rows) =>
        {
            if ((bits & (int)IssueBits.Start) == 0) return;
            var state = bits & (int)IssueBits.State;
            Issues.Add(_reader.OneGroup, _pass.IssueClasses.ClassOf(_asksAge ? state | (AgeOfOld(state) << Pass.AgeShift) : state), rows);
        });
    }

    // The key of each issue, where its bits alone say of which class it is.
    private void KeyByBits(ReadOnlySpan<int> starts)
    {
        var stride = Issues.Stride;

        // References instead of indices, as above.
        ref var group = ref MemoryMarshal.GetReference(_reader.Groups);
        ref var bits = ref MemoryMarshal.GetReference(_reader.Bits);
        ref var classOf = ref MemoryMarshal.GetArrayDataReference(_classOfBits);
        ref var key = ref MemoryMarshal.GetArrayDataReference(_keys);
        for (var p = 0; p < starts.Length; p++)
        {
            var i = starts[p];
            var of = Unsafe.Add(ref bits, i) & (int)IssueBits.State;
            var @class = Unsafe.Add(ref classOf, of) - 1;
            if ((uint)@class >= (uint)stride)
            {
                // As above.
                Issues.MakeRoom(@class = _pass.IssueClasses.ClassOf(_asksAge ? of | (AgeOfOld(of) << Pass.AgeShift) : of));
                _classOfBits[of] = @class + 1;
                (stride, p) = (Issues.Stride, -1);
                continue;
            }

            Unsafe.Add(ref key, p) = ((Unsafe.Add(ref group, i) + 1) * stride) + @class;
        }
    }

    // The same where how old it is says it too.
    private void KeyByAge(ReadOnlySpan<int> starts, int part, long over, long quiet)
    {
        var claims = _issues.FirstClaim.Of(part) ?? [];
        var stride = Issues.Stride;

        // What came so few seconds after its opening is old wherever in the part it opened, and nobody asks when that was.
        var sure = DistanceColumn.CodeOf(Math.Clamp((Math.Min(over, quiet) - _facts.Spans.Of(part).Last) / 1000, 1 - DistanceColumn.MostSeconds, DistanceColumn.MostSeconds - 1));
        ref var group = ref MemoryMarshal.GetReference(_reader.Groups);
        ref var bits = ref MemoryMarshal.GetReference(_reader.Bits);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(claims);
        ref var classOf = ref MemoryMarshal.GetArrayDataReference(_pass.IssueClasses.OfState);
        ref var key = ref MemoryMarshal.GetArrayDataReference(_keys);
        for (var p = 0; p < starts.Length; p++)
        {
            var i = starts[p];
            var state = Unsafe.Add(ref bits, i) & (int)IssueBits.State;
            var code = claims.Length > 0 ? Unsafe.Add(ref claim, i) : 0;
            var age = DistanceColumn.IsSeconds(code) && code < sure ? AgeOfOld(state) : AgeOf(i, code, over, quiet);
            state |= age << Pass.AgeShift;
            var @class = Unsafe.Add(ref classOf, state) - 1;
            if ((uint)@class >= (uint)stride)
            {
                Issues.MakeRoom(_pass.IssueClasses.ClassOf(state));
                (stride, p) = (Issues.Stride, -1);
                continue;
            }

            Unsafe.Add(ref key, p) = ((Unsafe.Add(ref group, i) + 1) * stride) + @class;
        }
    }

    private int AgeOf(int i, int code, long over, long quiet)
    {
        int bits = _reader.Bits[i];
        var (at, isClaimed) = (_issues.FirstClaim.Decode(code, _reader.Opened[i]), (bits & (int)IssueBits.Claimed) != 0);
        return at <= (isClaimed ? over : quiet) ? AgeOfOld(bits) : AgeOf(i, bits, at, _reader.Groups[i]);
    }

    // All ones where it is claimed: as a condition it would be guessed wrong too often.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IfClaimed(int state) => -(state & (int)IssueBits.Claimed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AgeOfOld(int state) => ((int)(IssueAge.Over7 | IssueAge.Over30) & IfClaimed(state)) | ((int)IssueAge.Quiet & ~IfClaimed(state));

    // How old an issue is by what is known, and when that changes next.
    private int AgeOf(int i, int bits, long firstClaim, int group)
    {
        var source = _reader.Sources[i];
        var horizon = _issues.Horizon;
        var several = (bits & (int)IssueBits.Sources) != 0;
        if ((bits & (int)IssueBits.Claimed) != 0)
        {
            var k = several ? _issues.KnownOf(_reader.First + i).K : horizon.K(source);
            if (firstClaim + Month <= k) return (int)(IssueAge.Over7 | IssueAge.Over30);
            var over7 = firstClaim + Week <= k;
            var next = firstClaim + (over7 ? Month : Week);
            if (several || next <= horizon.KLimit(source)) Until(group, several ? long.MinValue : next);
            return over7 ? (int)IssueAge.Over7 : 0;
        }

        var t = several ? _issues.KnownOf(_reader.First + i).T : horizon.T(source);
        if (t - firstClaim >= _pass.Plan.QuietLimit) return (int)IssueAge.Quiet;
        var quiet = firstClaim + _pass.Plan.QuietLimit;
        if (several || quiet <= horizon.TLimit(source)) Until(group, several ? long.MinValue : quiet);
        return 0;
    }

    private void Until(int group, long instant)
    {
        ref var until = ref ValidUntil[_pass.Plan.BucketOf(group)];
        if (instant < until) until = instant;
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
