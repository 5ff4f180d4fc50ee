using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>Something worth a look, with all that its sentences say.</summary>
/// <param name="Reading">The measure that stands out, which says by which rule and since when.</param>
/// <param name="Kind">Its rule; <see cref="Signal.Diverging"/> where it looks better while its counter-metric gets worse.</param>
/// <param name="Size">How far it moved; null where too little lies before it.</param>
/// <param name="Mix">What the mix of work has to do with it, by each field that could be asked.</param>
/// <param name="Counter">Its counter-metric, where it was read too.</param>
/// <param name="Also">Other measures of which the same is true: they part from the same counter-metric, and one thing is told once.</param>
internal sealed record MetricSignal(Reading Reading, Signal Kind, SignalSize? Size, IReadOnlyList<MixOfMove> Mix, Reading? Counter, IReadOnlyList<Reading> Also)
{
    /// <summary>The mix that explains or hides most of it; null where none was asked.</summary>
    public MixOfMove? LargestMix => Mix.MaxBy(m => Math.Abs(m.Share));

    /// <summary>Numbers that part from their counter-metric first, then runs, then single points.</summary>
    public static IReadOnlyList<MetricSignal> Of(IReadOnlyList<Reading> readings, Func<Reading, IReadOnlyList<MixOfMove>> mixOf)
    {
        var told = readings.Where(r => r.Signal != Signal.None).Select(r => (Reading: r, Counter: CounterOf(r, readings))).ToList();
        return
        [
            .. told.GroupBy(t => IsAtTheCustomersCost(t.Reading, t.Counter) ? t.Counter!.Metric.Id : t.Reading.Metric.Id + " alone")
                .Select(group => Told([.. group], mixOf))
                .OrderByDescending(s => s.Kind == Signal.Diverging).ThenByDescending(s => s.Kind == Signal.Run),
        ];
    }

    // A run says more than a point: it is told, and the others are named.
    private static MetricSignal Told(IReadOnlyList<(Reading Reading, Reading? Counter)> group, Func<Reading, IReadOnlyList<MixOfMove>> mixOf)
    {
        var (reading, counter) = group.OrderByDescending(t => t.Reading.Signal == Signal.Run).First();
        return new MetricSignal(
            reading,
            IsAtTheCustomersCost(reading, counter) ? Signal.Diverging : reading.Signal,
            SignalSize.Of(reading),
            mixOf(reading),
            counter,
            [.. group.Select(t => t.Reading).Where(r => r != reading)]);
    }

    private static Reading? CounterOf(Reading reading, IReadOnlyList<Reading> readings) =>
        readings.FirstOrDefault(r => r.Metric.Id == reading.Metric.CounterMetric);

    // The measure moved the way one would want, its counter-metric the way one would not.
    private static bool IsAtTheCustomersCost(Reading reading, Reading? counter) =>
        counter is not null && Wanted.Direction(reading.Metric) is { } wanted && Wanted.Direction(counter.Metric) is { } counterWanted
        && reading.Above == wanted && counter.Above is { } above && above != counterWanted;
}
