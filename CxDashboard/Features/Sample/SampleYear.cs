using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Sample;

/// <summary>
/// A year of Larkfield Home, an invented shop: about 57,000 contacts that follow from some 40,000 problems. The same seed,
/// end and zone give the same records on every machine. Nothing in it happens at or after its end.
/// </summary>
public static class SampleYear
{
    /// <summary>The seed of the sample that a first start shows.</summary>
    public const ulong DefaultSeed = 20_250_512;

    /// <summary>The sample year in order of opening, made while it is read.</summary>
    /// <param name="until">The last local day of the year.</param>
    /// <param name="seed">Two seeds give two different years of the same shop.</param>
    /// <param name="zone">The zone of the shop's days and hours.</param>
    /// <param name="planted">What to plant; <see cref="Planted.None"/> gives a quiet year with routine variation only.</param>
    public static IEnumerable<Interaction> Make(DateOnly until, ulong seed, TimeZoneInfo zone, Planted planted = Planted.All)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Live(new SampleCalendar(until, zone, planted), seed);
    }

    /// <summary>What was planted into that year, with the sizes that the generator gave it, in order of its beginning.</summary>
    public static IReadOnlyList<PlantedStory> Stories(DateOnly until, ulong seed, Planted planted = Planted.All) =>
        PlantedStories.Of(new SampleCalendar(until, TimeZoneInfo.Utc, planted), planted);

    /// <summary>The first moment after the year: the instant until which its sources are known.</summary>
    public static Instant End(DateOnly until, TimeZoneInfo zone) => Buckets.StartOfDay(until.AddDays(1), zone);

    private static IEnumerable<Interaction> Live(SampleCalendar calendar, ulong seed)
    {
        var coming = new PriorityQueue<Contact, (long At, ulong Key, int Number)>();
        var demand = new Demand(seed, calendar);
        var records = new ContactRecords(seed, calendar, contact => coming.Enqueue(contact, Order(contact)));
        for (var day = calendar.FirstLivedDay; day < calendar.EndDay; day = day.AddDays(1))
        {
            foreach (var contact in demand.On(day)) coming.Enqueue(contact, Order(contact));
            var tomorrow = calendar.StartOf(day.AddDays(1));
            while (coming.TryPeek(out var contact, out _) && contact.At < tomorrow)
            {
                coming.Dequeue();
                var record = records.Write(contact);
                if (contact.At >= calendar.Start) yield return record;
            }
        }
    }

    // Problem and number make the order of contacts in the same second one and the same everywhere.
    private static (long At, ulong Key, int Number) Order(Contact contact) => (contact.At, contact.Problem.Key, contact.Number);
}
