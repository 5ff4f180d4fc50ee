using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>
/// Reads what became of the issues of a page's rows. One id of a customer may stand for very many people, so a customer's rows
/// are gone through once for the page, and not once for each row of it.
/// </summary>
internal sealed class StoryReader(Projection projection, IssueTable issues, int windowDays, long quietLimit)
{
    private readonly Facts _facts = projection.Facts;
    private readonly long _window = windowDays * MetricRules.Day;
    private readonly Dictionary<int, int> _starts = [];
    private readonly Dictionary<int, IssueStory> _stories = [];

    /// <summary>Finds the issues of these rows.</summary>
    public void Find(IEnumerable<int> rows)
    {
        foreach (var customer in rows.GroupBy(_facts.Customers.Of)) Find(customer.Key, [.. customer]);
    }

    /// <summary>The story of the issue that holds a row of those; null where it is in none.</summary>
    public IssueStory? Of(int row)
    {
        if (!_starts.TryGetValue(row, out var start)) return null;
        if (!_stories.TryGetValue(start, out var story)) _stories.Add(start, story = Read(start));
        return story;
    }

    // A customer's rows stand in the order of the chain: the issue of a row begins at the last start before it.
    private void Find(int customer, HashSet<int> rows)
    {
        foreach (var row in rows.Where(r => (issues.BitsOf(r) & IssueBits.Start) != 0)) _starts[row] = row;
        rows.RemoveWhere(r => _starts.ContainsKey(r) || (issues.BitsOf(r) & IssueBits.Member) == 0);
        if (rows.Count == 0) return;
        var (start, left) = (-1, rows.Count);
        for (var row = _facts.Customers.HeadOf(customer); row >= 0 && left > 0; row = _facts.Customers.After(row))
        {
            if ((issues.BitsOf(row) & IssueBits.Start) != 0) start = row;
            if (!rows.Contains(row)) continue;
            _starts[row] = start;
            left--;
        }
    }

    private IssueStory Read(int start)
    {
        var bits = issues.BitsOf(start);
        var isClaimed = (bits & IssueBits.Claimed) != 0;
        var until = isClaimed ? issues.FirstClaimOf(start) : Lifeline.Never;
        var (first, asked, isReopened) = (new List<StoryMember>(), 0, false);
        foreach (var row in issues.RowsOf(start))
        {
            var opened = _facts.Opened[row];
            if (first.Count < IssueStory.MostMembers) first.Add(new StoryMember(row, new Instant(opened), ChannelOf(row)));
            if (opened > until) continue;
            asked++;
            isReopened |= isClaimed && issues.LineOf(row).ReopenedAtUnknownTime;
        }

        var story = new IssueStory
        {
            Members = first,
            Contacts = issues.MembersOf(start),
            ContactsUntilClaim = asked,
            Standing = StandingOf(start, bits),
            WindowDays = windowDays,
            IsOpen = issues.IsOpen(start),
            ReopenedAtUnknownTime = isReopened,
        };
        return WithAnswer(isClaimed ? Claimed(story, start, bits) : Unclaimed(story, start, bits), start, bits);
    }

    private IssueStory Claimed(IssueStory story, int start, IssueBits bits)
    {
        var claim = issues.FirstClaimOf(start);
        var (cameBack, reopened) = (new List<Instant>(), Lifeline.Never);
        foreach (var row in PairFrom(start, start))
        {
            var line = issues.LineOf(row);
            if (line.Opened - claim >= _window) break;
            if (IsAfter(claim, line.Opened)) cameBack.Add(new Instant(line.Opened));
            if (IsAfter(claim, line.Reopening)) reopened = Math.Min(reopened, line.Reopening);
        }

        // That one of before the issue was opened again is rare, and looked for only where it is known that it was.
        var wasReopened = (bits & (windowDays == 7 ? IssueBits.ReopenedIn7 : IssueBits.ReopenedIn30)) != 0;
        if (wasReopened && reopened == Lifeline.Never && !story.ReopenedAtUnknownTime)
        {
            foreach (var line in PairFrom(start, _facts.Customers.HeadOf(_facts.Customers.Of(start))).TakeWhile(r => r != start).Select(issues.LineOf))
            {
                if (IsAfter(claim, line.Reopening)) reopened = Math.Min(reopened, line.Reopening);
            }
        }

        return story with
        {
            ClaimedAt = new Instant(claim),
            ClaimInstantUnknown = (bits & IssueBits.ClaimInstantUnknown) != 0,
            CameBackAt = cameBack,
            ReopenedAt = reopened == Lifeline.Never ? null : new Instant(reopened),
        };
    }

    private IssueStory Unclaimed(IssueStory story, int start, IssueBits bits) => story with
    {
        WasDropped = (bits & IssueBits.AbandonedMember) != 0,
        IsQuiet = issues.KnownOf(start).T - issues.FirstClaimOf(start) >= quietLimit,
    };

    private IssueStory WithAnswer(IssueStory story, int start, IssueBits bits)
    {
        bool? answer = (bits & IssueBits.SaidNo) != 0 ? false : (bits & IssueBits.SaidYes) != 0 ? true : null;
        if (answer is null) return story;
        var (said, latest) = (answer.Value ? RowFlags.ConfirmedYes : RowFlags.ConfirmedNo, Lifeline.Unknown);
        foreach (var row in issues.RowsOf(start))
        {
            var at = (_facts.KindOf(row).Flags & said) != 0 ? _facts.AnswerTime(row) : Lifeline.Unknown;
            if (at <= issues.Horizon.T(_facts.Source[row])) latest = Math.Max(latest, at);
        }

        return story with { Answer = answer, AnsweredAt = new Instant(latest) };
    }

    private IssueStanding StandingOf(int start, IssueBits bits) => IssueJudge.Ladder(bits, RowJudge.AgeOf(issues, start, bits, quietLimit), windowDays) switch
    {
        Outcome.NeverClaimed => IssueStanding.NeverClaimed,
        Outcome.DidNotHold => IssueStanding.DidNotHold,
        _ when (bits & IssueBits.KnownCustomer) == 0 => IssueStanding.NobodyKnows,
        Outcome.Held => IssueStanding.Held,
        _ => IssueStanding.Maturing,
    };

    private bool IsAfter(long claim, long at) => at > claim && at != Lifeline.Never && at - claim < _window;

    private string? ChannelOf(int row) => _facts.Core[CoreDimensions.Channel].Texts.NameOf(_facts.Core[CoreDimensions.Channel][row]);

    // Contacts of the issue's customer about its topic from a row on, whether or not they joined, in their order. Of nobody
    // known, and where unknown topics do not chain, it is the issue alone.
    private IEnumerable<int> PairFrom(int start, int from)
    {
        var topic = _facts.Topic[start];
        if (_facts.Customers.Of(start) == 0 || (topic == 0 && !projection.Rules.UnknownTopicChains))
        {
            yield return start;
            yield break;
        }

        var began = false;
        for (var row = from; row >= 0; row = _facts.Customers.After(row))
        {
            // Rows of one topic stand together.
            if (_facts.Topic[row] != topic)
            {
                if (began) yield break;
                continue;
            }

            began = true;
            if (issues.IsThere(row) && (_facts.KindOf(row).Flags & RowFlags.Out) == 0) yield return row;
        }
    }
}
