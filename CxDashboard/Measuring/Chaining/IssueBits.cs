namespace CxDashboard.Measuring.Chaining;

/// <summary>
/// What the chain says of a row, in 16 bits. Those of <see cref="State"/> describe the issue and stand at the row of its
/// first interaction; windows are judged by the first event after F, so that a pass compares nothing but F with what is known.
/// </summary>
[Flags]
internal enum IssueBits : ushort
{
    None = 0,
    Claimed = 1 << 0,

    /// <summary>A member opened at or before F has a claim at an unknown instant: durations leave the issue out.</summary>
    ClaimInstantUnknown = 1 << 1,

    /// <summary>A further contact of that customer about that topic in (F, F + 7 d), and in (F, F + 30 d). Of claimed issues.</summary>
    CameBackIn7 = 1 << 2,

    /// <summary>A member was dropped. Of unclaimed issues, which nothing can come back to.</summary>
    AbandonedMember = CameBackIn7,
    CameBackIn30 = 1 << 3,

    /// <summary>Known to be reopened in (F, F + 7 d) and in (F, F + 30 d), or a member at an unknown time.</summary>
    ReopenedIn7 = 1 << 4,
    ReopenedIn30 = 1 << 5,
    SaidYes = 1 << 6,
    SaidNo = 1 << 7,

    /// <summary>More than one member.</summary>
    Several = 1 << 8,
    Gesture = 1 << 9,
    KnownCustomer = 1 << 10,
    State = (1 << 11) - 1,

    /// <summary>This very interaction, in either direction, was reopened by T.</summary>
    Reopened = 1 << 11,

    /// <summary>The row begins an issue.</summary>
    Start = 1 << 12,

    /// <summary>This very interaction is open at T.</summary>
    Open = 1 << 13,

    /// <summary>The row is in an issue at all: it begins one, or another one before it does.</summary>
    Member = Start | Repeat,

    /// <summary>It would not exist had an earlier one held: not the first of its issue, or soon after another issue's F.</summary>
    Repeat = 1 << 14,

    /// <summary>Members of more than one source.</summary>
    Sources = 1 << 15,
}
