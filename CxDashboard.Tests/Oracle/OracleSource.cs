using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>How far a source is known: a live one to the clock, any other to its own two instants.</summary>
public sealed record OracleSource(string Name, bool Live, Instant? KnownUntil = null, Instant? ContactsKnownUntil = null)
{
    /// <summary>T: nothing of this source after it exists.</summary>
    public Instant T(Instant asOf) => Live ? asOf : Earlier(asOf, Required(KnownUntil));

    /// <summary>K: contacts of this source are known until then.</summary>
    public Instant K(Instant asOf) => Live ? asOf : Earlier(T(asOf), Required(ContactsKnownUntil));

    private Instant Required(Instant? instant) =>
        instant ?? throw new InvalidOperationException($"Source \"{Name}\" is neither live nor known until an instant.");

    private static Instant Earlier(Instant a, Instant b) => a < b ? a : b;
}
