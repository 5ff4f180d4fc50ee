namespace CxDashboard.Domain.Statistics;

/// <summary>
/// What goes with a response (not: what causes it): shares of R² in a linear regression. Predictors as a list of columns, each as long as the response,
/// in any units; at most 8, else <see cref="ArgumentOutOfRangeException"/>. No predictor, columns of another length or a value that is no finite number throw
/// <see cref="ArgumentException"/>. Source: Lindeman, Merenda and Gold 1980 (as Shapley 1953); Pratt 1987; Grömping 2006.
/// </summary>
public static class RelativeImportance
{
    /// <summary>How many predictors at most: beyond it the orders are too many, and so are the bars.</summary>
    public const int MostPredictors = 8;

    /// <summary>Fewer customers than this have no interval.</summary>
    public const int LeastCustomers = 20;

    // What of a predictor is left beside the others, of one: less is rounding.
    private const double Dependent = 1e-10;

    /// <summary>
    /// LMGⱼ = Σ over the sets S without j of |S|!(p−|S|−1)!/p! · (R²(S∪j) − R²(S)), and the three simpler measures. Null where rows are not more than
    /// predictors and an intercept, or the response or every predictor never varies.
    /// </summary>
    public static RelativeImportanceResult? Of(IReadOnlyList<double> response, IReadOnlyList<IReadOnlyList<double>> predictors)
    {
        var columns = Centred(response, predictors);
        if (response.Count <= predictors.Count + 1) return null;
        var moments = new double[columns.Length, columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                for (var r = 0; r < response.Count; r++) moments[i, j] += columns[i][r] * columns[j][r];
                moments[j, i] = moments[i, j];
            }
        }

