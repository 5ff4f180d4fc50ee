namespace CxDashboard.Domain.Statistics;

/// <summary>
/// A design's columns turned into a triangle by Householder reflections, which solves least squares without ever squaring
/// the columns' condition. Source: Golub and Van Loan 2013, section 5.2.
/// </summary>
internal sealed class OrthogonalFactors
{
    // Squared: a column of which less than this is left beside those before it is their sum.
    private const double Dependent = 1e-20;

    private readonly double[][] _columns;
    private readonly double[] _diagonal;

    private OrthogonalFactors(double[][] columns, double[] diagonal, double[] y)
    {
        (_columns, _diagonal) = (columns, diagonal);
        var k = columns.Length;
        for (var r = k; r < y.Length; r++) ResidualSum += y[r] * y[r];
        Coefficients = new double[k];
        for (var j = k - 1; j >= 0; j--)
        {
            var rest = y[j];
            for (var i = j + 1; i < k; i++) rest -= columns[i][j] * Coefficients[i];
            Coefficients[j] = rest / diagonal[j];
            LogDeterminant += 2 * Math.Log(Math.Abs(diagonal[j]));
        }
    }

    public double[] Coefficients { get; }

    /// <summary>What the columns leave of y, squared and summed.</summary>
    public double ResidualSum { get; }

    /// <summary>Of X′X.</summary>
    public double LogDeterminant { get; }

    /// <summary>Null where a column is a combination of the others, or there are fewer rows than columns. Both arguments are overwritten.</summary>
    public static OrthogonalFactors? Of(double[][] columns, double[] y)
    {
        var (n, k) = (y.Length, columns.Length);
        if (n < k) return null;
        var diagonal = new double[k];
        for (var j = 0; j < k; j++)
        {
            var column = columns[j];
            double above = 0, below = 0;
            for (var r = 0; r < j; r++) above += column[r] * column[r];
            for (var r = j; r < n; r++) below += column[r] * column[r];
            if (!(below > Dependent * (above + below)) || !double.IsFinite(below)) return null;
            diagonal[j] = column[j] > 0 ? -Math.Sqrt(below) : Math.Sqrt(below);
            column[j] -= diagonal[j];
            var scale = -diagonal[j] * column[j];
            for (var i = j + 1; i < k; i++) Reflect(column, columns[i], j, scale);
            Reflect(column, y, j, scale);
        }

        return new OrthogonalFactors(columns, diagonal, y);
    }

    /// <summary>(X′X)⁻¹.</summary>
    public double[,] Inverse()
    {
        var k = _diagonal.Length;
        var inverse = new double[k, k];
        for (var j = 0; j < k; j++)
        {
            inverse[j, j] = 1 / _diagonal[j];
            for (var i = j - 1; i >= 0; i--)
            {
                double sum = 0;
                for (var m = i + 1; m <= j; m++) sum += _columns[m][i] * inverse[m, j];
                inverse[i, j] = -sum / _diagonal[i];
            }
        }

        var product = new double[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                for (var m = Math.Max(i, j); m < k; m++) product[i, j] += inverse[i, m] * inverse[j, m];
            }
        }

        return product;
    }

    private static void Reflect(double[] by, double[] column, int from, double scale)
    {
        double dot = 0;
        for (var r = from; r < column.Length; r++) dot += by[r] * column[r];
        dot /= scale;
        for (var r = from; r < column.Length; r++) column[r] -= dot * by[r];
    }
}
