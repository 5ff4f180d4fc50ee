using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>Reads what became of single issues: for the rows of a page, not for a pass.</summary>
internal sealed class StoryReader(Projection projection, IssueTable issues, int windowDays, long quietLimit)
{
    private readonly Facts _facts = projection.Facts;
    private readonly long _window = windowDays * MetricRules.Day;

    /// <summary>The story of the issue that holds a row; null where the row is in none.</summary>
    public IssueStory? Of(int row)
    {
        if ((issues.BitsOf(row) & IssueBits.Member) == 0) return null;
        var start = StartOf(row);
        var bits = issues.BitsOf(start);
        var members = new List<int>();
        foreach (var member in issues.RowsOf(start)) members.Add(member);
        var story = new IssueStory
        {
            Members = [.. members.Select(m => new StoryMember(m, new Instant(_facts.Opened[m]), ChannelOf(m)))],
            Standing = StandingOf(start, bits),
            WindowDays = windowDays,
            IsOpen = issues.IsOpen(start),
        };
        return WithAnswer((bits & IssueBits.Claimed) != 0 ? Claimed(story, start, bits, members) : Unclaimed(story, start, bits), bits, members);
    }

    private IssueStory Claimed(IssueStory story, int start, IssueBits bits, List<int> members)
    {
        var claim = issues.FirstClaimOf(start);
        var (cameBack, reopened) = (new List<Instant>(), Lifeline.Never);
        foreach (var row in PairOf(start))
        {
            var line = issues.LineOf(row);
            if (IsAfter(claim, line.Opened)) cameBack.Add(new Instant(line.Opened));
            if (IsAfter(claim, line.Reopening)) reopened = Math.Min(reopened, line.Reopening);
        }

        return story with
        {
            ClaimedAt = new Instant(claim),
            ClaimInstantUnknown = (bits & IssueBits.ClaimInstantUnknown) != 0,
            CameBackAt = cameBack,
            ReopenedAt = reopened == Lifeline.Never ? null : new Instant(reopened),
            ReopenedAtUnknownTime = members.Exists(m => _facts.Opened[m] <= claim && issues.LineOf(m).ReopenedAtUnknownTime),
        };
    }

    private IssueStory Unclaimed(IssueStory story, int start, IssueBits bits) => story with
    {
        WasDropped = (bits & IssueBits.AbandonedMember) != 0,
        IsQuiet = issues.KnownOf(start).T - issues.FirstClaimOf(start) >= quietLimit,
    };

    private IssueStory WithAnswer(IssueStory story, IssueBits bits, List<int> members)
    {
        bool? answer = (bits & IssueBits.SaidNo) != 0 ? false : (bits & IssueBits.SaidYes) != 0 ? true : null;
        if (answer is null) return story;
        var said = answer.Value ? RowFlags.ConfirmedYes : RowFlags.ConfirmedNo;
        var at = members.Where(m => (_facts.KindOf(m).Flags & said) != 0 && _facts.AnswerTime(m) <= issues.Horizon.T(_facts.Source[m])).Max(_facts.AnswerTime);
        return story with { Answer = answer, AnsweredAt = new Instant(at) };
    }

    private IssueStanding StandingOf(int start, IssueBits bits)
    {
        var outcome = IssueJudge.Ladder(bits, RowJudge.AgeOf(issues, start, bits, quietLimit), windowDays);
        return outcome switch
        {
            Outcome.NeverClaimed => IssueStanding.NeverClaimed,
            Outcome.DidNotHold => IssueStanding.DidNotHold,
            _ when (bits & IssueBits.KnownCustomer) == 0 => IssueStanding.NobodyKnows,
            Outcome.Held => IssueStanding.Held,
            _ => IssueStanding.Maturing,
        };
    }

    private bool IsAfter(long claim, long at) => at > claim && at != Lifeline.Never && at - claim < _window;

    private string? ChannelOf(int row) => _facts.Core[CoreDimensions.Channel].Texts.NameOf(_facts.Core[CoreDimensions.Channel][row]);

    // The rows of a customer stand in the order of the chain: the issue of a row begins at the last start before it.
    private int StartOf(int row)
    {
        if ((issues.BitsOf(row) & IssueBits.Start) != 0) return row;
        var start = row;
        for (var at = _facts.Customers.HeadOf(_facts.Customers.Of(row)); at >= 0 && at != row; at = _facts.Customers.After(at))
        {
            if ((issues.BitsOf(at) & IssueBits.Start) != 0) start = at;
        }

        return start;
    }

    // All contacts of the customer about the topic, whether or not they joined. Of nobody known, it is the issue alone.
    private IEnumerable<int> PairOf(int start)
    {
        var (customer, topic) = (_facts.Customers.Of(start), _facts.Topic[start]);
        if (customer == 0 || (topic == 0 && !projection.Rules.UnknownTopicChains)) return [start];
        return Rows();

        IEnumerable<int> Rows()
        {
            for (var row = _facts.Customers.HeadOf(customer); row >= 0; row = _facts.Customers.After(row))
            {
                if (_facts.Topic[row] == topic && issues.IsThere(row) && (_facts.KindOf(row).Flags & RowFlags.Out) == 0) yield return row;
            }
        }
    }
}
