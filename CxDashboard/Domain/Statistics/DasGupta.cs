namespace CxDashboard.Domain.Statistics;

/// <summary>
/// How much of the difference between two overall rates each of several factors explains. A factor's effect in a product is
/// the difference that it makes alone, averaged over all orders in which the factors could have changed: Σ over r of the
/// sums of products of the others with r of them as after, ÷ (P·C(P−1,r)), times the factor's own difference. Together the
/// effects are the difference, with nothing left over. Source: Das Gupta 1993, US Census P23-186.
/// </summary>
public sealed record DasGupta
{
    // Every set of mix variables is counted, so their number is an exponent.
    private const int MostVariables = 12;

    /// <summary>The overall rate before, in its own unit.</summary>
    public required double Before { get; init; }

    /// <summary>The overall rate after.</summary>
    public required double After { get; init; }

    /// <summary>The factors in the order given; of a cross-classification the mix variables, and the rate last.</summary>
    public required IReadOnlyList<DasGuptaFactor> Factors { get; init; }

    public double Difference => After - Before;

    /// <summary>
    /// Of a rate that is the product of its factors, as contacts = customers · cases per customer · contacts per case. Lists
    /// of different length, or empty ones, throw <see cref="ArgumentException"/>, a factor that is not finite
    /// <see cref="ArgumentOutOfRangeException"/>. The time grows with the third power of their number.
    /// </summary>
    public static DasGupta Product(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        if (before.Count != after.Count || before.Count == 0) throw new ArgumentException("There is a factor, and each has a value before and after.", nameof(after));
        foreach (var factor in before.Concat(after))
            if (!double.IsFinite(factor)) throw new ArgumentOutOfRangeException(nameof(before), factor, "A factor is finite.");
        var (factorsBefore, factorsAfter, effects) = (before.ToArray(), after.ToArray(), new DasGuptaFactor[before.Count]);
        AddEffects(effects, factorsBefore, factorsAfter, 1);
        return new DasGupta { Before = Multiply(factorsBefore), After = Multiply(factorsAfter), Factors = effects };
    }

    /// <summary>
    /// Of a rate within the cells of one to twelve mix variables. First mix and rate as <see cref="Kitagawa"/> splits them;
    /// then the mix, in that a cell's share n/N is the product of one factor for each of K variables v: Π (N_S∪v ÷ N_S)^(1/(K·C(K−1,|S|)))
    /// over all sets S of the others, N_S being what agrees with the cell in S. Null where there was nothing at all
    /// before, or after. A rate may be unknown where its cell is empty: it is then taken as unchanged. Unknown where it is not,
    /// or cells that are there twice or differ in their number of variables, throw <see cref="ArgumentException"/>; sizes
    /// that are negative or infinite, or infinite rates, <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static DasGupta? CrossClassified(IReadOnlyList<DasGuptaCell> cells)
    {
        foreach (var cell in cells) Check(cell, cells[0].Categories.Count);
        if (cells.DistinctBy(c => string.Join('\0', c.Categories)).Count() < cells.Count) throw new ArgumentException("A cell is there once.", nameof(cells));
        if (cells.Sum(c => c.SizeBefore) == 0 || cells.Sum(c => c.SizeAfter) == 0) return null;
        var variables = cells[0].Categories.Count;
        var (before, after) = (Shares(cells, c => c.SizeBefore), Shares(cells, c => c.SizeAfter));
        var factors = new DasGuptaFactor[variables + 1];
        var (wholeBefore, wholeAfter) = (0.0, 0.0);
        for (var i = 0; i < cells.Count; i++)
        {
            var rateBefore = cells[i].RateBefore ?? cells[i].RateAfter ?? 0;
            var rateAfter = cells[i].RateAfter ?? cells[i].RateBefore ?? 0;
            var (shareBefore, shareAfter) = (Multiply(before[i]), Multiply(after[i]));
            AddEffects(factors, before[i], after[i], (rateBefore + rateAfter) / 2);
            factors[variables] = Plus(factors[variables], rateBefore, rateAfter, (shareBefore + shareAfter) / 2);
            wholeBefore += shareBefore * rateBefore;
            wholeAfter += shareAfter * rateAfter;
        }

        return new DasGupta { Before = wholeBefore, After = wholeAfter, Factors = factors };
    }

