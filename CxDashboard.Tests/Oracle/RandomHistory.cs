using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>
/// A short history made to be awkward: few customers and topics, instants at the edges of windows, late arrivals,
/// corrections, deletions, sources that are known to different instants. The same seed makes the same history.
/// </summary>
public sealed record RandomHistory(
    int Seed, IReadOnlyList<Change> Changes, IReadOnlyList<OracleSource> Sources, Instant AsOf, IReadOnlyList<OracleBucket> Buckets)
{
    /// <summary>Slices worth asking by; the first is none.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Field, string? Value)>> SliceSets { get; } =
    [
        [],
        [("channel", "email")],
        [("channel", null)],
        [("channel", "phone"), ("channel", "")],
        [("topic", "billing"), ("source", "live"), ("source", "file")],
        [("topic", "")],
        [("reopened_count", "1")],
        [("reopened_count", "0"), ("reopened_count", null)],
        [("extra.tier", "gold")],
        [("extra.plan", null)],
        [("direction", "in"), ("customer", "ann")],
        [("segment", "no such segment")],
    ];

    /// <summary>The latest versions, in order of arrival.</summary>
    public IReadOnlyList<Interaction> Latest => Change.Latest(Changes);

    public NaiveOracle Oracle() => new(Latest, Sources, AsOf);

    public static RandomHistory Make(int seed)
    {
        var random = new Random(seed);
        var records = new RandomRecords(random);
        var originals = Enumerable.Range(0, random.Next(1, 46)).Select(_ => records.Next()).ToList();

        // Openings arrive in no order at all; what is corrected, repeated or deleted was there before.
        var changes = new List<Change>(originals.OrderBy(_ => random.Next()).Select(r => new Upsert(r)));
        foreach (var record in originals)
        {
            var first = changes.FindIndex(c => c is Upsert u && u.Record.Source == record.Source && u.Record.ExternalId == record.ExternalId);
            if (random.Next(4) == 0) changes.Insert(random.Next(first + 1, changes.Count + 1), new Upsert(records.Correct(record)));
            if (random.Next(10) == 0) changes.Insert(random.Next(first + 1, changes.Count + 1), new Upsert(record));
            if (random.Next(10) == 0) changes.Insert(random.Next(first + 1, changes.Count + 1), new Delete(record.Source, record.ExternalId));
        }

        if (random.Next(5) == 0) changes.Insert(random.Next(changes.Count + 1), new Delete("file", "never there"));
        var asOf = random.Next(3) switch
        {
            0 => records.Latest + TimeSpan.FromDays(random.Next(0, 120)),
            1 => originals.Max(r => r.OpenedAt) + TimeSpan.FromHours(random.Next(0, 240)),
            _ => records.NextInstant(),
        };
        var sources = RandomSources(random, records, [.. changes.OfType<Upsert>().Select(u => u.Record)]);
        return new RandomHistory(seed, changes, sources, asOf, RandomBuckets(random, records));
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
                if (stillFails(fewer)) smallest = fewer;
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
    public string Describe() => string.Join('\n', [$"seed {Seed}, as of {AsOf}", .. Sources.Select(s => s.ToString()), .. Changes.Select(c => c.ToString())]);

    private static List<OracleSource> RandomSources(Random random, RandomRecords records, List<Interaction> received)
    {
        // "file" is known as far as its records say; "cut" was said to be known less far, or further.
        var file = received.Where(r => r.Source == "file").ToList();
        var known = file.SelectMany(RandomRecords.Instants).DefaultIfEmpty(records.Latest).Max();
        var contacts = file.Select(r => r.OpenedAt).DefaultIfEmpty(known).Max();
        var cut = random.Next(2) == 0 ? records.NextInstant() : received[random.Next(received.Count)].OpenedAt + TimeSpan.FromHours(random.Next(0, 240));
        var cutContacts = random.Next(2) == 0 ? cut : cut - TimeSpan.FromHours(random.Next(-200, 800));
        return [new("live", true), new("file", false, known, contacts), new("cut", false, cut, cutContacts)];
    }

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
