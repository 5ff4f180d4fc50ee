using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>
/// A short history made to be awkward: few customers and topics, instants at the edges of windows, late arrivals,
/// corrections, deletions, erasures, customers with several ids, sources that are known to different instants. The same seed
/// makes the same history.
/// </summary>
/// <param name="Sources">As declared before the first change.</param>
public sealed record RandomHistory(
    int Seed, IReadOnlyList<Change> Changes, IReadOnlyList<OracleSource> Sources, Instant AsOf, IReadOnlyList<OracleBucket> Buckets)
{
    /// <summary>Slices worth asking by; the first is none.</summary>
    public static IReadOnlyList<IReadOnlyList<OracleSlice>> SliceSets { get; } =
    [
        [],
        [("channel", "email")],
        [("channel", "")],
        [("channel", "phone"), ("channel", "")],
        [("topic", "billing"), ("source", "live"), ("source", "file")],
        [("topic", "")],
        [("reopened_count", "1")],
        [("reopened_count", "0"), ("reopened_count", "")],
        [("extra.tier", "gold")],
        [("extra.plan", "")],
        [("direction", "in"), ("customer", "ann")],
        [("customer", "")],
        [("segment", "no such segment")],
        [("abandoned", "yes")],
        [("abandoned", "no"), ("region", "north"), ("region", "south")],
        [("product", "modem"), ("team", "")],
        [("cause", "product"), ("cause", "policy")],
        [("policy", "no refunds")],
        [OracleSlice.But("channel", "email")],
        [OracleSlice.But("channel", ""), OracleSlice.But("channel", "Phone")],
        [("channel", "phone"), ("channel", "email"), OracleSlice.But("channel", "phone")],
        [("channel", "phone"), OracleSlice.But("channel", "phone")],
        [OracleSlice.But("customer", "ann"), OracleSlice.But("region", "South")],
        [("topic", "billing"), OracleSlice.But("abandoned", "yes")],
        [OracleSlice.But("reopened_count", "0")],
        [OracleSlice.But("extra.tier", "gold"), OracleSlice.But("direction", "out")],
        [OracleSlice.But("cause", "")],
    ];

    /// <summary>What the workspace has set.</summary>
    public OracleSettings Settings { get; init; } = new();

    /// <summary>The latest versions, in order of arrival.</summary>
    public IReadOnlyList<Interaction> Latest => Change.Latest(Changes);

    /// <summary>Who is who after all changes.</summary>
    public OracleCustomers Customers => Known.After(Changes, Sources).Customers;

    /// <summary>The same history without customers' identities, erasures and settings: records and sources only.</summary>
    public RandomHistory Plain => this with { Changes = [.. Changes.Where(c => c is Upsert or Delete or SourceKnown)], Settings = new() };

    /// <summary>
    /// The oracle of what is known after all changes; or of what was known after the one at <paramref name="upTo"/>, asked
    /// after all of them, so without what was erased later.
    /// </summary>
    /// <param name="knownAt">The instant of that change, where asked: no live source was known any further.</param>
    public NaiveOracle Oracle(int? upTo = null, Instant? knownAt = null)
    {
        var known = Known.After(Changes, Sources, upTo);
        var sources = known.Sources.Select(s => s.Live && knownAt is not null ? new OracleSource(s.Name, Live: false, knownAt, knownAt) : s);
        return new NaiveOracle(known.Records, [.. sources], AsOf, Settings, known.Customers);
    }

    public static RandomHistory Make(int seed)
    {
        var random = new Random(seed);
        var records = new RandomRecords(random);
        var originals = Enumerable.Range(0, random.Next(1, 46)).Select(_ => records.Next()).ToList();
        var changes = RandomChanges.OfRecords(random, records, originals);
        var received = changes.OfType<Upsert>().Select(u => u.Record).ToList();
        var asOf = random.Next(3) switch
        {
            0 => records.Latest + TimeSpan.FromDays(random.Next(0, 120)),
            1 => originals.Max(r => r.OpenedAt) + TimeSpan.FromHours(random.Next(0, 240)),
            _ => records.NextInstant(),
        };
        var sources = RandomChanges.Sources(random, records, received);
        RandomChanges.AddSources(random, records, changes);
        RandomChanges.AddCustomers(random, changes);
        return new RandomHistory(seed, changes, sources, asOf, RandomBuckets(random, records)) { Settings = RandomSettings.Make(random) };
    }

    /// <summary>
    /// A smaller history of which the predicate still holds: changes are left out, then fields blanked, as long as it does.
    /// </summary>
    public RandomHistory Shrink(Predicate<RandomHistory> stillFails)
    {
        var smallest = this;
        for (var size = Math.Max(1, Changes.Count / 2); size >= 1; size = size == 1 ? 0 : size / 2)
        {
            for (var at = 0; at < smallest.Changes.Count;)
            {
                var fewer = smallest with { Changes = [.. smallest.Changes.Take(at), .. smallest.Changes.Skip(at + size)] };
                if (Known.IsPossible(fewer.Changes) && stillFails(fewer)) smallest = fewer;
                else at += size;
            }
        }

        for (var i = 0; i < smallest.Changes.Count; i++)
        {
            foreach (var blank in RandomRecords.Blanks)
            {
                if (smallest.Changes[i] is not Upsert upsert) break;
                var changed = smallest.Changes.ToArray();
                changed[i] = new Upsert(blank(upsert.Record));
                if (changed[i] != upsert && smallest with { Changes = changed } is var simpler && stillFails(simpler)) smallest = simpler;
            }
        }

        return smallest;
    }

    /// <summary>The history as text, one change a line.</summary>
    public string Describe() => string.Join('\n',
        [$"seed {Seed}, as of {AsOf}", Settings.ToString(), .. Sources.Select(s => s.ToString()), .. Changes.Select((c, at) => $"{at}: {c}")]);

    private static List<OracleBucket> RandomBuckets(Random random, RandomRecords records)
    {
        var day = TimeSpan.FromDays(1);
        var edge = records.NextInstant();
        var start = RandomRecords.Origin + (day * random.Next(0, 100));
        return
        [
            OracleBucket.All,
            .. Enumerable.Range(0, 6).Select(i => OracleBucket.Of(start + (day * 7 * i), start + (day * 7 * (i + 1)))),
            OracleBucket.Of(RandomRecords.Origin - (day * 200), edge),
            OracleBucket.Of(edge, edge + (day * 31)),
            OracleBucket.All with { Start = start, End = start + (day * 60) },
        ];
    }
}
