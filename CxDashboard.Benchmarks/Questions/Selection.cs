namespace CxDashboard.Benchmarks.Questions;

/// <summary>The median of a few dozen numbers by selection; part of the <see cref="Limit"/>, and frozen with it.</summary>
internal static class Selection
{
    private const int SortBelow = 24;

    /// <summary>Type 7, which for the median is the mean of the two in the middle; not a number of none. Moves the values about.</summary>
    public static double Median(Span<int> values)
    {
        if (values.IsEmpty) return double.NaN;
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1) return upper;

        // What stands before the selected one is not larger: the largest of it is the lower of the two.
        var lower = values[0];
        foreach (var value in values[1..middle]) lower = Math.Max(lower, value);
        return (lower + (double)upper) / 2;
    }

    // Hoare's selection with the median of three, and insertion at the end.
    private static int Select(Span<int> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (high - low >= SortBelow)
        {
            var (a, b, c) = (values[low], values[(low + high) / 2], values[high]);
            var pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else return values[rank];
        }

        for (var i = low + 1; i <= high; i++)
        {
            var value = values[i];
            var j = i - 1;
            for (; j >= low && values[j] > value; j--) values[j + 1] = values[j];
            values[j + 1] = value;
        }

        return values[rank];
    }
}
