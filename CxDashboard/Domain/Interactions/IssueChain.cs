using System.Runtime.InteropServices;

namespace CxDashboard.Domain.Interactions;

/// <summary>One interaction on its way into an issue.</summary>
/// <param name="Row">Whatever the caller knows it by.</param>
/// <param name="Abandoned">The customer gave up, as received.</param>
public readonly record struct ChainLink(int Row, Lifeline Line, bool Abandoned);

/// <summary>
/// One issue: interactions [<see cref="First"/>, <see cref="First"/> + <see cref="Count"/>) of the chain, in their order.
/// </summary>
/// <param name="FirstClaim">F: the first claim at which no member opened so far is open; <see cref="Lifeline.Never"/> without one.</param>
/// <param name="LatestActivity">The latest opening, claim or reopening of a member.</param>
public readonly record struct ChainedIssue(int First, int Count, long FirstClaim, long LatestActivity);

/// <summary>
/// Chains the interactions of one customer about one topic into issues. One sweep through time: each interaction joins the
/// latest issue while that is open and not quiet for longer than the quiet limit, or within the repeat window of its latest
/// claim (or dropped call). O(n log n), also for a customer id that stands for many people. An instance keeps its buffers and
/// serves one thread.
/// </summary>
/// <param name="repeatWindow">W in milliseconds.</param>
/// <param name="quietLimit">Q in milliseconds.</param>
public sealed class IssueChain(long repeatWindow, long quietLimit)
{
    private enum Happening { Claim, Reopening, LastClaim, LastClaimOfUnknownReopening }

    private readonly PriorityQueue<Happening, long> _ahead = new();
    private readonly List<ChainedIssue> _issues = [];

    // The state of the latest issue, at the time the sweep has reached.
    private int _open;
    private long _latestActivity;
    private long _latestClaim;
    private long _firstClaim;
    private long _claimAwaitingJudgement;

    /// <summary>
    /// The issues of the links, which must stand in order of opening, then source, then external id. The result is valid
    /// until the next call.
    /// </summary>
    public ReadOnlySpan<ChainedIssue> Chain(ReadOnlySpan<ChainLink> links)
    {
        _issues.Clear();
        var first = 0;
        for (var i = 0; i < links.Length; i++)
        {
            var opened = links[i].Line.Opened;
            if (i == 0 || !Joins(opened))
            {
                if (i > 0) Finish(first, i);
                first = i;
                Begin();
            }

            Add(links[i]);
        }

        if (links.Length > 0) Finish(first, links.Length);
        return CollectionsMarshal.AsSpan(_issues);
    }

    private bool Joins(long opened)
    {
        Advance(opened);
        return (_open > 0 && opened - _latestActivity < quietLimit)
            || (_latestClaim != Lifeline.Unknown && opened - _latestClaim < repeatWindow);
    }

    private void Begin()
    {
        _ahead.Clear();
        _open = 0;
        _latestActivity = Lifeline.Unknown;
        _latestClaim = Lifeline.Unknown;
        _firstClaim = Lifeline.Never;
        _claimAwaitingJudgement = Lifeline.Unknown;
    }

    private void Add(in ChainLink link)
    {
        var line = link.Line;
        JudgeClaimBefore(line.Opened);
        _latestActivity = line.Opened;
        if (link.Abandoned) _latestClaim = line.Opened;
        if (!line.NeverOpen) _open++;
        if (line.IsClaimed) _ahead.Enqueue(Happening.Claim, line.Claim);
        if (line.Reopening != Lifeline.Never) _ahead.Enqueue(Happening.Reopening, line.Reopening);
        if (line.LastClaim != Lifeline.Never)
        {
            _ahead.Enqueue(line.Reopening == Lifeline.Never ? Happening.LastClaimOfUnknownReopening : Happening.LastClaim, line.LastClaim);
        }
    }

    // Everything up to and including t happens. Whether a claim is the first one is judged only when time has passed it,
    // because an interaction that opens at the very instant of the claim still belongs to those "opened so far".
    private void Advance(long t)
    {
        while (_ahead.TryPeek(out var happening, out var at) && at <= t)
        {
            _ahead.Dequeue();
            JudgeClaimBefore(at);
            _latestActivity = Math.Max(_latestActivity, at);
            if (happening == Happening.Reopening)
            {
                _open++;
                continue;
            }

            if (happening != Happening.LastClaimOfUnknownReopening) _open--;
            _latestClaim = Math.Max(_latestClaim, at);
            _claimAwaitingJudgement = at;
        }
    }

    private void JudgeClaimBefore(long t)
    {
        if (_claimAwaitingJudgement == Lifeline.Unknown || _claimAwaitingJudgement >= t) return;
        if (_firstClaim == Lifeline.Never && _open == 0) _firstClaim = _claimAwaitingJudgement;
        _claimAwaitingJudgement = Lifeline.Unknown;
    }

    private void Finish(int first, int end)
    {
        Advance(Lifeline.Never - 1);
        JudgeClaimBefore(Lifeline.Never);
        _issues.Add(new ChainedIssue(first, end - first, _firstClaim, _latestActivity));
    }
}
