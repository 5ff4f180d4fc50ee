namespace CxDashboard.Domain.Statistics;

/// <summary>The passes of <see cref="SeasonalTrendLoess"/> over one series of more than two periods.</summary>
internal sealed class SeasonalTrendPasses
{
    private readonly double[] _y;
    private readonly int _period;
    private readonly int _inner;
    private readonly int _outer;
    private readonly Loess _seasonalLoess;
    private readonly Loess _trendLoess;
    private readonly Loess _lowPassLoess;
    private readonly double[] _weights;
    private readonly double[] _seasonal;
    private readonly double[] _trend;

    // The season goes on for a period before the first value and one after the last, so that moving averages over two periods
    // and 3 leave as many values as there are.
    private readonly double[] _cycles;
    private readonly double[] _lowPass;
    private readonly double[] _work;
    private readonly double[] _place;
    private readonly double[] _placeWeights;
    private readonly double[] _placeSmooth;

    // No weights at all until the first outer pass is over: then all are one.
    private bool _isWeighted;

    public SeasonalTrendPasses(double[] y, int period, SeasonalTrendOptions options)
    {
        (_y, _period) = (y, period);
        var seasonal = options.SeasonalWindow ?? ((10 * y.Length) + 1);
        var trend = options.TrendWindow ?? Odd((int)Math.Ceiling(1.5 * period / (1 - (1.5 / seasonal))));
        var lowPass = options.LowPassWindow ?? Odd(period);
        _seasonalLoess = Smoother(seasonal, options.SeasonalWindow is null ? 0 : options.SeasonalDegree, options.SeasonalJump);
        _trendLoess = Smoother(trend, options.TrendDegree, options.TrendJump);
        _lowPassLoess = Smoother(lowPass, options.LowPassDegree ?? options.TrendDegree, options.LowPassJump);
        _inner = options.InnerPasses ?? (options.IsRobust ? 1 : 2);
        _outer = options.OuterPasses ?? (options.IsRobust ? 15 : 0);
        _weights = new double[y.Length];
        Array.Fill(_weights, 1);
        (_seasonal, _trend) = (new double[y.Length], new double[y.Length]);
        (_cycles, _lowPass, _work) = (new double[y.Length + (2 * period)], new double[y.Length + (2 * period)], new double[y.Length + (2 * period)]);
        var longest = ((y.Length - 1) / period) + 1;
        (_place, _placeWeights, _placeSmooth) = (new double[longest], new double[longest], new double[longest]);
    }

    public double[] Weights => _weights;

    public (double[] Seasonal, double[] Trend) Run()
    {
        for (var pass = 0; ; pass++)
        {
            for (var i = 0; i < _inner; i++) Inner();
            if (pass == _outer) return (_seasonal, _trend);
            Weigh();
        }
    }

    private ReadOnlySpan<double> WeightsOrNone => _isWeighted ? _weights : [];

    private static int Odd(int window) => window | 1;

    private static Loess Smoother(int window, int degree, int? jump) => new(Odd(Math.Max(3, window)), degree, jump ?? ((window - 1) / 10) + 1);

    private void Inner()
    {
        var n = _y.Length;
        for (var i = 0; i < n; i++) _work[i] = _y[i] - _trend[i];
        for (var p = 0; p < _period; p++) SmoothPlace(p);

        var left = MovingAverage(_cycles, _period, _work);
        left = MovingAverage(_work.AsSpan(0, left), _period, _lowPass);
        left = MovingAverage(_lowPass.AsSpan(0, left), 3, _work);
        _lowPassLoess.Smooth(_work.AsSpan(0, left), [], _lowPass.AsSpan(0, left));
        for (var i = 0; i < n; i++) _seasonal[i] = _cycles[_period + i] - _lowPass[i];

        for (var i = 0; i < n; i++) _work[i] = _y[i] - _seasonal[i];
        _trendLoess.Smooth(_work.AsSpan(0, n), WeightsOrNone, _trend);
    }

    // One place of the period, with a value more at either end.
    private void SmoothPlace(int p)
    {
        var count = ((_y.Length - 1 - p) / _period) + 1;
        for (var i = 0; i < count; i++)
        {
            _place[i] = _work[(i * _period) + p];
            _placeWeights[i] = _weights[(i * _period) + p];
        }

        ReadOnlySpan<double> y = _place.AsSpan(0, count);
        ReadOnlySpan<double> weights = _isWeighted ? _placeWeights.AsSpan(0, count) : [];
        var smooth = _placeSmooth.AsSpan(0, count);
        _seasonalLoess.Smooth(y, weights, smooth);
        var near = Math.Min(_seasonalLoess.Window, count);
        _cycles[p] = _seasonalLoess.At(-1, y, weights, 0, near - 1) ?? smooth[0];
        for (var i = 0; i < count; i++) _cycles[((i + 1) * _period) + p] = smooth[i];
        _cycles[((count + 1) * _period) + p] = _seasonalLoess.At(count, y, weights, count - near, count - 1) ?? smooth[count - 1];
    }

    private static int MovingAverage(ReadOnlySpan<double> y, int length, Span<double> averages)
    {
        var sum = 0.0;
        for (var i = 0; i < length; i++) sum += y[i];
        averages[0] = sum / length;
        for (var i = length; i < y.Length; i++)
        {
            sum += y[i] - y[i - length];
            averages[i - length + 1] = sum / length;
        }

        return y.Length - length + 1;
    }

    // Bisquare weights of the remainders, six times their median being the end. A remainder that is but rounding is none: a
    // series without any would have its weights by chance.
    private void Weigh()
    {
        var n = _y.Length;
        var sizes = _work.AsSpan(0, n);
        var rounding = 0.0;
        for (var i = 0; i < n; i++)
        {
            sizes[i] = Math.Abs(_y[i] - _seasonal[i] - _trend[i]);
            rounding = Math.Max(rounding, 1e-13 * Math.Abs(_y[i]));
        }

        sizes.CopyTo(_weights);
        var (upper, lower) = MiddleValues.Of(sizes);
        var end = 3 * (upper + lower);
        for (var i = 0; i < n; i++)
        {
            var part = _weights[i] / end;
            _weights[i] = _weights[i] <= Math.Max(0.001 * end, rounding) ? 1 : _weights[i] <= 0.999 * end ? (1 - (part * part)) * (1 - (part * part)) : 0;
        }

        _isWeighted = true;
    }
}
