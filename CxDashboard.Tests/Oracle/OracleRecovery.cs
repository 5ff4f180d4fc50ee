using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>A known customer with an unhappy moment in a bucket: their last one in it, and until when contacts of its source are known.</summary>
public sealed record OracleUnhappyCustomer(string Customer, Instant LastMoment, Instant K)
{
    /// <summary>Everybody with an unhappy moment among the contacts; of several moments at the last instant the earliest K decides.</summary>
    public static IReadOnlyList<OracleUnhappyCustomer> Among(IEnumerable<OracleContact> contacts) =>
    [
        .. contacts
            .Where(c => c.Customer is not null && c.IsUnhappyMoment)
            .GroupBy(c => c.Customer!, StringComparer.Ordinal)
            .Select(moments => (moments.Key, Last: moments.Max(m => m.AnsweredAt), Moments: moments))
            .Select(x => new OracleUnhappyCustomer(x.Key, x.Last, x.Moments.Where(m => m.AnsweredAt == x.Last).Min(m => m.K))),
    ];

    /// <summary>A better moment on any contact of the customer, in any slice, in (last moment, last moment + w).</summary>
    public bool IsBackWithin(TimeSpan w, IEnumerable<OracleContact> everyContact, Predicate<OracleContact> isBetter) => everyContact
        .Any(c => c.Customer == Customer && isBetter(c) && LastMoment < c.AnsweredAt && c.AnsweredAt < LastMoment + w);
}
