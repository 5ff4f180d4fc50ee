using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Chaining;

/// <summary>Finds what came of a customer after each unhappy answer. Keeps its room, and serves one thread.</summary>
internal sealed class Aftermath(Facts facts, IssueTable table)
{
    private const long RecoveredWithin = 90 * 86_400_000L;
    private const long WonBackWithin = 365 * 86_400_000L;
    private Answered[] _answers = [];
    private (long Opened, int Answer)[] _unhappy = [];

    [Flags]
    private enum Answer { None = 0, Unhappy = 1, Content = 2, WouldBuyAgain = 4 }

    /// <summary>Writes it into the table for all rows of one customer.</summary>
    /// <param name="touched">Told of rows for which it changed.</param>
    public void Of(ReadOnlySpan<int> rows, Action<int>? touched)
    {
        var (count, timesUnhappy) = (0, 0);
        foreach (var row in rows)
        {
            var what = WhatIs(facts.KindOf(row));
            var at = what == Answer.None ? Lifeline.Unknown : facts.AnswerTime(row);
            if (what == Answer.None || at > table.Horizon.T(facts.Source[row]) || !table.IsThere(row))
            {
                Set(row, Recovery.None, touched);
                continue;
            }

            if ((what & Answer.Unhappy) != 0) timesUnhappy++;
            if (count == _answers.Length) Array.Resize(ref _answers, Math.Max(16, count * 2));
            _answers[count++] = new Answered(at, what, row);
        }

        var answers = _answers.AsSpan(0, count);
        if (timesUnhappy > 0 && count > 1) answers.Sort(static (a, b) => b.At.CompareTo(a.At));
        if (timesUnhappy > 1) MeasureApart(answers, timesUnhappy);
        Judge(answers, touched);
    }

    // How far each unhappy answer is from the one before it and the one after it.
    private void MeasureApart(Span<Answered> answers, int timesUnhappy)
    {
        if (_unhappy.Length < timesUnhappy) _unhappy = new (long, int)[Math.Max(16, timesUnhappy * 2)];
        var count = 0;
        for (var a = 0; a < answers.Length; a++)
        {
            if ((answers[a].What & Answer.Unhappy) != 0) _unhappy[count++] = (facts.Opened[answers[a].Row], a);
        }

        var inOrder = _unhappy.AsSpan(0, count);
        inOrder.Sort();
        for (var u = 0; u < count; u++)
        {
            var before = u > 0 ? inOrder[u].Opened - inOrder[u - 1].Opened : long.MaxValue;
            var after = u < count - 1 ? inOrder[u + 1].Opened - inOrder[u].Opened : long.MaxValue;
            answers[inOrder[u].Answer].Apart = Apart.Of(Math.Min(before, after));
        }
    }

    // From the latest backwards. An answer at the same instant is not one that came after.
    private void Judge(ReadOnlySpan<Answered> answers, Action<int>? touched)
    {
        var (content, buys) = (Lifeline.Never, Lifeline.Never);
        for (int first = 0, end; first < answers.Length; first = end)
        {
            var at = answers[first].At;
            var all = Answer.None;
            for (end = first; end < answers.Length && answers[end].At == at; end++)
            {
                all |= answers[end].What;
                var recovery = (answers[end].What & Answer.Unhappy) == 0 ? Recovery.None : Apart.With(Recovery.Unhappy, answers[end].Apart)
                    | (IsWithin(at, content, RecoveredWithin) ? Recovery.Recovered : Recovery.None)
                    | (IsWithin(at, buys, WonBackWithin) ? Recovery.WonBack : Recovery.None);
                Set(answers[end].Row, recovery, touched);
            }

            if ((all & Answer.Content) != 0) content = at;
            if ((all & Answer.WouldBuyAgain) != 0) buys = at;
        }
    }

    private void Set(int row, Recovery recovery, Action<int>? touched)
    {
        if (table.SetRecovery(row, recovery)) touched?.Invoke(row);
    }

    private static bool IsWithin(long at, long later, long window) => later != Lifeline.Never && later - at < window;

    private static Answer WhatIs(RowKind kind) => (MetricRules.IsUnhappy(kind) ? Answer.Unhappy : Answer.None)
        | (MetricRules.IsContent(kind) ? Answer.Content : Answer.None) | ((kind.Flags & RowFlags.WouldBuyAgain) != 0 ? Answer.WouldBuyAgain : Answer.None);

    // An answer of the customer, and how far it is from other unhappy ones if it is one.
    private record struct Answered(long At, Answer What, int Row)
    {
        public int Apart { get; set; } = Chaining.Apart.Alone;
    }
}
