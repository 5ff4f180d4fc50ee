using MathNet.Numerics.Statistics;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Process behaviour charts: is this point, or this stretch, more than routine variation? Centre and spread come from a
/// frozen baseline (indexes of points), or from all points where none is set. Fewer than 8 known points in it: no limits;
/// 8 to 11: trial limits that still move. Unknown points are gaps: they have no limits, and moving ranges go from one
/// known point to the next. A baseline outside the values, and a value that is no finite number, throw <see cref="ArgumentOutOfRangeException"/>.
/// Source: Nelson 1982 (XmR), Laney 2002 (P′, U′), Montgomery 2009 (P, U, C), Benneyan 2001 (G), Nelson 1994 (T),
/// Taylor 2018 (I′).
/// </summary>
public static class ProcessChart
{
    /// <summary>Known points of a baseline below which there are no limits.</summary>
    public const int LeastPoints = 8;

    /// <summary>Known points of a baseline from which on limits are no longer trial limits.</summary>
    public const int EnoughPoints = 12;

    /// <summary>Known points from which on a baseline may be frozen.</summary>
    public const int PointsToFreeze = 20;

    /// <summary>What n·p̄ and n(1−p̄) are to reach for limits of shares to be symmetric.</summary>
    public const double FewestExpected = 5;

    /// <summary>3 ÷ 1.128, rounded as it is taught: how many mean moving ranges a limit lies from the centre.</summary>
    public const double Nelson = BaselineLimits.RoundedFactor;

    // The upper limit of ranges that are scaled to standard deviations before, in mean ranges.
    private const double ScaledRangeLimit = 3.2665;

    // Waiting times raised to this power are about normal.
    private const double Weibull = 1 / 3.6;

    /// <summary>
    /// Individuals chart of values in any one unit: x̄ ± 2.66·mR, where mR is the mean moving range after dropping once
    /// those of at least 3.267 times it. <paramref name="least"/> and <paramref name="most"/> are values nothing can
    /// pass (0 for a duration): limits are clipped to them.
    /// </summary>
    /// <param name="multiplier">How many mean moving ranges a limit lies from the centre; some programs take 3 ÷ 1.128 unrounded.</param>
    /// <param name="screened">Whether large moving ranges are dropped; one jump must not widen the limits that are to show it.</param>
    public static ProcessLimits Xmr(
        IReadOnlyList<double?> values, Range? baseline = null, double? least = null, double? most = null, double multiplier = Nelson, bool screened = true)
    {
        var known = Baseline(values, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(values, known.Count);
        var centre = known.Average(i => values[i]!.Value);
        var half = multiplier * BaselineLimits.MeanMovingRange([.. known.Select(i => values[i]!.Value)], screened ? 1 : 0);
        return Limits(values, known, centre, (_, part) => (centre - (part * half), centre + (part * half)), least, most);
    }

    /// <summary>
    /// The moving ranges |xᵢ − xᵢ₋₁| of values as a chart of their own: mR, from 0 to 3.267·mR. The first known point has no
    /// range. The points of the answer are the ranges; those of the baseline lie within it with both ends. Neighbouring ranges
    /// share a value, so runs mean nothing here.
    /// </summary>
    public static ProcessLimits MovingRange(IReadOnlyList<double?> values, Range? baseline = null)
    {
        var ranges = new double?[values.Count];
        double? before = null;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) continue;
            ranges[i] = before is { } last ? Math.Abs(value - last) : null;
            before = value;
        }

