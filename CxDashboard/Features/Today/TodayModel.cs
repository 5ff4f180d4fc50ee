using CxDashboard.Charts;

namespace CxDashboard.Features.Today;

/// <summary>Somebody who waits on us: a customer with something open about one topic.</summary>
/// <param name="Customer">As the source names them; null where nobody knows.</param>
/// <param name="Since">Since when, in the workspace's zone.</param>
/// <param name="Seconds">How long, up to the moment to which their source is known.</param>
/// <param name="Contacts">How many contacts of theirs about this are open.</param>
/// <param name="Said">What they last said to us, as they wrote it.</param>
public sealed record Waiter(string? Customer, string? Topic, string? Channel, DateTimeOffset Since, double Seconds, int Contacts, string? Said);

/// <summary>Everybody who waits.</summary>
public sealed record Waiting
{
    /// <summary>All of them, longest first.</summary>
    public required IReadOnlyList<Waiter> People { get; init; }

    /// <summary>Seconds within which nine in ten are answered for good; null while nobody can say.</summary>
    public double? UsualSeconds { get; init; }

    /// <summary>How many wait longer than that.</summary>
    public int LongerThanUsual => UsualSeconds is { } usual ? People.Count(p => p.Seconds > usual) : 0;

    /// <summary>Open ones that nobody touched for so long that they count as abandoned.</summary>
    public int Quiet { get; init; }
}

/// <summary>Contacts of a day by the hour, against the same weekday of the last weeks.</summary>
public sealed record DaySoFar
{
    /// <summary>Hours since the day began at which the lists below are read.</summary>
    public required IReadOnlyList<double> Hours { get; init; }

    /// <summary>Contacts up to each hour; ends at <see cref="UntilHour"/>.</summary>
    public required IReadOnlyList<int> SoFar { get; init; }
    public required double UntilHour { get; init; }

    /// <summary>The usual course: where 19 of 20 such days lie, and their middle; empty where too few are known.</summary>
    public required IReadOnlyList<(double Low, double Middle, double High)> Usual { get; init; }

    /// <summary>How many earlier days make the band.</summary>
    public required int DaysCompared { get; init; }
    public required int Count { get; init; }

    /// <summary>What is usual by now, in whole contacts, both ends included; null where too few days are known.</summary>
    public required (double Low, double High)? UsualByNow { get; init; }

    /// <summary>The topics most asked about, most unusual first.</summary>
    public required IReadOnlyList<TopicSoFar> Topics { get; init; }

    /// <summary>Whether the count lies outside of what is usual by now.</summary>
    public bool IsUnusual => UsualByNow is { } usual && (Count < usual.Low || Count > usual.High);
}

/// <summary>Contacts about one topic so far, against the same weekday of the last weeks.</summary>
public sealed record TopicSoFar(string Topic, int Count, double Low, double High)
{
    public bool IsUnusual => Count < Low || Count > High;
}

/// <summary>What a customer wrote, and with which rating.</summary>
/// <param name="Highest">The highest rating of its scale.</param>
public sealed record Comment(long Id, string Words, DateTimeOffset At, string? Channel, string? Topic, double? Rating, double? Highest);

/// <summary>The page Today, finished.</summary>
public sealed record TodayModel
{
    /// <summary>The day it is about.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The moment up to which the day is known, in the workspace's zone.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Whether the newest records are older than the clock's day, so that the page is about a day that is over.</summary>
    public required bool IsPast { get; init; }

    /// <summary>The clock's year, in which years need not be written.</summary>
    public required int YearNow { get; init; }
    public required Waiting Waiting { get; init; }

    /// <summary>Whether the first measuring still runs, so that nobody can say what there is.</summary>
    public bool IsMeasuring { get; init; }
    public required DaySoFar Contacts { get; init; }
    public required IReadOnlyList<Comment> Comments { get; init; }

    /// <summary>Everybody who waits as one picture, kept with the figures so that it is drawn once for all viewers.</summary>
    public required WaitingSpec WaitingPicture { get; init; }

    /// <summary>The day's course as one picture.</summary>
    public required DayBandSpec DayPicture { get; init; }
}
