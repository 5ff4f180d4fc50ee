namespace CxDashboard.Domain.Patterns;

/// <summary>
/// A way in which a number gets better while customers are no better off. It describes a process, never a person, and says
/// nothing of intent. Sources: Bevan and Hood 2006; Toma and others 2018 (balancing measures); Manheim and Garrabrant 2018.
/// </summary>
public sealed record Pattern
{
    private Pattern(string id, string sentence) => (Id, Sentence) = (id, sentence);

    /// <summary>Claimed goes up while held goes down.</summary>
    public static Pattern ClaimedNotHeld { get; } = new("claimed-not-held", "More is claimed, and less of it holds.");

    /// <summary>The first reply comes sooner, the first useful one does not.</summary>
    public static Pattern HoldingReplies { get; } = new("holding-replies", "The first reply comes sooner; the first useful reply does not.");

    /// <summary>Satisfied or delighted goes up while fewer answer, or fewer are asked.</summary>
    public static Pattern SelectiveAnswers { get; } = new("selective-answers", "Answers are better, and they come from fewer of the customers.");

    /// <summary>Time or cost goes down while repeat contact goes up.</summary>
    public static Pattern CutShort { get; } = new("cut-short", "Issues take less time or cost less, and more customers have to come back.");

    /// <summary>Volume goes down while the abandoned share goes up.</summary>
    public static Pattern GivenUp { get; } = new("given-up", "Fewer contacts come in, and more of those who try give up.");

    /// <summary>The first claim comes sooner, or more often, while issues are opened anew or take longer to their last claim.</summary>
    public static Pattern ClosedAndReopened { get; } = new("closed-and-reopened", "Issues are closed sooner or more often, and opened again more often or finished later.");

    /// <summary>Claims pile up on the last days of weeks or months, and hold less there.</summary>
    public static Pattern PeriodEndClosing { get; } = new("period-end-closing", "Claims pile up at the end of the period, and those made then hold less often.");

    /// <summary>The median of closed ones goes down while open ones grow in number or age.</summary>
    public static Pattern OpenOnesAge { get; } = new("open-ones-age", "What is closed was closed sooner; what is open waits longer or grows in number.");

    /// <summary>All of them, in the order in which they are told.</summary>
    public static IReadOnlyList<Pattern> All { get; } =
        [ClaimedNotHeld, HoldingReplies, SelectiveAnswers, CutShort, GivenUp, ClosedAndReopened, PeriodEndClosing, OpenOnesAge];

    /// <summary>Stable: addresses, exports and stored notes use it.</summary>
    public string Id { get; }

    /// <summary>What the process does, in one plain sentence.</summary>
    public string Sentence { get; }
}
