using CxDashboard.Domain.Interactions;
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

    public ValueWorker(Facts facts, IssueTable issues, Pass pass)
    {
        (_facts, _issues, _pass) = (facts, issues, pass);
        _isOut = [.. Enumerable.Range(0, facts.Kinds.Count).Select(k => (facts.Kinds[k].Flags & RowFlags.Out) != 0)];
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

    public void Work(PartReader reader, int part)
    {
        for (var v = 0; v < Ended.Length; v++)
        {
            var (set, business) = _pass.Values[v];
            switch (set)
            {
                case ValueSet.FirstReply: Replies(reader, part, _facts.FirstReply, Ended[v], business); break;
                case ValueSet.FirstUsefulReply: Replies(reader, part, _facts.FirstUsefulReply, Ended[v], business); break;
                case ValueSet.Resolution: Resolutions(reader, part, Ended[v], Waiting[v]!, business); break;
                case ValueSet.LastResolution: LastResolutions(reader, Ended[v], business); break;
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
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0 || codes[i] == 0) continue;
            var reply = replies.Decode(codes[i], opened[i]);
            if (reply < opened[i] || reply > _issues.Horizon.T(sources[i]) || _isOut[kinds[i]]) continue;
            if (!business) sink.Add(groups[i], reply - opened[i]);
            else Add(sink, groups[i], reader.First + i, opened[i], reply, business);
        }
    }

    private void Resolutions(PartReader reader, int part, ValueSink ended, ValueSink waiting, bool business)
    {
        if (_issues.FirstClaim.Of(part) is not { } codes) return;
        const int Wanted = (int)(IssueBits.Start | IssueBits.Claimed | IssueBits.ClaimInstantUnknown);
        var groups = reader.Groups;
        var opened = reader.Opened;
        var bits = reader.Bits;
        var sources = reader.Sources;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0) continue;
            var what = bits[i] & Wanted;
            if (what == (int)(IssueBits.Start | IssueBits.Claimed))
            {
                var claim = _issues.FirstClaim.Decode(codes[i], opened[i]);
                if (!business) ended.Add(groups[i], claim - opened[i]);
                else Add(ended, groups[i], reader.First + i, opened[i], claim, business);
            }
            else if (what == (int)IssueBits.Start)
            {
                var t = (bits[i] & (int)IssueBits.Sources) != 0 ? _issues.KnownOf(reader.First + i).T : _issues.Horizon.T(sources[i]);
                Add(waiting, groups[i], reader.First + i, opened[i], t, business);
            }
        }
    }

    private void LastResolutions(PartReader reader, ValueSink sink, bool business)
    {
        var groups = reader.Groups;
        var opened = reader.Opened;
        var bits = reader.Bits;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0 || (bits[i] & (int)(IssueBits.Start | IssueBits.Claimed)) != (int)(IssueBits.Start | IssueBits.Claimed)) continue;
            var start = reader.First + i;
            if (_issues.IsOpen(start)) continue;
            if (LatestClaim(start, bits[i], reader.Kinds[i]) is var latest && latest != Lifeline.Unknown) Add(sink, groups[i], start, opened[i], latest, business);
        }
    }

    // The latest claim at a known instant. A lone interaction that was never reopened has but one, which is F.
    private long LatestClaim(int start, int bits, int kind)
    {
        if ((bits & (int)(IssueBits.Several | IssueBits.ClaimInstantUnknown)) == 0 && (_facts.Kinds[kind].Flags & RowFlags.ReopenFacts) == 0) return _issues.FirstClaimOf(start);
        var latest = Lifeline.Unknown;
        foreach (var row in _issues.RowsOf(start))
        {
            var line = _issues.LineOf(row);
            if (line.IsClaimed && !line.ClaimInstantUnknown) latest = Math.Max(latest, line.Claim);
            if (line.LastClaim != Lifeline.Never) latest = Math.Max(latest, line.LastClaim);
        }

        return latest;
    }

    private void Waits(PartReader reader, ValueSink sink)
    {
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
        if (!business) sink.Add(group, to - from);
        else if (_calendars![_facts.Core[CoreDimensions.Region][row]] is { } calendar) sink.Add(group, calendar.Between(new Instant(from), new Instant(to)));
    }
}
