using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>What an address means for the records there are: which of them, over which time, and what stands around each picture.</summary>
/// <param name="Context">Its span, and what every picture says.</param>
/// <param name="Slices">Of which records.</param>
/// <param name="IsNatural">Whether each measure is read in the steps that are natural for it, where the span is cut in weeks.</param>
internal sealed record ViewFrame(MetricChart.Context Context, IReadOnlyList<Slice> Slices, bool IsNatural = false)
{
    /// <summary>The question by which a metric is asked; all metrics of one frame are one pass over the records.</summary>
    public MetricQuestion Question(string metric) =>
        new() { Metric = metric, By = Context.Span.Step, From = Context.Span.From, To = Context.Span.To, Slices = Slices };

    /// <summary>The frame of an address, null while there are no records; what could not be had is told in <paramref name="notices"/>.</summary>
    public static ViewFrame? Of(ViewAddress address, Measure measure, List<string> notices)
    {
        var state = measure.State;
        if (state is not { FirstDay: { } first, LastDay: { } last }) return null;
        if (address.Window is not (null or "" or "7" or "30")) notices.Add($"Claims are followed for 7 or for 30 days, not for “{address.Window}”; 7 days are shown.");
        List<Slice> slices = [];
        foreach (var slice in address.Slices())
        {
            if (measure.ValuesOf(slice.Field).Any(v => v.Value == slice.Value)) slices.Add(slice);
            else notices.Add($"No record has the {slice.Field} “{slice.Value}”; all are shown.");
        }

        var span = ViewSpan.Of(address, first, last, measure.Workspace.WeekStart, notices);
        return new ViewFrame(new MetricChart.Context(span, state.Zone, GoodAsOf(state, null), state.IsSample, ReadingWords.Filters(slices)), slices, address.IsNatural);
    }

    /// <summary>The frame of any question: without a span it is the page's, the last twelve months. Null while there are no records.</summary>
    public static ViewFrame? Of(MetricQuestion question, Measure measure)
    {
        var state = measure.State;
        if (state is not { FirstDay: { } first, LastDay: { } last }) return null;
        var usual = ViewSpan.Of(new ViewAddress(), first, last, measure.Workspace.WeekStart, []);
        var (from, to) = question.From is null && question.To is null ? (usual.From, usual.To) : (question.From ?? first, question.To ?? last.AddDays(1));
        var known = question.KnownAt is { } at ? $"as known at {at}" : "";
        var filters = string.Join(", ", new[] { ReadingWords.Filters(question.Slices), known }.Where(f => f.Length > 0));
        var asOf = question.KnownAt is { } knownAt && !(question.AsOf < knownAt) ? knownAt : question.AsOf;
        var context = new MetricChart.Context(new ViewSpan(from, to, question.By), question.Zone ?? state.Zone, GoodAsOf(state, asOf), state.IsSample, filters);
        return new ViewFrame(context, question.Slices);
    }

    // A picture of a file that ended years ago is as of then, whatever the clock says.
    private static Instant GoodAsOf(MeasureState state, Instant? asked)
    {
        var asOf = asked ?? state.Now;
        return state.KnownUntil is { } known && known < asOf ? known : asOf;
    }
}
