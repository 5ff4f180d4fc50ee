namespace CxDashboard.Domain.Statistics;

/// <summary>Whether a share can be shown, and what that rests on.</summary>
/// <param name="Note">What the standard has to say.</param>
/// <param name="EffectiveN">n ÷ design effect, at most n.</param>
/// <param name="Interval">The 95 % Clopper–Pearson interval among so many; null where there is nothing.</param>
public sealed record Presentation(PresentationNote Note, double EffectiveN, (double Low, double High)? Interval)
{
    public bool Show => Note != PresentationNote.Suppress;
}
