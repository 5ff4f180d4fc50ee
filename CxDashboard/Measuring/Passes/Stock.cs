namespace CxDashboard.Measuring.Passes;

/// <summary>What was counted of open issues, by group.</summary>
internal sealed class Stock
{
    public Stock(int groups)
    {
        (Open, Opened, OldestOf, Waiting) = (new long[groups], new long[groups], new Oldest[groups], new Oldest[groups]);
        ForgetOldest();
    }

    /// <summary>By how many more are open at an end than at the one before, and how many opened between them.</summary>
    public long[] Open { get; }
    public long[] Opened { get; }

    /// <summary>The oldest of those that are open at an end and close later.</summary>
    public Oldest[] OldestOf { get; }

    /// <summary>The oldest of those that are open from an end on for ever.</summary>
    public Oldest[] Waiting { get; }

    /// <summary>Forgets which are the oldest, to be told anew.</summary>
    public void ForgetOldest()
    {
        Array.Fill(OldestOf, Oldest.Nobody);
        Array.Fill(Waiting, Oldest.Nobody);
    }

    public void Add(Stock other)
    {
        for (var g = 0; g < Open.Length; g++)
        {
            Open[g] += other.Open[g];
            Opened[g] += other.Opened[g];
            OldestOf[g] = Oldest.Of(OldestOf[g], other.OldestOf[g]);
            Waiting[g] = Oldest.Of(Waiting[g], other.Waiting[g]);
        }
    }

    public (Tally[] Open, Tally[] Oldest) Tallies(PassPlan plan, long asOf)
    {
        var (ends, slots) = (StockWorker.EndsOf(plan), plan.Split.Count);
        var (ofOpen, ofOldest) = (new Tally[plan.Groups], new Tally[plan.Groups]);
        for (var slot = 0; slot < slots; slot++)
        {
            var (open, opened, waiting) = (0L, 0L, Oldest.Nobody);
            for (var b = 0; b < ends.Length; b++)
            {
                var g = (b * slots) + slot;
                open += Open[g];
                opened += Opened[g];
                waiting = Oldest.Of(waiting, Waiting[g]);
                var oldest = Oldest.Of(waiting, OldestOf[g]);
                ofOpen[g] = new Tally { N = opened, Count = open, ValidUntil = long.MinValue };
                ofOldest[g] = new Tally
                {
                    N = open,
                    Value = oldest == Oldest.Nobody ? null : (Math.Min(Math.Min(ends[b], oldest.Known), asOf) - oldest.Opened) / 1000.0,
                    ValidUntil = long.MinValue,
                };
            }
        }

        return (ofOpen, ofOldest);
    }
}
