using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>The rows of an issue in their order, for <c>foreach</c>; without an object for each issue.</summary>
internal struct MemberRows
{
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly int _start;
    private int _left;
    private int _next;

    public MemberRows(Facts facts, IssueTable issues, int start) =>
        (_facts, _issues, _start, _next, _left) = (facts, issues, start, start, issues.MembersOf(start));

    public int Current { get; private set; } = -1;

    public readonly MemberRows GetEnumerator() => this;

    public bool MoveNext()
    {
        // What has not happened by T, and what we started ourselves, stands in the list too, but is in no issue.
        while (_left > 0)
        {
            Current = _next;
            _next = _facts.Customers.After(_next);
            if (Current != _start && (_issues.BitsOf(Current) & IssueBits.Member) == 0) continue;
            _left--;
            return true;
        }

        return false;
    }
}
