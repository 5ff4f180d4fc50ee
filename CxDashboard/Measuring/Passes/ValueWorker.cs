using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>Gathers the values of which quantiles are asked, in milliseconds, and how long those wait that are not over.</summary>
internal sealed class ValueWorker
{
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly Pass _pass;
    private readonly BusinessCalendar?[]? _calendars;
    private readonly bool[] _isOut;
    private readonly bool[] _isReopened;
    private readonly int[] _places = Room.Rent<int>(Part.Rows);

    public ValueWorker(Facts facts, IssueTable issues, Pass pass)
    {
        (_facts, _issues, _pass) = (facts, issues, pass);
        _isOut = [.. Enumerable.Range(0, facts.Kinds.Count).Select(k => (facts.Kinds[k].Flags & RowFlags.Out) != 0)];
        _isReopened = [.. Enumerable.Range(0, facts.Kinds.Count).Select(k => (facts.Kinds[k].Flags & RowFlags.ReopenFacts) != 0)];
        Ended = [.. pass.Values.Select(_ => new ValueSink())];
        Waiting = [.. pass.Values.Select(v => v.Set == ValueSet.Resolution ? new ValueSink() : null)];
        if (!pass.Values.Any(v => v.Business)) return;
        var regions = facts.Core[CoreDimensions.Region].Texts;
        _calendars = [.. Enumerable.Range(0, regions.Count).Select(code => pass.Plan.CalendarOf(regions.NameOf(code)))];
    }

    /// <summary>In the order of <see cref="Pass.Values"/>.</summary>
    public ValueSink[] Ended { get; }

    /// <summary>Of issues that are not claimed; null where nobody asks.</summary>
    public ValueSink?[] Waiting { get; }

    /// <summary>Gives its room back.</summary>
    public void Free() => Room.Return(_places);

    public void Work(PartReader reader, int part)
    {
        for (var v = 0; v < Ended.Length; v++)
        {
            var (set, business) = _pass.Values[v];
            if (business && Array.TrueForAll(_calendars!, c => c is null)) continue;
            switch (set)
            {
                case ValueSet.FirstReply: Replies(reader, part, _facts.FirstReply, Ended[v], business); break;
                case ValueSet.FirstUsefulReply: Replies(reader, part, _facts.FirstUsefulReply, Ended[v], business); break;
                case ValueSet.Resolution: Resolutions(reader, part, Ended[v], Waiting[v]!, business); break;
                case ValueSet.LastResolution: LastResolutions(reader, part, Ended[v], business); break;
                default: Waits(reader, Ended[v]); break;
            }
        }
    }

    private void Replies(PartReader reader, int part, DistanceColumn replies, ValueSink sink, bool business)
    {
        if (replies.Of(part) is not { } codes) return;
        var groups = reader.Groups;
        var opened = reader.Opened;
        var kinds = reader.Kinds;
        var sources = reader.Sources;
        var (ofGroups, values, count) = sink.Reserve(groups.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0 || codes[i] == 0) continue;
            var reply = replies.Decode(codes[i], opened[i]);
            if (reply < opened[i] || reply > _issues.Horizon.T(sources[i]) || _isOut[kinds[i]]) continue;
            if (Lasts(reader.First + i, opened[i], reply, business) is not { } lasts) continue;
            (ofGroups[count], values[count]) = (groups[i], lasts);
            count++;
        }

        sink.Took(count);
    }

    private void Resolutions(PartReader reader, int part, ValueSink ended, ValueSink waiting, bool business)
    {
        if (_issues.FirstClaim.Of(part) is not { } codes) return;
        const int Wanted = (int)(IssueBits.Start | IssueBits.Claimed | IssueBits.ClaimInstantUnknown);
        Claims(reader, codes, ended, business, Wanted, Wanted & ~(int)IssueBits.ClaimInstantUnknown);
        var groups = reader.Groups;
        var opened = reader.Opened;
        var sources = reader.Sources;
        foreach (var i in _places.AsSpan(0, Wide.Pick(groups, reader.Bits, Wanted, (int)IssueBits.Start, _places)))
        {
            var t = (reader.Bits[i] & (int)IssueBits.Sources) != 0 ? _issues.KnownOf(reader.First + i).T : _issues.Horizon.T(sources[i]);
            Add(waiting, groups[i], reader.First + i, opened[i], t, business);
        }
    }

    private void LastResolutions(PartReader reader, int part, ValueSink sink, bool business)
    {
        if (_issues.FirstClaim.Of(part) is not { } codes) return;
        const int Wanted = (int)(IssueBits.Start | IssueBits.Claimed | IssueBits.ClaimInstantUnknown | IssueBits.Several | IssueBits.Open);
        Claims(reader, codes, sink, business, Wanted, (int)(IssueBits.Start | IssueBits.Claimed), _isReopened);
        var groups = reader.Groups;
        foreach (ref readonly var last in _issues.LastClaims.Of(part))
        {
            var i = last.Row - reader.First;
            if (groups[i] >= 0) Add(sink, groups[i], last.Row, reader.Opened[i], last.At, business);
        }
    }

    // How long it took to F, of issues with these bits.
    private void Claims(PartReader reader, int[] codes, ValueSink sink, bool business, int mask, int wanted, bool[]? butNotOfKinds = null)
    {
        var groups = reader.Groups;
        var opened = reader.Opened;
        var kinds = reader.Kinds;
        var places = _places.AsSpan(0, Wide.Pick(groups, reader.Bits, mask, wanted, _places));
        var (ofGroups, values, count) = sink.Reserve(places.Length);
        foreach (var i in places)
        {
            if (butNotOfKinds is not null && butNotOfKinds[kinds[i]]) continue;
            if (Lasts(reader.First + i, opened[i], _issues.FirstClaim.Decode(codes[i], opened[i]), business) is not { } lasts) continue;
            (ofGroups[count], values[count]) = (groups[i], lasts);
            count++;
        }

        sink.Took(count);
    }

    private void Waits(PartReader reader, ValueSink sink)
    {
        if (_facts.Waiting.IsEmpty) return;
        var groups = reader.Groups;
        var bits = reader.Bits;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0 || (bits[i] & (int)IssueBits.Start) == 0) continue;
            long sum = 0;
            var known = true;
            if ((bits[i] & (int)IssueBits.Several) == 0)
            {
                (known, sum) = _facts.Waiting[reader.First + i] is { } alone ? (true, alone) : (false, 0);
            }
            else
            {
                foreach (var row in _issues.RowsOf(reader.First + i))
                {
                    if (_facts.Waiting[row] is { } seconds) sum += seconds;
                    else known = false;
                }
            }

            if (known) sink.Add(groups[i], sum * 1000);
        }
    }

    private void Add(ValueSink sink, int group, int row, long from, long to, bool business)
    {
        if (Lasts(row, from, to, business) is { } lasts) sink.Add(group, lasts);
    }

    // Milliseconds; of a row of a region that has no calendar there is no business time.
    private long? Lasts(int row, long from, long to, bool business) =>
        business ? _calendars![_facts.Core[CoreDimensions.Region][row]]?.Between(new Instant(from), new Instant(to)) : to - from;
}
