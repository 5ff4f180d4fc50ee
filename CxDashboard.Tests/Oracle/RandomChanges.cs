using CxDashboard.Domain.Interactions;

namespace CxDashboard.Tests.Oracle;

/// <summary>Puts the changes of one random history in an order that a store could have seen.</summary>
public static class RandomChanges
{
    /// <summary>Openings arrive in no order at all; what is corrected, repeated or deleted was there before.</summary>
    public static List<Change> OfRecords(Random random, RandomRecords records, IReadOnlyList<Interaction> originals)
    {
        var changes = new List<Change>(originals.OrderBy(_ => random.Next()).Select(r => new Upsert(r)));
        foreach (var record in originals)
        {
            var first = changes.FindIndex(c => c is Upsert u && u.Record.Source == record.Source && u.Record.ExternalId == record.ExternalId);
            if (random.Next(4) == 0) Insert(random, changes, first + 1, new Upsert(records.Correct(record)));
            if (random.Next(10) == 0) Insert(random, changes, first + 1, new Upsert(record));
            if (random.Next(10) == 0) Insert(random, changes, first + 1, new Delete(record.Source, record.ExternalId));
        }

        if (random.Next(5) == 0) Insert(random, changes, 0, new Delete("file", "never there"));
        return changes;
    }

    /// <summary>"file" is known as far as its records say; "cut" was said to be known less far, or further.</summary>
    public static IReadOnlyList<OracleSource> Sources(Random random, RandomRecords records, IReadOnlyList<Interaction> received)
    {
        var file = received.Where(r => r.Source == "file").ToList();
        var known = file.SelectMany(RandomRecords.Instants).DefaultIfEmpty(records.Latest).Max();
        var contacts = file.Select(r => r.OpenedAt).DefaultIfEmpty(known).Max();
        var cut = random.Next(2) == 0 ? records.NextInstant() : received[random.Next(received.Count)].OpenedAt + TimeSpan.FromHours(random.Next(0, 240));
        var cutContacts = random.Next(2) == 0 ? cut : cut - TimeSpan.FromHours(random.Next(-200, 800));
        return [new("live", true), new("file", false, known, contacts), new("cut", false, cut, cutContacts)];
    }

    /// <summary>In some histories more, or less, comes to be known of a source on the way; a live one may stop to be live.</summary>
    public static void AddSources(Random random, RandomRecords records, List<Change> changes)
    {
        for (var i = random.Next(6) - 2; i > 0; i--)
        {
            var known = records.NextInstant() + TimeSpan.FromDays(random.Next(0, 30));
            SourceKnown change = random.Next(8) switch
            {
                0 => new("live", false, known, known),
                1 => new("live", true),
                2 => new("cut", true),
                < 6 => new("cut", false, known, known - TimeSpan.FromHours(random.Next(-50, 200))),
                _ => new("file", false, records.Latest, known),
            };
            Insert(random, changes, 0, change);
        }
    }

    /// <summary>Aliases, of aliases too, shared customers, and the undoing of both; erasures, after which the customer may come again.</summary>
    public static void AddCustomers(Random random, List<Change> changes)
    {
        for (var i = random.Next(6) - 1; i > 0; i--)
        {
            var id = Id();
            Change change = random.Next(8) switch
            {
                < 4 => new Alias(id, Id()),
                4 => new Alias(id, null),
                5 => new Shared("kiosk", true),
                6 => new Shared(id, true),
                _ => new Shared(id, false),
            };
            Insert(random, changes, 0, change);
        }

        if (random.Next(4) == 0) Insert(random, changes, changes.Count / 3, new Erase(Id()));
        if (random.Next(10) == 0) Insert(random, changes, 0, new Erase(Id()));

        // A store would have refused some of these aliases.
        for (var at = 0; at < changes.Count;)
        {
            if (changes[at] is Alias && !Known.IsPossible([.. changes.Take(at + 1)])) changes.RemoveAt(at);
            else at++;
        }

        string Id() => RandomRecords.Customers[random.Next(RandomRecords.Customers.Count)];
    }

    private static void Insert(Random random, List<Change> changes, int from, Change change) => changes.Insert(random.Next(from, changes.Count + 1), change);
}
