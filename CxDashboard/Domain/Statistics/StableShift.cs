using System.Globalization;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The Stable Shift Algorithm: where has a process moved to a new level and stayed there, so that its limits should be
/// computed anew? It proposes and never applies: a transient shift of nine or ten points can mix with what follows into a
/// baseline at a level that never was. Source: Woodcock, O'Connor and Bell 2025, BMJ Quality and Safety,
/// doi:10.1136/bmjqs-2025-019263.
/// </summary>
public static class StableShift
{
    /// <summary>
    /// The first <see cref="StableShiftOptions.LeastPoints"/> known points are the first baseline. After it, the first run of
    /// <see cref="StableShiftOptions.ShiftLength"/> points on one side of the centre is a shift, and as many points as a
    /// baseline has, from the first of the run, are a candidate for a new one. It is refused where a run of that length back
    /// towards the old centre begins among them (their first run does not count), or where their last run goes that way, to the
    /// end of all points, and may still become one; then the next point of the shift is tried, and then the next shift.
    /// Otherwise it is proposed, and the search goes on after it with the new limits. Limits leave out up to
    /// <see cref="StableShiftOptions.MostExclusions"/> points of the baseline, one at a time, the farthest outside first, each
    /// time computed anew. Moving ranges go across what is left out, and across gaps.
    /// </summary>
    /// <param name="chart">The kind of chart, which decides how limits are computed.</param>
    /// <param name="values">Values or counts in order; for shares the counts. Null is a gap, which is no point: it neither
    /// counts nor breaks a run. A point on the centre does not either.</param>
    /// <param name="n">For shares, and only for them: what each count is of. Zero or null is a gap.</param>
    /// <param name="options">The authors' where null.</param>
    /// <exception cref="ArgumentException">Shares without n, others with n, or lists of different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a count above its n, a value that is no number, or an
    /// option out of its range.</exception>
    public static StableShiftResult Propose(
        BaselineChart chart, IReadOnlyList<double?> values, IReadOnlyList<double?>? n = null, StableShiftOptions? options = null)
    {
        options ??= new StableShiftOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LeastPoints, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShiftLength, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MostExclusions, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.RangeScreens, nameof(options));
        return new Search(new Series(chart, values, n), options).Run();
    }

    /// <summary>The known points. Indexes are among them; <see cref="Origin"/> leads back to the values.</summary>
    private sealed class Series
    {
        private readonly BaselineChart _chart;
        private readonly double[] _counts;
        private readonly double[] _n;

        public Series(BaselineChart chart, IReadOnlyList<double?> values, IReadOnlyList<double?>? n)
        {
            if (!Enum.IsDefined(chart)) throw new ArgumentOutOfRangeException(nameof(chart), chart, "There is no such chart.");
            if (chart == BaselineChart.Shares != n is not null) throw new ArgumentException("Shares, and only shares, need what each count is of.", nameof(n));
            if (n is not null && n.Count != values.Count) throw new ArgumentException("Every count needs its n.", nameof(n));
            for (var i = 0; i < values.Count; i++)
            {
                if (values[i] is { } value && !double.IsFinite(value))
                    throw new ArgumentOutOfRangeException(nameof(values), value, "A value is a number, or null where unknown.");
                if (chart != BaselineChart.Individuals && values[i] < 0)
                    throw new ArgumentOutOfRangeException(nameof(values), values[i], "A count is not negative.");
                if (n is not null && n[i] is { } of && !(of >= 0 && double.IsFinite(of) && !(values[i] > of)))
                    throw new ArgumentOutOfRangeException(nameof(values), values[i], "A count lies between zero and n.");
            }

            _chart = chart;
            All = values.Count;
            Origin = [.. Enumerable.Range(0, All).Where(i => values[i] is not null && (n is null || n[i] > 0))];
            _counts = [.. Origin.Select(i => values[i]!.Value)];
            _n = n is null ? [] : [.. Origin.Select(i => n[i]!.Value)];
            Values = n is null ? _counts : [.. _counts.Zip(_n, (x, of) => x / of)];
        }

        public int All { get; }

        public int[] Origin { get; }

        public double[] Values { get; }

        public Func<int, PointLimits> Limits(IReadOnlyList<int> points, int screens)
        {
            double[] counts = [.. points.Select(i => _counts[i])];
            if (_chart == BaselineChart.Shares)
            {
                var baseline = BaselineLimits.Shares(counts, [.. points.Select(i => _n[i])], screens);
                return i => BaselineLimits.Share(baseline, _n[i]);
            }

            var limits = _chart == BaselineChart.Counts ? BaselineLimits.Counts(counts) : BaselineLimits.Individuals(counts, screens);
            return _ => limits;
        }
    }

    /// <param name="Start">Its first point.</param>
    /// <param name="At">A known point's limits.</param>
    /// <param name="Excluded">Points that the limits leave out.</param>
    /// <param name="Limits">The limits of all values from its first point on.</param>
    private sealed record Baseline(int Start, Func<int, PointLimits> At, IReadOnlyList<int> Excluded, PointLimits?[] Limits);

    private sealed class Search(Series series, StableShiftOptions options)
    {
        private readonly List<Baseline> _baselines = [];
        private readonly List<StableShiftProposal> _candidates = [];
        private readonly List<string>?[] _log = new List<string>?[series.Values.Length];
        private int? _waiting;

        private int Count => series.Values.Length;

        public StableShiftResult Run()
        {
            Log(0, "0100");
            if (Count < options.LeastPoints)
            {
                Log(0, "0210");
                return Result(StableShiftEnd.TooShort);
            }

            Log(0, "0200");
            _baselines.Add(Form(0));
            return Result(Advance(options.LeastPoints));
        }

        private StableShiftEnd Advance(int at)
        {
            // Without a point after the first baseline the authors' log says so on the last one.
            if (at < Count) Log(at, "0300");
            else Log(Count - 1, $"co@{Number(at)}|0300");
            while (at < Count - 1)
            {
                if (Count - at < options.LeastPoints)
                {
                    Log(at, "0410");
                    _waiting = NextShift(at).Shift?.Start;
                    return StableShiftEnd.TooFewLeft;
                }

                var (found, isCurrent) = NextShift(at);
                if (found is not { } shift)
                {
                    Log(at, "0401NA");
                    Log(at, "0510");
                    return StableShiftEnd.NoFurtherShift;
                }

                Log(at, (isCurrent ? "0400" : "0401") + Number(shift.Start));
                at = shift.Start;
                Log(at, shift.Above ? "050010" : "050001");
                if (Count - at < options.LeastPoints)
                {
                    Log(at, "0610");
                    _waiting = at;
                    return StableShiftEnd.TooFewAfterShift;
                }

                at = Consider(shift) ? at + options.LeastPoints : at + 1;
            }

            return StableShiftEnd.TooFewLeft;
        }

        /// <summary>The rest of the run around this point where it is long enough alone, else the first such run that begins here or later.</summary>
        private (Run? Shift, bool IsCurrent) NextShift(int at)
        {
            var runs = Runs(_baselines[^1], Count);
            var current = runs.FirstOrDefault(r => r.Start < at && at < r.End);
            if (current.Points > 0)
            {
                var centre = Centre(_baselines[^1]);
                int[] rest = [.. Enumerable.Range(at, current.End - at).Where(i => !Near.Equal(series.Values[i], centre))];
                if (rest.Length >= options.ShiftLength) return (current with { Start = rest[0], Points = rest.Length }, true);
            }

            var next = runs.FirstOrDefault(r => r.Start >= at && r.Points >= options.ShiftLength);
            return (next.Points > 0 ? next : null, false);
        }

        private bool Consider(Run shift)
        {
            var old = _baselines[^1];
            var candidate = Form(shift.Start);
            var end = shift.Start + options.LeastPoints;
            var runs = Runs(candidate, Count);
            var within = options.OverhangingReversions || options.NoRegrets ? runs : Runs(candidate, end);
            var shiftsBack = within.Skip(1).Any(r => r.Start < end && r.Above != shift.Above && r.Points >= options.ShiftLength);

            // A run that has ended cannot grow: only one that reaches the last point of all.
            var isOpen = runs.Count > 1 && runs[^1].Start < end && runs[^1].Above != shift.Above;
            var proposal = new StableShiftProposal
            {
                From = series.Origin[shift.Start],
                Until = series.Origin[end - 1] + 1,
                Above = shift.Above,
                RunPoints = shift.Points,
                Excluded = [.. candidate.Excluded.Select(i => series.Origin[i])],
                Old = old.Limits,
                New = candidate.Limits,
                ShiftsBack = shiftsBack,
                MayShiftBack = options.NoRegrets && isOpen,
            };
            Log(shift.Start, $"0600{(proposal.ShiftsBack ? 1 : 0)}{(proposal.MayShiftBack ? 1 : 0)}");
            Log(shift.Start, proposal.IsProposed ? "0700" : "0710");
            _candidates.Add(proposal);
            if (proposal.IsProposed) _baselines.Add(candidate);
            return proposal.IsProposed;
        }

        private Baseline Form(int start)
        {
            List<int> points = [.. Enumerable.Range(start, options.LeastPoints)];
            List<int> excluded = [];
            var limits = series.Limits(points, options.RangeScreens);

            // Two points at least are left: without a moving range there is no spread.
            while (excluded.Count < options.MostExclusions && points.Count > 2)
            {
                var farthest = points.Where(i => IsOutside(i, limits)).Select(i => (int?)i).MaxBy(i => Distance(i!.Value, limits));
                if (farthest is not { } point) break;
                excluded.Add(point);
                points.Remove(point);
                limits = series.Limits(points, options.RangeScreens);
            }

            var extended = new PointLimits?[series.All];
            for (var i = start; i < Count; i++) extended[series.Origin[i]] = limits(i);
            return new Baseline(start, limits, [.. excluded.Order()], extended);
        }

        private double Distance(int i, Func<int, PointLimits> limits)
        {
            var at = limits(i);
            return Math.Max(series.Values[i] - at.Upper, at.Lower - series.Values[i]);
        }

        private bool IsOutside(int i, Func<int, PointLimits> limits)
        {
            var at = limits(i);
            return Near.Above(series.Values[i], at.Upper) || Near.Above(at.Lower, series.Values[i]);
        }

        private static double Centre(Baseline baseline) => baseline.At(baseline.Start).Centre;

        private List<Run> Runs(Baseline baseline, int end)
        {
            var runs = RunsTest.Split([.. series.Values[baseline.Start..end].Select(v => (double?)v)], Centre(baseline));
            return [.. runs.Select(r => r with { Start = r.Start + baseline.Start, End = r.End + baseline.Start })];
        }

        private StableShiftResult Result(StableShiftEnd end)
        {
            var points = new StableShiftPoint[series.All];
            Array.Fill(points, new StableShiftPoint { Limits = null, IsBaseline = false, Outside = false, Shift = false, Excluded = false, Log = null });
            for (var i = 0; i < Count; i++) points[series.Origin[i]] = points[series.Origin[i]] with { Log = _log[i] is { } entries ? string.Join(';', entries) : null };
            for (var b = 0; b < _baselines.Count; b++)
            {
                var baseline = _baselines[b];
                var until = b + 1 < _baselines.Count ? _baselines[b + 1].Start : Count;
                var runs = Runs(baseline, until).Where(r => r.Points >= options.ShiftLength).ToList();
                for (var i = baseline.Start; i < until; i++)
                {
                    var limits = baseline.At(i);
                    points[series.Origin[i]] = points[series.Origin[i]] with
                    {
                        Limits = limits,
                        IsBaseline = i < baseline.Start + options.LeastPoints,
                        Outside = IsOutside(i, baseline.At),
                        Shift = !Near.Equal(series.Values[i], limits.Centre) && runs.Exists(r => r.Start <= i && i < r.End),
                        Excluded = baseline.Excluded.Contains(i),
                    };
                }
            }

            return new StableShiftResult
            {
                End = end,
                Waiting = _waiting is { } at ? series.Origin[at] : null,
                PointsMissing = _waiting is { } from ? options.LeastPoints - (Count - from) : null,
                Candidates = _candidates,
                Points = points,
            };
        }

        private void Log(int at, string entry)
        {
            if (at < _log.Length) (_log[at] ??= []).Add(entry);
        }

        // The authors count points from 1.
        private string Number(int at) => ((at < Count ? series.Origin[at] : series.All) + 1).ToString(CultureInfo.InvariantCulture);
    }
}
