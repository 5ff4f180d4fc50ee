namespace CxDashboard.Benchmarks.Generated;

/// <summary>
/// Made-up interactions as plain columns, in order of arrival: by opening, with slight disorder. The same for the same seed
/// and size. Times are whole seconds; 0 means that it never happened.
/// </summary>
internal sealed class GeneratedArrays
{
    /// <summary>Claims, reopenings and last claims all lie before <see cref="World.KnownUntil"/>, also of what opened last.</summary>
    private const int LatestClaim = 40 * World.SecondsOfDay;
    private const int Disorder = 1_800;
    private const double JoinsOrRepeats = 0.15;

    private GeneratedArrays(int rows)
    {
        (Opened, Customer) = (new int[rows], new int[rows]);
        (Channel, Topic, Product, Region, Rating) = (new byte[rows], new byte[rows], new byte[rows], new byte[rows], new byte[rows]);
        (ToReply, ToClaim, ToReopening, ToLastClaim, ToRating) = (new int[rows], new int[rows], new int[rows], new int[rows], new int[rows]);
    }

    public int Rows => Opened.Length;

    /// <summary>Seconds since the beginning of the span.</summary>
    public int[] Opened { get; }
    public int[] Customer { get; }
    public byte[] Channel { get; }
    public byte[] Topic { get; }
    public byte[] Product { get; }
    public byte[] Region { get; }

    /// <summary>Seconds from the opening to the first reply, and to the first claim.</summary>
    public int[] ToReply { get; }
    public int[] ToClaim { get; }

    /// <summary>Seconds from the claim to the reopening, and from there to the last claim.</summary>
    public int[] ToReopening { get; }
    public int[] ToLastClaim { get; }

    /// <summary>1 to 5, or 0 for none, and the seconds from the opening to it.</summary>
    public byte[] Rating { get; }
    public int[] ToRating { get; }

    /// <summary>Customers of which there may be interactions: a fifth of those.</summary>
    public int Customers => Math.Max(1, Rows / 5);

    public static GeneratedArrays Make(int rows)
    {
        var made = new GeneratedArrays(rows);
        var random = new Random(World.Seed);
        for (int row = 0, hour = 0; row < rows; row++)
        {
            var place = (row + 0.5) / rows;
            while (World.BeforeHour[hour + 1] <= place) hour++;
            var within = (place - World.BeforeHour[hour]) / (World.BeforeHour[hour + 1] - World.BeforeHour[hour]);
            var opened = (int)((hour + within) * 3_600) + random.Next(-Disorder, Disorder);
            made.Opened[row] = Math.Clamp(opened, 0, (World.Days * World.SecondsOfDay) - 1);
            made.Person(row, random);
            made.Course(row, random);
            made.Answer(row, random);
        }

        return made;
    }

    /// <summary>Unix milliseconds of the opening.</summary>
    public long OpenedAt(int row) => World.Start + (Opened[row] * 1000L);

    // Some come back about what they came for some days ago: they join that issue, or begin another one after its window.
    private void Person(int row, Random random)
    {
        var share = random.NextDouble();
        while (World.ChannelUpTo[Channel[row]] <= share) Channel[row]++;
        Product[row] = (byte)random.Next(World.Products.Length);
        Region[row] = (byte)random.Next(World.Regions.Length);
        var earlier = random.NextDouble() < JoinsOrRepeats ? RowAt(Opened[row] - Exponential(random, 4 * World.SecondsOfDay)) : -1;
        Customer[row] = earlier >= 0 && earlier < row ? Customer[earlier] : random.Next(Customers);
        Topic[row] = earlier >= 0 && earlier < row ? Topic[earlier] : (byte)random.Next(World.Topics.Length);
    }

    private void Course(int row, Random random)
    {
        if (random.NextDouble() < 0.95) ToReply[row] = 30 + Exponential(random, 7_200);
        if (random.NextDouble() >= 0.90) return;
        ToClaim[row] = (int)Math.Clamp(World.ClaimMedian[Channel[row]] * Math.Exp(1.3 * Normal(random)), 60, LatestClaim);
        if (random.NextDouble() >= 0.055) return;
        ToReopening[row] = 600 + random.Next(10 * World.SecondsOfDay);
        if (random.NextDouble() < 0.90) ToLastClaim[row] = 600 + random.Next(4 * World.SecondsOfDay);
    }

    private void Answer(int row, Random random)
    {
        if (random.NextDouble() >= 0.30) return;
        Rating[row] = (byte)(random.NextDouble() is var p && p < 0.08 ? 1 : p < 0.15 ? 2 : p < 0.27 ? 3 : p < 0.60 ? 4 : 5);
        ToRating[row] = Math.Max(ToClaim[row], 3_600) + random.Next(World.SecondsOfDay, 6 * World.SecondsOfDay);
    }

    private int RowAt(int second)
    {
        if (second < 0) return -1;
        var hour = second / 3_600;
        var place = World.BeforeHour[hour] + ((World.BeforeHour[hour + 1] - World.BeforeHour[hour]) * (second % 3_600 / 3_600.0));
        return (int)(place * Rows);
    }

    private static int Exponential(Random random, double mean) => (int)Math.Min(-mean * Math.Log(1 - random.NextDouble()), 7.5 * mean);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