        // The first known point of all has no range; the first of a baseline has one that is not its own.
        List<int> known = [.. Baseline(values, baseline).Skip(1)];
        if (known.Count < LeastPoints) return ProcessLimits.None(ranges, known.Count);
        var centre = known.Average(i => ranges[i]!.Value);
        return Limits(ranges, known, centre, (_, part) => (0, centre + (part * (BaselineLimits.RangeLimit - 1) * centre))) with
        {
            Distance = new double?[ranges.Length],
            SigmaFreedom = null,
            Runs = null,
            LagOne = null,
        };
    }

    /// <summary>
    /// P chart of shares x/n: p̄ = Σx/Σn of the baseline, limits p̄ ± 3·√(p̄(1−p̄)/nᵢ), clipped to 0 to 1. It knows chance only, so
    /// with thousands of cases a week nearly every point is outside: <see cref="PPrime"/> is what to show. A point with n = 0 is
    /// unknown. No limits where p̄ is 0 or 1. Lists of different length, or a count outside 0 to n, throw
    /// <see cref="ArgumentException"/>.
    /// </summary>
    public static ProcessLimits P(IReadOnlyList<double> counts, IReadOnlyList<double> n, Range? baseline = null) => OfShares(counts, n, baseline, prime: false);

    /// <summary>
    /// Laney's P′ chart of shares x/n: p̄ = Σx/Σn of the baseline, sᵢ = √(p̄(1−p̄)/nᵢ), σ_z the screened mean moving range
    /// of zᵢ = (pᵢ−p̄)/sᵢ divided by 1.128; limits p̄ ± 3·sᵢ·σ_z, clipped to 0 to 1. A point with n = 0 is unknown. No
    /// limits where p̄ is 0 or 1. Lists of different length, or a count outside 0 to n, throw
    /// <see cref="ArgumentException"/>.
    /// </summary>
    public static ProcessLimits PPrime(IReadOnlyList<double> counts, IReadOnlyList<double> n, Range? baseline = null) => OfShares(counts, n, baseline, prime: true);

    /// <summary>
    /// U chart of counts per exposure (contacts per issue): ū = Σx/Σn of the baseline, limits ū ± 3·√(ū/nᵢ), not below 0. A point
    /// without exposure is unknown. No limits where ū is 0. Lists of different length, a negative count or exposure throw
    /// <see cref="ArgumentException"/>.
    /// </summary>
    public static ProcessLimits U(IReadOnlyList<double> counts, IReadOnlyList<double> exposure, Range? baseline = null) => OfRates(counts, exposure, baseline, prime: false);

    /// <summary>Laney's U′ chart: as <see cref="U"/>, with limits as much wider as the rates vary more than chance, as in <see cref="PPrime"/>.</summary>
    public static ProcessLimits UPrime(IReadOnlyList<double> counts, IReadOnlyList<double> exposure, Range? baseline = null) => OfRates(counts, exposure, baseline, prime: true);

    /// <summary>
    /// C chart of counts of equal exposure: c̄ ± 3·√c̄, not below 0. No limits where c̄ is 0. A negative count throws
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static ProcessLimits C(IReadOnlyList<double?> counts, Range? baseline = null)
    {
        NotNegative(counts);
        var known = Baseline(counts, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(counts, known.Count);
        var centre = known.Average(i => counts[i]!.Value);
        if (centre == 0) return ProcessLimits.None(counts, known.Count);
        var half = 3 * Math.Sqrt(centre);
        return Limits(counts, known, centre, (_, part) => (centre - (part * half), centre + (part * half)), least: 0) with { SigmaFreedom = double.PositiveInfinity };
    }

    /// <summary>
    /// G chart of how many cases lie between two rare events: with m their mean, limits m ± 3·√(m(m+1)), not below 0. The centre
    /// is the median, because most gaps are shorter than the mean. No limits where m is 0: every case was an event. A negative count throws
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static ProcessLimits G(IReadOnlyList<double?> casesBetween, Range? baseline = null)
    {
        NotNegative(casesBetween);
        var known = Baseline(casesBetween, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(casesBetween, known.Count);
        var mean = known.Average(i => casesBetween[i]!.Value);
        if (mean == 0) return ProcessLimits.None(casesBetween, known.Count);
        var half = 3 * Math.Sqrt(mean * (mean + 1));
        return Limits(casesBetween, known, known.Select(i => casesBetween[i]!.Value).Median(), (_, part) => (mean - (part * half), mean + (part * half)), least: 0) with
        {
            Distance = new double?[casesBetween.Count],
            SigmaFreedom = null,
        };
    }

    /// <summary>
    /// T chart of the time between two rare events, in any unit: the times to the power of 1/3.6 are about normal; their
    /// individuals chart (3 ÷ 1.128 mean moving ranges) is brought back by the power of 3.6, not below 0. No limits where all times are 0.
    /// A negative time throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static ProcessLimits T(IReadOnlyList<double?> timeBetween, Range? baseline = null)
    {
        NotNegative(timeBetween);
        var known = Baseline(timeBetween, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(timeBetween, known.Count);
        double[] bent = [.. known.Select(i => Math.Pow(timeBetween[i]!.Value, Weibull))];
        var centre = bent.Average();
        if (centre == 0) return ProcessLimits.None(timeBetween, known.Count);
        var half = 3 / BaselineLimits.MeanRangeToSigma * BaselineLimits.MeanMovingRange(bent);
        return Limits(timeBetween, known, Back(centre), (_, part) => (Back(centre - (part * half)), Back(centre + (part * half)))) with
        {
            Distance = [.. timeBetween.Select(t => t is { } time && half > 0 ? 3 * (Math.Pow(time, Weibull) - centre) / half : (double?)null)],
        };

        static double Back(double bent) => Math.Pow(Math.Max(0, bent), 1 / Weibull);
    }

    /// <summary>
    /// Taylor's I′ chart of shares or rates x/n, another way to what P′ and U′ do: sᵢ = √(π/2)·|rᵢ−rᵢ₋₁| ÷ √(1/nᵢ₋₁ + 1/nᵢ), screened
    /// once at 3.2665 times its mean; limits r̄ ± 3·s̄/√nᵢ with r̄ = Σx/Σn of the baseline. Limits are not clipped. A point with
    /// n = 0 is unknown. Lists of different length, or a negative n, throw <see cref="ArgumentException"/>.
    /// </summary>
    public static ProcessLimits IPrime(IReadOnlyList<double> counts, IReadOnlyList<double> n, Range? baseline = null)
    {
        var rates = Rates(counts, n);
        var known = Baseline(rates, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(rates, known.Count);
        var centre = known.Sum(i => counts[i]) / known.Sum(i => n[i]);
        var s = known.Zip(known.Skip(1), (a, b) => Math.Sqrt(Math.PI / 2) * Math.Abs(rates[b]!.Value - rates[a]!.Value) / Math.Sqrt((1 / n[a]) + (1 / n[b]))).ToArray();
        var mean = BaselineLimits.Screened(s, limit: ScaledRangeLimit);
        return Limits(rates, known, centre, (i, part) => (centre - (part * 3 * mean / Math.Sqrt(n[i])), centre + (part * 3 * mean / Math.Sqrt(n[i]))));
    }

    private static ProcessLimits OfShares(IReadOnlyList<double> counts, IReadOnlyList<double> n, Range? baseline, bool prime)
    {
        for (var i = 0; i < Math.Min(counts.Count, n.Count); i++)
        {
            if (!(counts[i] >= 0 && counts[i] <= n[i])) throw new ArgumentOutOfRangeException(nameof(counts), counts[i], "A count lies between zero and n.");
        }

        var limits = OfRatio(counts, n, baseline, prime, p => p * (1 - p), most: 1);
        return limits.Centre is not { } centre ? limits : limits with
        {
            FewExpected = [.. limits.Values.Select((v, i) => v is not null && IsFew(n[i] * Math.Min(centre, 1 - centre)))],
        };

        static bool IsFew(double expected) => expected < FewestExpected && !Near.Equal(expected, FewestExpected);
    }

    private static ProcessLimits OfRates(IReadOnlyList<double> counts, IReadOnlyList<double> exposure, Range? baseline, bool prime)
    {
        if (counts.Any(c => !(c >= 0 && double.IsFinite(c)))) throw new ArgumentOutOfRangeException(nameof(counts), "A count is not negative.");
        return OfRatio(counts, exposure, baseline, prime, u => u, most: null);
    }

    private static ProcessLimits OfRatio(IReadOnlyList<double> counts, IReadOnlyList<double> n, Range? baseline, bool prime, Func<double, double> variance, double? most)
    {
        var rates = Rates(counts, n);
        var known = Baseline(rates, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(rates, known.Count);
        var centre = known.Sum(i => counts[i]) / known.Sum(i => n[i]);
        var ofOne = Math.Sqrt(variance(centre));
        if (!(ofOne > 0)) return ProcessLimits.None(rates, known.Count);
        double? sigmaZ = prime ? BaselineLimits.MeanMovingRange([.. known.Select(i => (rates[i]!.Value - centre) / Sigma(i))]) / BaselineLimits.MeanRangeToSigma : null;
        var half = new double[n.Count];
        for (var i = 0; i < half.Length; i++) half[i] = 3 * Sigma(i) * (sigmaZ ?? 1);
        return Limits(rates, known, centre, (i, part) => (centre - (part * half[i]), centre + (part * half[i])), least: 0, most) with
        {
            SigmaZ = sigmaZ,
            SigmaFreedom = prime ? BaselineLimits.RangeFreedom(known.Count) : double.PositiveInfinity,
        };

        double Sigma(int i) => ofOne / Math.Sqrt(n[i]);
    }

    private static double?[] Rates(IReadOnlyList<double> counts, IReadOnlyList<double> n)
    {
        if (counts.Count != n.Count) throw new ArgumentException("Every count needs its n.", nameof(n));
        var rates = new double?[n.Count];
        for (var i = 0; i < n.Count; i++)
        {
            if (!(n[i] >= 0 && double.IsFinite(n[i]))) throw new ArgumentOutOfRangeException(nameof(n), n[i], "What is counted against is not negative.");
            rates[i] = n[i] > 0 ? counts[i] / n[i] : null;
        }

        return rates;
    }

    /// <param name="at">Lower and upper limit of a point, so much of the way from the centre: 1 is the limit itself.</param>
    private static ProcessLimits Limits(
        IReadOnlyList<double?> values, List<int> known, double centre, Func<int, double, (double Lower, double Upper)> at, double? least = null, double? most = null)
    {
        var (lower, upper, lowerWarning, upperWarning) = (new double?[values.Count], new double?[values.Count], new double?[values.Count], new double?[values.Count]);
        var outside = new bool[values.Count];
        var distance = new double?[values.Count];
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) continue;
            var limits = at(i, 1);
            var half = limits.Upper - centre;
            distance[i] = half > 0 ? 3 * (value - centre) / half : null;
            (lower[i], upper[i]) = Clipped(limits);
            (lowerWarning[i], upperWarning[i]) = Clipped(at(i, 2 / 3.0));
            outside[i] = Near.Above(value, upper[i]!.Value) || Near.Above(lower[i]!.Value, value);
        }

        return new ProcessLimits
        {
            Values = values,
            Centre = centre,
            Lower = lower,
            Upper = upper,
            LowerWarning = lowerWarning,
            UpperWarning = upperWarning,
            Outside = outside,
            Distance = distance,
            FewExpected = new bool[values.Count],
            BaselinePoints = known.Count,
            BaselineEnd = known[^1] + 1,
            SigmaFreedom = BaselineLimits.RangeFreedom(known.Count),
            SigmaZ = null,
            Runs = RunsTest.Of(values, centre),
            LagOne = Autocorrelation.LagOne([.. known.Select(i => values[i]!.Value)]),
        };

        (double, double) Clipped((double Lower, double Upper) limits) =>
            (Math.Max(limits.Lower, least ?? double.NegativeInfinity), Math.Min(limits.Upper, most ?? double.PositiveInfinity));
    }

    private static List<int> Baseline(IReadOnlyList<double?> values, Range? baseline)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i] ?? 0)) throw new ArgumentOutOfRangeException(nameof(values), values[i], "A value is a finite number, or null where it is unknown.");
        }

        var (offset, length) = (baseline ?? Range.All).GetOffsetAndLength(values.Count);
        var known = new List<int>(length);
        for (var i = offset; i < offset + length; i++)
        {
            if (values[i] is not null) known.Add(i);
        }

        return known;
    }

    private static void NotNegative(IReadOnlyList<double?> values)
    {
        if (values.Any(v => !(v is null or >= 0))) throw new ArgumentOutOfRangeException(nameof(values), "What is counted or measured here is not negative.");
    }
}