        return Shares(moments);
    }

    /// <summary>
    /// The same with 95 % percentile intervals of LMG: all rows of a customer are drawn together, as many customers with replacement as there are, and the quantiles
    /// (type 7) .025 and .975 of the <paramref name="resamples"/> results taken. No intervals and no ranks below 20 customers, or for a predictor that one resample
    /// in twenty tells nothing of. The same seed draws the same. <paramref name="customers"/> names each row's customer, one a row, else
    /// <see cref="ArgumentException"/>; fewer than 100 resamples throw <see cref="ArgumentOutOfRangeException"/>. Source: Efron 1979; Davison and Hinkley 1997, section 3.8.
    /// </summary>
    public static RelativeImportanceResult? WithIntervals(
        IReadOnlyList<double> response, IReadOnlyList<IReadOnlyList<double>> predictors, IReadOnlyList<int> customers, int seed, int resamples = 1_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (customers.Count != response.Count) throw new ArgumentException("Every row needs its customer.", nameof(customers));
        if (Of(response, predictors) is not { } whole) return null;
        var clusters = Clusters(Centred(response, predictors), customers);
        if (clusters.Length < LeastCustomers) return whole;

        var draws = predictors.Select(_ => new List<double>(resamples)).ToArray();
        var random = new Random(seed);
        var width = predictors.Count + 2;
        var (sum, moments) = (new double[width * width], new double[width - 1, width - 1]);
        for (var b = 0; b < resamples; b++)
        {
            Array.Clear(sum);
            for (var c = 0; c < clusters.Length; c++)
            {
                var drawn = clusters[random.Next(clusters.Length)];
                for (var i = 0; i < sum.Length; i++) sum[i] += drawn[i];
            }

            // The first row and column hold the count and the sums.
            for (var i = 1; i < width; i++)
            {
                for (var j = 1; j < width; j++) moments[i - 1, j - 1] = sum[(i * width) + j] - (sum[i] * sum[j] / sum[0]);
            }

            if (sum[0] <= predictors.Count + 1 || Shares(moments) is not { } shares) continue;
            for (var j = 0; j < draws.Length; j++)
            {
                if (shares.Predictors[j].Lmg is { } share) draws[j].Add(share);
            }
        }

        return whole with { Predictors = Ranked([.. whole.Predictors.Select((p, j) => Interval(p, draws[j], resamples))]) };
    }

    private static PredictorImportance Interval(PredictorImportance predictor, List<double> draws, int resamples)
    {
        if (predictor.Lmg is null || draws.Count < 0.95 * resamples) return predictor;
        draws.Sort();
        var sorted = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(draws);
        return predictor with { Low = Quantiles.Type7(sorted, 0.025), High = Quantiles.Type7(sorted, 0.975) };
    }

    private static PredictorImportance[] Ranked(PredictorImportance[] predictors) => [.. predictors.Select(p =>
    {
        // One whose interval is unknown could lie anywhere; one that never varied takes no place.
        var others = predictors.Where(o => !ReferenceEquals(o, p) && o.Lmg is not null).ToList();
        var apart = p.Low is not null && others.All(o => o.Low > p.High || o.High < p.Low);
        return apart ? p with { Rank = 1 + others.Count(o => o.Low > p.High) } : p;
    })];

    /// <summary>Predictors, then the response: less their mean and divided by their root sum of squares; zero where they never vary.</summary>
    private static double[][] Centred(IReadOnlyList<double> response, IReadOnlyList<IReadOnlyList<double>> predictors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(predictors.Count, MostPredictors, nameof(predictors));
        double[][] columns = [.. RegressionInput.Copy(predictors, response.Count), RegressionInput.Copy(response, nameof(response))];
        foreach (var column in columns.Where(c => c.Length > 0))
        {
            if (column.All(v => v == column[0]))
            {
                Array.Clear(column);
                continue;
            }

            var mean = column.Average();
            for (var r = 0; r < column.Length; r++) column[r] -= mean;
            var size = Math.Sqrt(column.Sum(v => v * v));
            for (var r = 0; r < column.Length; r++) column[r] /= size;
        }

        return columns;
    }

    /// <summary>Each customer's sums of products of (1, columns…), which a resample only has to add.</summary>
    private static double[][] Clusters(double[][] columns, IReadOnlyList<int> customers)
    {
        var width = columns.Length + 1;
        var clusters = new SortedDictionary<int, double[]>();
        var row = new double[width];
        row[0] = 1;
        for (var r = 0; r < customers.Count; r++)
        {
            if (!clusters.TryGetValue(customers[r], out var sums)) clusters.Add(customers[r], sums = new double[width * width]);
            for (var j = 1; j < width; j++) row[j] = columns[j - 1][r];
            for (var i = 0; i < width; i++)
            {
                for (var j = 0; j < width; j++) sums[(i * width) + j] += row[i] * row[j];
            }
        }

        return [.. clusters.Values];
    }

    // Moments about the means, the response last.
    private static RelativeImportanceResult? Shares(double[,] moments)
    {
        var y = moments.GetLength(0) - 1;
        int[] varying = [.. Enumerable.Range(0, y).Where(j => moments[j, j] > 1e-12)];
        if (!(moments[y, y] > 1e-12) || varying.Length == 0) return null;
        int[] order = [.. varying, y];
        var (p, correlations) = (varying.Length, new double[order.Length, order.Length]);
        for (var i = 0; i <= p; i++)
        {
            for (var j = 0; j <= p; j++) correlations[i, j] = i == j ? 1 : moments[order[i], order[j]] / Math.Sqrt(moments[order[i], order[i]] * moments[order[j], order[j]]);
        }

        var explained = new double[1 << p];
        var all = explained.Length - 1;
        Explain([.. Enumerable.Range(0, p + 1).Select(i => i == 0 ? correlations : new double[p + 1, p + 1])], 0, 0, 0, explained);
        var predictors = new PredictorImportance[y];
        Array.Fill(predictors, new PredictorImportance(null, null, null, null));
        var coefficients = Coefficients(correlations);
        for (var j = 0; j < p; j++)
        {
            double share = 0;
            for (var set = 0; set < explained.Length; set++)
            {
                if ((set & (1 << j)) == 0) share += Weight(int.PopCount(set), p) * (explained[set | (1 << j)] - explained[set]);
            }

            predictors[varying[j]] = new PredictorImportance(
                share, explained[1 << j], explained[all] - explained[all & ~(1 << j)], coefficients?[j] * correlations[j, p]);
        }

        return new RelativeImportanceResult(explained[all], predictors);
    }

    private static double Weight(int others, int p)
    {
        // others!·(p−others−1)!/p! is 1 ÷ (p · the ways to choose the others).
        double ways = 1;
        for (var i = 1; i <= others; i++) ways = ways * (p - i) / i;
        return 1 / (p * ways);
    }

    // R² of every set: each depth holds what a set left of the correlations, and adds one predictor after those that it has.
    private static void Explain(double[][,] left, int depth, int from, int set, double[] explained)
    {
        var (here, y) = (left[depth], left[depth].GetLength(0) - 1);
        for (var j = from; j < y; j++)
        {
            var next = left[depth + 1];
            explained[set | (1 << j)] = explained[set] + Eliminate(here, j, next);
            Explain(left, depth + 1, j + 1, set | (1 << j), explained);
        }
    }

    // Takes what goes with j out of all the others; gives what that explains of the last.
    private static double Eliminate(double[,] from, int j, double[,] into)
    {
        var (n, pivot) = (from.GetLength(0), from[j, j]);
        var adds = pivot > Dependent;
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++) into[a, b] = adds ? from[a, b] - (from[a, j] * from[j, b] / pivot) : from[a, b];
        }

        return adds ? from[j, n - 1] * from[j, n - 1] / pivot : 0;
    }

    private static double[]? Coefficients(double[,] correlations)
    {
        var p = correlations.GetLength(0) - 1;
        var (left, beta) = ((double[,])correlations.Clone(), new double[p]);
        for (var j = 0; j < p; j++)
        {
            if (left[j, j] <= Dependent) return null;
            for (var a = j + 1; a < p; a++)
            {
                var times = left[a, j] / left[j, j];
                for (var b = j; b <= p; b++) left[a, b] -= times * left[j, b];
            }
        }

        for (var j = p - 1; j >= 0; j--)
        {
            beta[j] = left[j, p];
            for (var b = j + 1; b < p; b++) beta[j] -= left[j, b] * beta[b];
            beta[j] /= left[j, j];
        }

        return beta;
    }
}
