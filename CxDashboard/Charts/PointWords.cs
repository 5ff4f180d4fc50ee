using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>What the points of a process chart say, each in words; what holds for the whole chart is found once.</summary>
internal sealed class PointWords
{
    private readonly ChartSpec _spec;
    private readonly ValueFormat _format;
    private readonly bool _versions, _limits;
    private readonly string[] _runs;

    public PointWords(ChartSpec spec)
    {
        (_spec, _format, _versions) = (spec, ValueFormat.Of(spec), spec.VersionsBegun().Any());
        // A small chart has its limits beside it, and they are a third of what a point would say.
        _limits = spec.Kind == ChartKind.Behaviour;
        _runs = new string[spec.Points.Count];
        Array.Fill(_runs, "");
        foreach (var run in spec.Runs)
            for (var i = Math.Max(0, run.First); i <= Math.Min(run.Last, _runs.Length - 1); i++) _runs[i] = run.Words;
    }

    /// <summary>The bucket, then value, n, interval, limits, and what else is so; what there is nothing to say of is empty.</summary>
    public IReadOnlyList<string> Of(int index)
    {
        var p = _spec.Points[index];
        return
        [
            ProcessWords.Label(_spec, index),
            p.State == PointState.TooFew ? "not enough yet for a number" : p.Drawn is { } v ? _format.Full(v) : "not known",
            p.N > 0 ? "n\u00A0" + _format.Plain(p.N, 0) : "",
            p is { Drawn: not null, Low: { } low, High: { } high } ? "95% interval " + _format.Interval(low, high) : "",
            _limits && p is { Lower: { } lower, Upper: { } upper } ? "limits " + _format.Interval(lower, upper) : "",
            Maturing(p),
            p.Outside ? "outside the limits" : "",
            _runs[index],
            _versions && p.Version is { } version ? ProcessWords.Version(version) : "",
            p.Note is { Length: > 0 } note ? Bidi.Closed(note) : "",
        ];
    }

    private string Maturing(ChartPoint p)
    {
        if (p.State != PointState.Maturing) return "";
        return p.MayReach is { } m && p.Drawn is { } now ? $"maturing, may still {(m < now ? "fall" : "rise")} to {_format.Full(m)}" : "maturing";
    }
}
