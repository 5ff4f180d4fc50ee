namespace CxDashboard.Measuring.Chaining;

/// <summary>What came of a customer after an unhappy answer, as known by T. In whatever issue, and about whatever topic.</summary>
[Flags]
internal enum Recovery : byte
{
    None = 0,

    /// <summary>A content rating within 90 days.</summary>
    Recovered = 1,

    /// <summary>"Would buy again" within 365 days.</summary>
    WonBack = 2,

    /// <summary>It is an unhappy answer of a known customer. The bits between are a step of <see cref="Apart"/>.</summary>
    Unhappy = 32,
}
