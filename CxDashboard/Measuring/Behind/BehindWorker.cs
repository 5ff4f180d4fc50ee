using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>Finds the rows of parts, counts them by outcome, and keeps those of the page. One thread's share.</summary>
internal sealed class BehindWorker(Facts facts, IssueTable issues, PassPlan plan, RowJudge judge, BehindQuestion question) : IDisposable
{
    private static readonly int Outcomes = Enum.GetValues<Outcome>().Length;
    private readonly PartReader _reader = new(facts, issues, plan);

    /// <summary>Rows by outcome: all of them, those that count, and those with a value.</summary>
    public long[] Rows { get; } = new long[Outcomes];
    public long[] Counted { get; } = new long[Outcomes];
    public long WithValue { get; private set; }

    /// <summary>One more than the page has, which tells whether there is a next one.</summary>
    public FirstRows Page { get; } = new(question.Rows == 0 ? 0 : question.Rows + 1, question.After);

    public void Work(int part)
    {
        if (!_reader.Read(part, byTime: !judge.AsksAllTimes)) return;
        if (judge.RowsAre == RowsAre.Issues)
        {
            foreach (var i in _reader.Starts) Take(i);
            return;
        }

        var groups = _reader.Groups;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] >= 0) Take(i);
        }
    }

    public void Dispose() => _reader.Dispose();

    private void Take(int i)
    {
        if (judge.Of(_reader, i) is not { } judged) return;
        Rows[(int)judged.Outcome]++;
        if (judged.Counts) Counted[(int)judged.Outcome]++;
        if (judged.Value is not null) WithValue++;
        if (question.Only is { } only && only != judged.Outcome) return;
        var (row, opened) = (_reader.First + i, _reader.Opened[i]);
        Page.Offer(new FoundRow(new BehindKey(question.Seed is { } seed ? SampleSeed.PlaceOf(row, seed) : opened, row), opened, judged));
    }
}
