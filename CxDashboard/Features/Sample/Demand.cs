namespace CxDashboard.Features.Sample;

/// <summary>
/// The problems that begin on a day. Season and outage add problems of their own beside the usual ones, from streams of
/// their own, so that a year without them has exactly the same usual days.
/// </summary>
internal sealed class Demand(ulong seed, SampleCalendar calendar)
{
    /// <summary>How much a day differs from its like by more than chance alone.</summary>
    private const double DayToDay = 0.035;

    /// <summary>Problems with the account during the outage, as a multiple of the usual ones, and with orders.</summary>
    private const double OutageAccount = 5.0;
    private const double OutageOrder = 1.0;

    private enum Stream : ulong { Usual = 1, Season = 2, Outage = 3, Mood = 4 }

    private readonly SampleCustomers _customers = new(seed);

    /// <summary>The first contacts of the day's new problems, in no order.</summary>
    public IEnumerable<Contact> On(DateOnly day)
    {
        var mean = SampleCalendar.BusynessOf(day) * StreamOf(day, Stream.Mood).Around(1, DayToDay);
        for (var topic = 0; topic < Larkfield.Topics.Length; topic++)
        {
            var perDay = Larkfield.Topics[topic].PerDay * mean;
            foreach (var contact in Some(day, Stream.Usual, topic, perDay)) yield return contact;
            foreach (var contact in Some(day, Stream.Season, topic, perDay * Larkfield.Topics[topic].InSeason * calendar.Season(day)))
                yield return contact;
            if (calendar.Has(Planted.Outage, day))
                foreach (var contact in Some(day, Stream.Outage, topic, Larkfield.Topics[topic].PerDay * OutageFactor(topic))) yield return contact;
        }
    }

    private static double OutageFactor(int topic) => topic switch
    {
        Larkfield.Account => OutageAccount,
        Larkfield.Order => OutageOrder,
        _ => 0,
    };

    private static double HasProduct(int topic) => topic switch
    {
        Larkfield.Account or Larkfield.Billing => 0.15,
        Larkfield.ProductFault => 1,
        _ => 0.92,
    };

    private Chance StreamOf(DateOnly day, Stream stream) =>
        Chance.Of(seed, Chance.Key((ulong)stream, (ulong)(day.DayNumber - calendar.FirstLivedDay.DayNumber)));

    private IEnumerable<Contact> Some(DateOnly day, Stream stream, int topic, double mean)
    {
        var dayKey = Chance.Key((ulong)stream, (ulong)(day.DayNumber - calendar.FirstLivedDay.DayNumber), (ulong)topic + 1);
        var count = Chance.Of(seed, dayKey).Count(mean);
        for (var i = 0; i < count; i++) yield return Begin(day, stream, topic, Chance.Key(dayKey, (ulong)i, 7));
    }

    private Contact Begin(DateOnly day, Stream stream, int topic, ulong key)
    {
        var chance = Chance.Of(seed, key);
        var customer = _customers.Draw(chance);
        var product = Larkfield.Products[chance.ByWeight(Larkfield.ProductWeights)];
        var hasProduct = chance.Uniform() < HasProduct(topic);
        var channel = chance.ByWeight(Larkfield.ChannelsOf(topic));
        var hours = channel == Larkfield.Phone ? Larkfield.CalledByHour : Larkfield.WrittenByHour;
        var at = calendar.StartOf(day) + (long)((chance.ByWeight(hours) + chance.Uniform()) * 3600);
        var inOutage = stream == Stream.Outage || (topic == Larkfield.Account && calendar.Has(Planted.Outage, day));
        var problem = new Problem(key, customer, topic, hasProduct ? product : null, day, inOutage, ExtraFields(chance, topic));
        return new Contact(problem, channel, ContactReason.First, 0, at);
    }

    // Fields that nobody asked for yet: kept as they came, and a slice the day someone wants one.
    private static string? ExtraFields(Chance chance, int topic)
    {
        var bought = chance.OneOf<string>(Larkfield.BoughtIn);
        var warehouse = chance.OneOf<string>(Larkfield.Warehouses);
        if (topic == Larkfield.Account) return null;
        return topic is Larkfield.Delivery or Larkfield.Order
            ? "{\"bought_in\":\"" + bought + "\",\"warehouse\":\"" + warehouse + "\"}"
            : "{\"bought_in\":\"" + bought + "\"}";
    }
}
