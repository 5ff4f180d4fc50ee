using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metrics;

/// <summary>What is worth a look among all measures of one slice of the records.</summary>
/// <param name="From">First local day that was read.</param>
/// <param name="To">The local day after the last one.</param>
/// <param name="AsOf">The moment up to which the figures are good.</param>
/// <param name="Slices">Of which records.</param>
/// <param name="Attention">All readings, and the budget.</param>
/// <param name="Signals">What stands out.</param>
internal sealed record SignalsAnswer(DateOnly From, DateOnly To, Instant AsOf, IReadOnlyList<Slice> Slices, Attention Attention, IReadOnlyList<MetricSignal> Signals)
{
    /// <summary>What must be known before any of it is believed; null for most.</summary>
    public string? Notice { get; init; }
}

/// <summary>Reads the measures of the page Trends, and others that are asked for by name, for one slice of the records.</summary>
internal sealed class SignalsQuery(Measure measure)
{
    private readonly TrendReader _reader = new(measure);

    /// <summary>The answer; null while there are no records.</summary>
    /// <param name="question">Span, slices and steps; its metric is not looked at.</param>
    /// <param name="metrics">Metrics that must be among those read.</param>
    /// <param name="naturalStep">Reads by month what has too few answers a week, instead of all in the question's steps.</param>
    /// <param name="ct">Ends waiting.</param>
    /// <exception cref="QuestionRefusedException">A field to slice by is not known.</exception>
    public async Task<SignalsAnswer?> RunAsync(MetricQuestion question, IReadOnlyList<string> metrics, bool naturalStep, CancellationToken ct)
    {
        if (ViewFrame.Of(question, measure) is not { Context: var context }) return null;
        var workspace = measure.Workspace;
        var span = ViewSpan.Whole(context.Span.From, context.Span.To, question.By, workspace.WeekStart);
        question = question with { From = span.From, To = span.To };
        var shown = ShownMetrics.Shown(measure.Catalogue, 7, workspace.Calendar is not null || workspace.RegionCalendars.Count > 0).Select(m => m.Id).Union(metrics, StringComparer.Ordinal);
        List<MetricQuestion> questions = [.. shown.Select(id => question with { Metric = id })];
        var (attention, signals) = await _reader.LookAsync(questions, naturalStep, ct);
        return new SignalsAnswer(span.From, span.To, context.AsOf, question.Slices, attention, signals) { Notice = await _reader.ThinEndAsync(span, ct) };
    }
}
