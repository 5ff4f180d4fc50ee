using CxDashboard.Benchmarks.Generated;

namespace CxDashboard.Benchmarks.Questions;

/// <summary>
/// The limit of a page's medians and repeat contacts by week: plain passes over plain columns with two threads, as in
/// <see cref="Limit"/>, and FROZEN like it. Sets of values that the generated records have nothing of cost it nothing.
/// </summary>
internal sealed class PageLimit
{
    private const int Threads = 2;
    private readonly byte[] _rowWeek;
    private readonly byte[] _issueWeek;
    private readonly int[] _toReply;
    private readonly int[] _toFirstClaim;
    private readonly int[] _toLastClaim;
    private readonly int[] _toNextContact;
    private readonly int[] _wait;

    // Memory that was never touched costs the system more than writing into it.
    private int[] _values = [];
    private int[] _waits = [];

    public PageLimit(GeneratedArrays rows, GeneratedIssues issues)
    {
        // What is not there is the largest number, in every column.
        _rowWeek = [.. rows.Opened.Select(WeekOf)];
        _toReply = [.. rows.ToReply.Select(seconds => seconds == 0 ? int.MaxValue : seconds)];
        _issueWeek = [.. issues.FirstRow.Select(row => WeekOf(rows.Opened[row]))];
        (_toFirstClaim, _toLastClaim, _toNextContact) = (issues.ToFirstClaim, issues.ToLastClaim, issues.ToNextContact);
        var end = (int)((World.KnownUntil - World.Start) / 1000);
        _wait = [.. issues.FirstRow.Select((row, issue) => issues.ToFirstClaim[issue] == int.MaxValue ? end - rows.Opened[row] : int.MaxValue)];
    }

    public static int Weeks { get; } = (World.Days + 6) / 7;

    /// <summary>By week: the median and the ninth decile of the time to the first reply.</summary>
    public double[][] Replies() => ByWeek(_rowWeek, _toReply, (digits, values, week, figures) => (figures[0][week], figures[1][week]) = (digits.Type7(values, 0.5), digits.Type7(values, 0.9)), 2);

    /// <summary>By week: the median of the time to F of claimed issues; of all issues, with those that wait, the median and the ninth decile (Kaplan–Meier).</summary>
    public double[][] Resolutions()
    {
        // Sorted once for all three.
        var (starts, ended) = Scattered(_issueWeek, _toFirstClaim, ref _values);
        var (waitingStarts, waiting) = Scattered(_issueWeek, _wait, ref _waits);
        var figures = Enumerable.Range(0, 3).Select(_ => new double[Weeks]).ToArray();
        Parallel.For(0, Threads, thread =>
        {
            var digits = new Digits();
            for (var week = thread; week < Weeks; week += Threads)
            {
                var values = ended.AsSpan(starts[week]..starts[week + 1]);
                var waits = waiting.AsSpan(waitingStarts[week]..waitingStarts[week + 1]);
                digits.Sort(values);
                digits.Sort(waits);
                var place = (values.Length - 1) * 0.5;
                figures[0][week] = (values[(int)Math.Floor(place)] + (double)values[(int)Math.Ceiling(place)]) / 2;
                (figures[1][week], figures[2][week]) = Survival(values, waits);
            }
        });
        return figures;
    }

    /// <summary>By week: the median of the time to the latest claim.</summary>
    public double[][] LastResolutions() => ByWeek(_issueWeek, _toLastClaim, (digits, values, week, figures) => figures[0][week] = digits.Type7(values, 0.5), 1);

    /// <summary>By week: claimed issues, and those whose customer came back within seven and within thirty days.</summary>
    public long[] Repeats()
    {
        var parts = new long[Threads][];
        Parallel.For(0, Threads, thread =>
        {
            var counts = parts[thread] = new long[Weeks * 3];
            for (int issue = Cut(_issueWeek.Length, thread), end = Cut(_issueWeek.Length, thread + 1); issue < end; issue++)
            {
                var week = _issueWeek[issue] * 3;
                counts[week] += _toFirstClaim[issue] != int.MaxValue ? 1 : 0;
                counts[week + 1] += _toNextContact[issue] < 7 * World.SecondsOfDay ? 1 : 0;
                counts[week + 2] += _toNextContact[issue] < 30 * World.SecondsOfDay ? 1 : 0;
            }
        });
        return [.. parts[0].Zip(parts[1], (a, b) => a + b)];
    }

    private static byte WeekOf(int second) => (byte)(second / (7 * World.SecondsOfDay));

    private static int Cut(int length, int thread) => (int)((long)length * thread / Threads);

    private double[][] ByWeek(byte[] weeks, int[] seconds, Action<Digits, ArraySegment<int>, int, double[][]> of, int width)
    {
        var (starts, values) = Scattered(weeks, seconds, ref _values);
        var figures = Enumerable.Range(0, width).Select(_ => new double[Weeks]).ToArray();
        Parallel.For(0, Threads, thread =>
        {
            var digits = new Digits();
            for (var week = thread; week < Weeks; week += Threads) of(digits, new ArraySegment<int>(values, starts[week], starts[week + 1] - starts[week]), week, figures);
        });
        return figures;
    }

    // Counted, then laid out by week: each thread knows where its own values of each week go.
    private static (int[] Starts, int[] Values) Scattered(byte[] weeks, int[] seconds, ref int[] room)
    {
        var places = new int[Threads][];
        Parallel.For(0, Threads, thread =>
        {
            var counts = places[thread] = new int[Weeks];
            for (int i = Cut(weeks.Length, thread), end = Cut(weeks.Length, thread + 1); i < end; i++) counts[weeks[i]] += seconds[i] != int.MaxValue ? 1 : 0;
        });
        var (starts, total) = (new int[Weeks + 1], 0);
        for (var week = 0; week < Weeks; week++)
        {
            starts[week] = total;
            foreach (var counts in places) (counts[week], total) = (total, total + counts[week]);
        }

        starts[^1] = total;
        if (room.Length < total) room = new int[total];
        var values = room;
        Parallel.For(0, Threads, thread =>
        {
            var place = places[thread];
            for (int i = Cut(weeks.Length, thread), end = Cut(weeks.Length, thread + 1); i < end; i++)
            {
                if (seconds[i] != int.MaxValue) values[place[weeks[i]]++] = seconds[i];
            }
        });
        return (starts, values);
    }

    // The first event at which no more than a share of one half, and of one tenth, is left.
    private static (double Median, double NinthDecile) Survival(ReadOnlySpan<int> ended, ReadOnlySpan<int> waiting)
    {
        var (survival, left, waited, median, ninth) = (1.0, ended.Length + waiting.Length, 0, double.NaN, double.NaN);
        for (int first = 0, end; first < ended.Length; first = end)
        {
            for (end = first + 1; end < ended.Length && ended[end] == ended[first];) end++;
            for (; waited < waiting.Length && waiting[waited] < ended[first]; waited++) left--;
            survival *= 1 - ((end - first) / (double)left);
            left -= end - first;
            if (double.IsNaN(median) && survival <= 0.5 + 1e-12) median = ended[first];
            if (survival > 0.1 + 1e-12) continue;
            ninth = ended[first];
            break;
        }

        return (median, ninth);
    }
}
