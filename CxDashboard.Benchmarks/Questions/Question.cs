namespace CxDashboard.Benchmarks.Questions;

/// <summary>One question that every side answers, and the figures of a group.</summary>
internal sealed record Question(string Name, int Width)
{
    /// <summary>Interactions, those reopened, ratings, and the sum of the ratings, of interactions by their own day, channel and topic.</summary>
    public static readonly Question Sums = new("counts and sums", 4);

    /// <summary>Claimed issues and the exact median (type 7) of their seconds to F, by the opening.</summary>
    public static readonly Question Median = new("exact median of time to claim", 2);

    /// <summary>Claimed issues, and those whose customer came back within seven days of F about the same topic.</summary>
    public static readonly Question Repeat = new("repeat contact within 7 days", 2);

    /// <summary>The figures of <see cref="Sums"/> of one channel and ninety days.</summary>
    public static readonly Question Part = new("90 days of one channel", 4);

    public static readonly IReadOnlyList<Question> All = [Sums, Median, Repeat, Part];

    /// <summary>The part: chat, from day 400 on.</summary>
    public const int PartChannel = 0;
    public const int PartFirstDay = 400;
    public const int PartDays = 90;
}
