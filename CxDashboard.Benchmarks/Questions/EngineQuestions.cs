using CxDashboard.Benchmarks.Generated;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Benchmarks.Questions;

/// <summary>
/// The questions as the engine is asked them: one fused call of a question for each metric, by day, split by channel and
/// topic.
/// </summary>
internal static class EngineQuestions
{
    private static readonly Dictionary<string, int> TopicCodes = World.Topics.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);

    /// <summary>The call for a question.</summary>
    /// <param name="run">Another span for each run, with nothing more in it, so that no answer of an earlier run is at hand.</param>
    public static IReadOnlyList<MetricQuestion> Of(Question question, int run)
    {
        var part = question == Question.Part;
        var from = part ? World.FirstDay.AddDays(Question.PartFirstDay + run) : World.FirstDay.AddDays(-run);
        var to = part ? from.AddDays(Question.PartDays) : World.FirstDay.AddDays(World.Days);
        return [.. Metrics(question).Select(metric => new MetricQuestion
        {
            Metric = metric,
            By = BucketSize.Day,
            From = from,
            To = to,
            Slices = part ? [new Slice("channel", World.Channels[Question.PartChannel])] : [],
            Split = part ? ["topic"] : ["channel", "topic"],
        })];
    }

    /// <summary>The answers of run 0 in the form in which sides are compared; made outside of any timing.</summary>
    public static Figures Figures(Question question, IReadOnlyList<MetricQuestion> asked, IReadOnlyList<IReadOnlyList<MetricAnswer>> answers)
    {
        var figures = Questions.Figures.Empty(question.Width);
        if (question == Question.Median)
        {
            for (var i = 1; i < figures.Values.Length; i += 2) figures.Values[i] = double.NaN;
        }

        for (var i = 0; i < asked.Count; i++)
        {
            foreach (var answer in answers[i])
            {
                var channel = Array.IndexOf(World.Channels, answer.Slices[0].Value);
                var day = DateOnly.FromDateTime(answer.Bucket!.From.DateTime).DayNumber - World.FirstDay.DayNumber;
                var group = figures.Values.AsSpan(Groups.Of(day, channel, TopicCodes[answer.Slices[^1].Value!]) * question.Width, question.Width);
                Put(group, answer);
            }
        }

        return figures;
    }

    private static string[] Metrics(Question question) => question == Question.Median ? ["resolution-time-closed-median"]
        : question == Question.Repeat ? ["repeat-contact-rate-7d"]
        : ["interactions", "interactions-reopened", "mean-rating"];

    private static void Put(Span<double> group, MetricAnswer answer)
    {
        switch (answer.Metric)
        {
            case "interactions":
                group[0] = answer.N;
                break;
            case "interactions-reopened":
                group[1] = answer.Value ?? 0;
                break;
            case "mean-rating":
                (group[2], group[3]) = (answer.N, answer.N * (answer.Value ?? 0));
                break;
            case "resolution-time-closed-median":
                (group[0], group[1]) = (answer.N, answer.Value ?? double.NaN);
                break;
            case "repeat-contact-rate-7d":
                (group[0], group[1]) = (answer.N, answer.Count ?? 0);
                break;
            default:
                throw new InvalidOperationException($"No figure is made of {answer.Metric}.");
        }
    }
}
