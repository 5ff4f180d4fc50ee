namespace CxDashboard.Features.Sample;

/// <summary>
/// How one contact truly goes, to its end, whether or not the year ends before: moments in seconds since 1970, null where
/// it never happens or the source does not know it.
/// </summary>
internal sealed class Course
{
    public long? FirstReply { get; set; }
    public long? FirstUsefulReply { get; set; }
    public long? Claim { get; set; }

    /// <summary>Each reopening and the claim after it, in order.</summary>
    public List<(long Reopened, long Claimed)> Reopenings { get; } = [];

    /// <summary>When the customer left without an answer.</summary>
    public long? GaveUp { get; set; }
    public long? Waited { get; set; }

    /// <summary>Whether the last claim was true.</summary>
    public bool Solved { get; set; }

    /// <summary>When this customer next turns to the shop about it, in a new contact.</summary>
    public long? ComesBack { get; set; }

    /// <summary>When the customer asks for news while this contact is still open.</summary>
    public long? Chases { get; set; }

    public long? LastClaim => Reopenings.Count > 0 ? Reopenings[^1].Claimed : Claim;
}
