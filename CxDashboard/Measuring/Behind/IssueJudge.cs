using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>Judges issues by their state.</summary>
internal sealed class IssueJudge(IssueTable issues, IssueRule rule, MetricDefinition metric, long quietLimit) : RowJudge
{
    private readonly Func<IssueBits, IssueAge, bool, Outcome> _outcome = OutcomeOf(CountedAs(metric));

    public override Judged? Of(PartReader reader, int i)
    {
        var bits = (IssueBits)reader.Bits[i];
        var age = AgeOf(issues, reader.First + i, bits, quietLimit);
        var adds = rule.Of(bits & IssueBits.State, age);
        return adds.N == 0 ? null : new Judged(_outcome(bits, age, adds.Count > 0), adds.Count > 0);
    }

    /// <summary>What became of an issue within a window, whatever is asked of it.</summary>
    public static Outcome Ladder(IssueBits bits, IssueAge age, int days) =>
        (bits & IssueBits.Claimed) == 0 ? Outcome.NeverClaimed
        : MetricRules.Held(bits, age, days) ? Outcome.Held
        : MetricRules.Maturing(bits, age, days) ? Outcome.Maturing
        : Outcome.DidNotHold;

    // By the metric's id: in what words its issues are told apart, where there is more to say than that they count.
    private static Func<IssueBits, IssueAge, bool, Outcome> OutcomeOf(string metric) => metric switch
    {
        "held-rate-7d" or "issues-held" or "claimed-held-gap" => (bits, age, _) => Ladder(bits, age, 7),
        "held-rate-30d" => (bits, age, _) => Ladder(bits, age, 30),
        "first-contact-resolution" => FirstContact,
        "claimed-rate" or "issues-claimed" => (_, _, counts) => counts ? Outcome.Counts : Outcome.NeverClaimed,
        "abandoned-share" => (bits, _, counts) => counts ? Outcome.Counts : (bits & IssueBits.Claimed) != 0 ? Outcome.DoesNotCount : Outcome.NeverClaimed,
        "confirmed-rate" or "refuted-rate" or "silent-share" => (bits, _, _) => Answer(bits),
        "reopen-rate-7d" or "repeat-contact-rate-7d" => (_, age, counts) => Event(counts, (age & IssueAge.Over7) != 0),
        "reopen-rate-30d" or "repeat-contact-rate-30d" => (_, age, counts) => Event(counts, (age & IssueAge.Over30) != 0),
        _ => (_, _, counts) => counts ? Outcome.Counts : Outcome.DoesNotCount,
    };

    // Several contacts never become one: whether they hold is not what is asked.
    private static Outcome FirstContact(IssueBits bits, IssueAge age, bool counts)
    {
        var ladder = Ladder(bits, age, 7);
        return counts ? Outcome.Counts : ladder is Outcome.Held or Outcome.Maturing && (bits & IssueBits.Several) != 0 ? Outcome.DoesNotCount : ladder;
    }

    private static Outcome Answer(IssueBits bits) =>
        (bits & IssueBits.SaidNo) != 0 ? Outcome.SaidNo : (bits & IssueBits.SaidYes) != 0 ? Outcome.SaidYes : Outcome.Silent;

    // What has not happened may still, as long as the window is not over.
    private static Outcome Event(bool happened, bool isOver) => happened ? Outcome.Counts : isOver ? Outcome.DoesNotCount : Outcome.Maturing;
}
