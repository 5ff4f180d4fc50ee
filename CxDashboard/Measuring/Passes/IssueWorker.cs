using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>Counts the issues that begin in a part by group and class, and says when time alone changes that. One thread's share.</summary>
internal sealed class IssueWorker(Facts facts, IssueTable issues, Pass pass, PartReader reader)
{
    private const long Week = 7 * MetricRules.Day;
    private const long Month = 30 * MetricRules.Day;

    private readonly bool _asks = Asks(pass);
    private readonly bool _asksAge = pass.Ageing.Count > 0 || pass.Rules.OfType<IssueRule>().Any(r => r.AsksAge);
    private readonly int[] _keys = Room.Rent<int>(Part.Rows);
    private StateCounts? _states;

    // Class + 1 by the bits of an issue whose age they tell; 0 where it was not asked yet.
    private readonly int[] _classOfBits = Room.RentEmpty<int>((int)IssueBits.State + 1);

    public ClassCounts Counts { get; } = new(Asks(pass) ? pass.Plan.Groups : 0);

    /// <summary>The clock at which time alone changes a bucket.</summary>
    public long[] ValidUntil { get; } = [.. Enumerable.Repeat(Lifeline.Never, pass.Plan.Buckets.Count)];

    /// <summary>Gives its room back.</summary>
    public void Free()
    {
        Room.Return(_keys);
        Room.Return(_classOfBits);
        _states?.Free();
        Counts.Free();
    }

    /// <summary>Counts a part that was read.</summary>
    public void Work(int part)
    {
        if (!_asks) return;
        var horizon = issues.Horizon;

        // What is old by the source that is known least far is old by every other; where all of a part is, nobody asks how old.
        var (over, quiet) = (horizon.EarliestK - Month, horizon.EarliestT - pass.Plan.QuietLimit);
        var isOld = _asksAge && issues.LatestFirstClaims.Of(part) is [var latest] && latest <= Math.Min(over, quiet);
        if (reader.OneGroup >= 0 && (isOld || !_asksAge))
        {
            CountOne();
            return;
        }

        var starts = reader.Starts;
        if (isOld || !_asksAge) KeyByBits(starts);
        else KeyByAge(starts, part, over, quiet);
        Counts.Count(_keys.AsSpan(0, starts.Length));
    }

    // Issues of which their bits alone say what they add, in a part of one group.
    private void CountOne()
    {
        const int Mask = (int)(IssueBits.State | IssueBits.Start);
        _states ??= new StateCounts(Mask + 1);
        if (reader.LeavesOut) _states.CountBits(reader.Starts, reader.Bits, Mask);
        else _states.CountBits(reader.Bits, Mask);
        _states.Take((bits, rows) =>
        {
            if ((bits & (int)IssueBits.Start) == 0) return;
            var state = bits & (int)IssueBits.State;
            Counts.Add(reader.OneGroup, pass.IssueClasses.ClassOf(_asksAge ? state | (AgeOfOld(state) << Pass.AgeShift) : state), rows);
        });
    }

    // The key of each issue, where its bits alone say of which class it is.
    private void KeyByBits(ReadOnlySpan<int> starts)
    {
        var stride = Counts.Stride;

        // References instead of indices: the checks of several arrays would take as long as the counting.
        ref var group = ref MemoryMarshal.GetReference(reader.Groups);
        ref var bits = ref MemoryMarshal.GetReference(reader.Bits);
        ref var classOf = ref MemoryMarshal.GetArrayDataReference(_classOfBits);
        ref var key = ref MemoryMarshal.GetArrayDataReference(_keys);
        for (var p = 0; p < starts.Length; p++)
        {
            var i = starts[p];
            var of = Unsafe.Add(ref bits, i) & (int)IssueBits.State;
            var @class = Unsafe.Add(ref classOf, of) - 1;
            if ((uint)@class >= (uint)stride)
            {
                // Keys are others in wider room, so those before are made once more.
                Counts.MakeRoom(@class = pass.IssueClasses.ClassOf(_asksAge ? of | (AgeOfOld(of) << Pass.AgeShift) : of));
                _classOfBits[of] = @class + 1;
                (stride, p) = (Counts.Stride, -1);
                continue;
            }

            Unsafe.Add(ref key, p) = ((Unsafe.Add(ref group, i) + 1) * stride) + @class;
        }
    }

