using System.Collections;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring;

/// <summary>
/// Answers of a question that has more of them than a page or table shows: each is made, with its interval, when it is read.
/// </summary>
internal sealed class AnswerList : IReadOnlyList<MetricAnswer>
{
    // What is shown is read again and again, and few enough to be made once; what is kept by part changes with the next record.
    private const int MadeAtOnce = KeptParts.MostGroups;
    private readonly Func<int, MetricAnswer> _make;

    private AnswerList(int count, Func<int, MetricAnswer> make) => (Count, _make) = (count, make);

    public int Count { get; }

    public MetricAnswer this[int index] => index >= 0 && index < Count ? _make(index) : throw new ArgumentOutOfRangeException(nameof(index));

    public static IReadOnlyList<MetricAnswer> Of(int count, Func<int, MetricAnswer> make)
    {
        if (count > MadeAtOnce) return new AnswerList(count, make);
        var made = new MetricAnswer[count];
        for (var i = 0; i < count; i++) made[i] = make(i);
        return made;
    }

    public IEnumerator<MetricAnswer> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return _make(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
