using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>Counts one part after the other, each for itself: one thread's.</summary>
internal sealed class PartCounter(Facts facts, IssueTable issues, Pass pass)
{
    private readonly PassWorker _worker = new(facts, issues, pass);
    private readonly StockWorker? _stock = pass.Asks<StockRule>() ? new StockWorker(facts, issues, pass.Plan) : null;
    private readonly int _sourceCodes = issues.Horizon.SourceCodes;
    private readonly List<(int, int, int)> _counts = [];
    private readonly List<(int, int)> _sources = [];
    private readonly List<(int, long)> _sums = [];
    private readonly List<(int, long, long, Oldest, Oldest)> _ends = [];

    /// <summary>The recoveries of all parts that it counted; null where they are not asked.</summary>
    public RecoveryWorker? Recoveries => _worker.Recoveries;

    /// <summary>Gives its room back.</summary>
    public void Free()
    {
        _worker.Free();
        _stock?.Free();
    }

    public KeptPart Count(int part)
    {
        var (version, counts) = (facts.Touches.Version, _worker.Work(part));
        if (_stock is not null)
        {
            if (counts && IsWithin(part)) _stock.Work(_worker.Reader, part, isByTime: true);
            else _stock.Work(part);
        }

        var stock = _stock is null ? [] : TakeStock(_stock.Stock);
        _worker.SeeCounted();
        return !counts ? new KeptPart { Version = version, Stock = stock } : new KeptPart
        {
            Version = version,
            Stock = stock,
            ValidUntil = TakeValidUntil(),
            Interactions = Take(_worker.Interactions),
            Issues = Take(_worker.Issues),
            Sources = TakeSources(),
            Sums = _worker.Members is null ? [] : TakeSums(_worker.Members),
        };
    }

    // Whether every row opened within the buckets.
    private bool IsWithin(int part) => facts.Spans.Of(part) is var (first, last, _) && first >= pass.Plan.Buckets.From && last < pass.Plan.Buckets.To;

    private long TakeValidUntil()
    {
        var until = _worker.ValidUntil.Min();
        Array.Fill(_worker.ValidUntil, long.MaxValue);
        return until;
    }

    private (int Bucket, int Class, int Count)[] Take(ClassCounts counts)
    {
        _counts.Clear();
        for (var bucket = 0; counts.Stride > 0 && bucket < counts.Groups; bucket++)
        {
            if (!IsSeen(bucket)) continue;
            var of = counts[bucket];
            for (var c = of.IndexOfAnyExcept(0); c >= 0 && c < of.Length; c++)
            {
                if (of[c] != 0) _counts.Add((bucket, c, of[c]));
            }

            of.Clear();
        }

        return [.. _counts];
    }

    private bool IsSeen(int bucket) => _worker.Seen.AsSpan((bucket + 1) * _sourceCodes, _sourceCodes).Contains(true);

    private (int Bucket, int Source)[] TakeSources()
    {
        _sources.Clear();
        var seen = _worker.Seen.AsSpan(_sourceCodes, pass.Plan.Groups * _sourceCodes);
        for (var s = seen.IndexOf(true); s >= 0 && s < seen.Length; s++)
        {
            if (seen[s]) _sources.Add(Math.DivRem(s, _sourceCodes));
        }

        seen.Clear();
        return [.. _sources];
    }

    private (int At, long Value)[] TakeSums(MemberWorker members)
    {
        _sums.Clear();
        for (var m = 0; m < members.Sums.Length; m++)
        {
            if (members.Sums[m] is not var (n, sum, squares)) continue;
            Take(n, m, 0);
            Take(sum, m, 1);
            Take(squares, m, 2);
        }

        return [.. _sums];

        void Take(long[] values, int metric, int place)
        {
            for (var b = values.AsSpan().IndexOfAnyExcept(0L); b >= 0 && b < values.Length; b++)
            {
                if (values[b] != 0) _sums.Add(((((metric * values.Length) + b) * 3) + place, values[b]));
            }

            Array.Clear(values);
        }
    }

    private (int End, long Open, long Opened, Oldest Oldest, Oldest Waiting)[] TakeStock(Stock stock)
    {
        _ends.Clear();
        for (var e = 0; e < stock.Open.Length; e++)
        {
            if (stock.Open[e] == 0 && stock.Opened[e] == 0 && stock.OldestOf[e] == Oldest.Nobody && stock.Waiting[e] == Oldest.Nobody) continue;
            _ends.Add((e, stock.Open[e], stock.Opened[e], stock.OldestOf[e], stock.Waiting[e]));
            (stock.Open[e], stock.Opened[e], stock.OldestOf[e], stock.Waiting[e]) = (0, 0, Oldest.Nobody, Oldest.Nobody);
        }

        return [.. _ends];
    }
}