    // The same where how old it is says it too.
    private void KeyByAge(ReadOnlySpan<int> starts, int part, long over, long quiet)
    {
        var claims = issues.FirstClaim.Of(part) ?? [];
        var stride = Counts.Stride;

        // What came so few seconds after its opening is old wherever in the part it opened, and nobody asks when that was.
        var sure = DistanceColumn.CodeOf(Math.Clamp((Math.Min(over, quiet) - facts.Spans.Of(part).Last) / 1000, 1 - DistanceColumn.MostSeconds, DistanceColumn.MostSeconds - 1));
        ref var group = ref MemoryMarshal.GetReference(reader.Groups);
        ref var bits = ref MemoryMarshal.GetReference(reader.Bits);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(claims);
        ref var classOf = ref MemoryMarshal.GetArrayDataReference(pass.IssueClasses.OfState);
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
                Counts.MakeRoom(pass.IssueClasses.ClassOf(state));
                (stride, p) = (Counts.Stride, -1);
                continue;
            }

            Unsafe.Add(ref key, p) = ((Unsafe.Add(ref group, i) + 1) * stride) + @class;
        }
    }

    private int AgeOf(int i, int code, long over, long quiet)
    {
        int bits = reader.Bits[i];
        var (at, isClaimed) = (issues.FirstClaim.Decode(code, reader.Opened[i]), (bits & (int)IssueBits.Claimed) != 0);
        return at <= (isClaimed ? over : quiet) ? AgeOfOld(bits) : AgeOf(i, bits, at, reader.Groups[i]);
    }

    // All ones where it is claimed: as a condition it would be guessed wrong too often.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IfClaimed(int state) => -(state & (int)IssueBits.Claimed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AgeOfOld(int state) => ((int)(IssueAge.Over7 | IssueAge.Over30) & IfClaimed(state)) | ((int)IssueAge.Quiet & ~IfClaimed(state));

    // How old an issue is by what is known, and when that changes next.
    private int AgeOf(int i, int bits, long firstClaim, int group)
    {
        var source = reader.Sources[i];
        var horizon = issues.Horizon;
        var several = (bits & (int)IssueBits.Sources) != 0;
        if ((bits & (int)IssueBits.Claimed) != 0)
        {
            var k = several ? issues.KnownOf(reader.First + i).K : horizon.K(source);
            if (firstClaim + Month <= k) return (int)(IssueAge.Over7 | IssueAge.Over30);
            var over7 = firstClaim + Week <= k;
            var next = firstClaim + (over7 ? Month : Week);
            if (several || next <= horizon.KLimit(source)) Until(group, several ? long.MinValue : next);
            return over7 ? (int)IssueAge.Over7 : 0;
        }

        var t = several ? issues.KnownOf(reader.First + i).T : horizon.T(source);
        if (t - firstClaim >= pass.Plan.QuietLimit) return (int)IssueAge.Quiet;
        var quiet = firstClaim + pass.Plan.QuietLimit;
        if (several || quiet <= horizon.TLimit(source)) Until(group, several ? long.MinValue : quiet);
        return 0;
    }

    private void Until(int group, long instant)
    {
        ref var until = ref ValidUntil[pass.Plan.BucketOf(group)];
        if (instant < until) until = instant;
    }

    private static bool Asks(Pass pass) => pass.Asks<IssueRule>() || pass.Ageing.Count > 0 || pass.Asks<MembersRule>();
}