    // Adds what each factor of a product makes of it, times so much.
    private static void AddEffects(DasGuptaFactor[] effects, double[] before, double[] after, double times)
    {
        var products = new double[before.Length];
        for (var f = 0; f < before.Length; f++)
        {
            // Π(b + a·x) over the others: the coefficient of xʳ is the sum of all products with r of them as after.
            Array.Clear(products);
            products[0] = 1;
            for (var (g, degree) = (0, 0); g < before.Length; g++)
            {
                if (g == f) continue;
                degree++;
                for (var r = degree; r > 0; r--) products[r] = (products[r] * before[g]) + (products[r - 1] * after[g]);
                products[0] *= before[g];
            }

            var others = 0.0;
            for (var r = 0; r < products.Length; r++) others += products[r] / (before.Length * Choose(before.Length - 1, r));
            effects[f] = Plus(effects[f], before[f], after[f], others * times);
        }
    }

    private static DasGuptaFactor Plus(DasGuptaFactor sum, double before, double after, double times) => new(sum.Before + (before * times), sum.After + (after * times));

    // The factors of each cell's share. What is empty has a share of zero, whatever it is made of.
    private static double[][] Shares(IReadOnlyList<DasGuptaCell> cells, Func<DasGuptaCell, double> size)
    {
        var variables = cells[0].Categories.Count;
        var agreeing = cells.Select(_ => new double[1 << variables]).ToArray();
        for (var set = 0; set < 1 << variables; set++)
        {
            var totals = new Dictionary<string, double>();
            foreach (var cell in cells) totals[Key(cell, set)] = totals.GetValueOrDefault(Key(cell, set)) + size(cell);
            for (var i = 0; i < cells.Count; i++) agreeing[i][set] = totals[Key(cells[i], set)];
        }

        return [.. cells.Select((cell, i) => size(cell) == 0 ? new double[variables] : TakeApart(agreeing[i], variables))];
    }

    private static double[] TakeApart(double[] agreeing, int variables)
    {
        var factors = new double[variables];
        for (var v = 0; v < variables; v++)
        {
            var log = 0.0;
            for (var set = 0; set < agreeing.Length; set++)
                if ((set & (1 << v)) == 0) log += Math.Log(agreeing[set | (1 << v)] / agreeing[set]) / (variables * Choose(variables - 1, int.PopCount(set)));
            factors[v] = Math.Exp(log);
        }

        return factors;
    }

    private static string Key(DasGuptaCell cell, int set) => string.Join('\0', cell.Categories.Where((_, v) => (set & (1 << v)) != 0));

    private static double Multiply(double[] factors) => factors.Aggregate(1.0, (product, factor) => product * factor);

    private static double Choose(int n, int k) => k == 0 ? 1 : Choose(n - 1, k - 1) * n / k;

    private static void Check(DasGuptaCell cell, int variables)
    {
        if (cell.Categories.Count != variables || variables is < 1 or > MostVariables)
            throw new ArgumentException("Every cell has a category of the same one to twelve variables.", nameof(cell));
        if (!(cell.SizeBefore >= 0 && cell.SizeAfter >= 0 && double.IsFinite(cell.SizeBefore + cell.SizeAfter)))
            throw new ArgumentOutOfRangeException(nameof(cell), cell, "Sizes are finite and not negative.");
        if (!(double.IsFinite(cell.RateBefore ?? 0) && double.IsFinite(cell.RateAfter ?? 0))) throw new ArgumentOutOfRangeException(nameof(cell), cell, "Rates are finite.");
        if ((cell.RateBefore is null && cell.SizeBefore > 0) || (cell.RateAfter is null && cell.SizeAfter > 0))
            throw new ArgumentException("A cell that holds something has a rate.", nameof(cell));
    }
}
