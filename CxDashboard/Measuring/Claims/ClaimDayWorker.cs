using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Claims;

/// <summary>Counts the issues of parts by the day of their first claim. One thread's share.</summary>
internal sealed class ClaimDayWorker : IDisposable
{
    // What does not say on which day it was claimed is not picked.
    private const int Mask = (int)(IssueBits.Start | IssueBits.Claimed | IssueBits.ClaimInstantUnknown), Wanted = (int)(IssueBits.Start | IssueBits.Claimed);
    private const byte NobodyKnows = 0, DidNotHold = 1, DidHold = 2;

    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly BucketIndex _days;
    private readonly PartReader _reader;
    private readonly long _window;

    // By the state of an issue: what its rate says of it once the window is over.
    private readonly byte[] _ofState = new byte[(int)IssueBits.State + 1];
    private readonly int[] _places = Room.Rent<int>(Part.Rows);

    public ClaimDayWorker(Facts facts, IssueTable issues, PassPlan plan)
    {
        (_facts, _issues, _days) = (facts, issues, plan.Buckets);
        _reader = new PartReader(facts, issues, plan);
        _window = plan.Metrics[0].WindowDays!.Value * MetricRules.Day;
        var rule = (IssueRule)MetricRules.Of(plan.Metrics[0]);
        for (var state = 0; state < _ofState.Length; state++)
        {
            var adds = rule.Of((IssueBits)state, IssueAge.Over7 | IssueAge.Over30);
            _ofState[state] = adds.N == 0 ? NobodyKnows : adds.Count > 0 ? DidHold : DidNotHold;
        }

        (Claims, Judged, Held) = (new int[_days.Count], new int[_days.Count], new int[_days.Count]);
    }

    /// <summary>By day: how many issues were claimed.</summary>
    public int[] Claims { get; }

    /// <summary>By day: of how many it is known whether they held.</summary>
    public int[] Judged { get; }

    /// <summary>By day: how many held.</summary>
    public int[] Held { get; }

    /// <summary>Counts a part, also of issues that opened before the first day: they may have been claimed later.</summary>
    public void Work(int part)
    {
        // Nothing is claimed before it opens, so few parts of a long history touch a span of days.
        if (_facts.Spans.Of(part).First >= _days.To || _issues.LatestFirstClaims.Of(part) is not [var latest] || latest < _days.From) return;
        if (_issues.FirstClaim.Of(part) is not { } claims || !_reader.Read(part, byTime: false)) return;
        var bits = _reader.Bits;
        var opened = _reader.Opened;
        var sources = _reader.Sources;
        var horizon = _issues.Horizon;
        foreach (var i in _places.AsSpan(0, Wide.Pick(_reader.Groups, bits, Mask, Wanted, _places)))
        {
            var claim = _issues.FirstClaim.Decode(claims[i], opened[i]);
            var day = _days.Find(claim);
            if (day < 0) continue;
            Claims[day]++;
            var held = _ofState[bits[i] & (int)IssueBits.State];

            // Of what is younger only the part that did not hold would be known.
            if (held == NobodyKnows) continue;
            var k = (bits[i] & (int)IssueBits.Sources) != 0 ? _issues.KnownOf(_reader.First + i).K : horizon.K(sources[i]);
            if (claim + _window > k) continue;
            Judged[day]++;
            if (held == DidHold) Held[day]++;
        }
    }

    /// <summary>Adds what another thread counted.</summary>
    public void Add(ClaimDayWorker other)
    {
        for (var day = 0; day < Claims.Length; day++)
        {
            Claims[day] += other.Claims[day];
            Judged[day] += other.Judged[day];
            Held[day] += other.Held[day];
        }
    }

    /// <summary>Gives its room back.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        Room.Return(_places);
    }
}
