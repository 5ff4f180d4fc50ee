using System.Runtime.Intrinsics;
using CxDashboard.Benchmarks.Generated;

namespace CxDashboard.Benchmarks.Questions;

/// <summary>The limit's answers in the form in which sides are compared; made outside of any timing.</summary>
internal static class LimitFigures
{
    /// <summary>Runs the pass of a question and throws its answer away: what is timed.</summary>
    public static void Run(Limit limit, Question question)
    {
        if (question == Question.Sums) limit.Sums();
        else if (question == Question.Median) limit.Median();
        else if (question == Question.Repeat) limit.Repeat();
        else limit.Part(Question.PartChannel, Question.PartFirstDay, Question.PartFirstDay + Question.PartDays);
    }

    public static Figures Of(Limit limit, Question question)
    {
        if (question == Question.Sums) return Of(limit.Sums(), group => group);
        if (question == Question.Part)
        {
            return Of(limit.Part(Question.PartChannel, Question.PartFirstDay, Question.PartFirstDay + Question.PartDays),
                i => Groups.Of(Question.PartFirstDay + (i / World.Topics.Length), Question.PartChannel, i % World.Topics.Length));
        }

        var figures = Figures.Empty(question.Width);
        if (question == Question.Median)
        {
            var (counts, medians) = limit.Median();
            for (var group = 0; group < counts.Length; group++) (figures.Values[group * 2], figures.Values[(group * 2) + 1]) = (counts[group], medians[group]);
            return figures;
        }

        var repeat = limit.Repeat();
        for (var group = 0; group < repeat.Length; group++) (figures.Values[group * 2], figures.Values[(group * 2) + 1]) = ((int)repeat[group], repeat[group] >> 32);
        return figures;
    }

    private static Figures Of(Vector128<int>[] sums, Func<int, int> groupOf)
    {
        var figures = Figures.Empty(Question.Sums.Width);
        for (var place = 0; place < sums.Length; place++)
        {
            for (var i = 0; i < 4; i++) figures.Values[(groupOf(place) * 4) + i] = sums[place][i];
        }

        return figures;
    }
}
