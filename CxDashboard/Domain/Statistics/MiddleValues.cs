namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The two middle values as the reference implementations of STL find them: a quicksort by the median of three (Singleton
/// 1969) that follows only the parts with a place asked for. They ask for the upper middle before the lower, though it expects
/// places in ascending order: where a part ends exactly between the two, one of them is not followed, and a value near it stands
/// for it. That is rare and small, but robust weights that are to agree with theirs to more than three digits need it.
/// </summary>
internal static class MiddleValues
{
    /// <summary>Upper and lower middle value; the same one where their number is odd. The values are left in another order.</summary>
    public static (double Upper, double Lower) Of(Span<double> values)
    {
        ReadOnlySpan<int> places = [values.Length / 2, (values.Length - 1) / 2];
        var waiting = new Stack<Part>();
        waiting.Push(new(0, values.Length - 1, 0, places.Length));
        while (waiting.TryPop(out var part))
        {
            // The first part goes on to the end, whatever its length.
            while (part.HasPlaces && (part.Last - part.First > 10 || (part.First == 0 && part.Last > 0)))
            {
                var (left, right) = Split(values, part.First, part.Last);
                if (left - part.First <= part.Last - right)
                {
                    // The shorter part is followed; places from its end back that lie beyond it are the other's.
                    var end = part.EndPlace;
                    while (end > part.FromPlace && places[end - 1] > left) end--;
                    waiting.Push(new(right, part.Last, end, part.EndPlace));
                    part = new(part.First, left, part.FromPlace, end);
                }
                else
                {
                    var split = part.FromPlace;
                    while (split < part.EndPlace && places[split] < right) split++;
                    waiting.Push(new(part.First, left, part.FromPlace, split));
                    part = new(right, part.Last, split, part.EndPlace);
                }
            }

            if (part.HasPlaces && part.First > 0) values[part.First..(part.Last + 1)].Sort();
        }

        return (values[places[0]], values[places[1]]);
    }

    // Puts what is below the median of first, middle and last value to the left of what is above it.
    private static (int Left, int Right) Split(Span<double> values, int first, int last)
    {
        var middle = (first + last) / 2;
        Order(ref values[first], ref values[middle]);
        Order(ref values[middle], ref values[last]);
        Order(ref values[first], ref values[middle]);
        var pivot = values[middle];
        var (left, right) = (last, first);
        while (true)
        {
            while (values[--left] > pivot) { }
            while (values[++right] < pivot) { }
            if (right > left) return (left, right);
            (values[left], values[right]) = (values[right], values[left]);
        }
    }

    private static void Order(ref double low, ref double high)
    {
        if (low > high) (low, high) = (high, low);
    }

    private readonly record struct Part(int First, int Last, int FromPlace, int EndPlace)
    {
        public bool HasPlaces => FromPlace < EndPlace;
    }
}
