namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>How often a shape stands in a column, and what tells which of its numbers is the day.</summary>
internal sealed class ShapeTally(string key, string example)
{
    /// <summary>See <see cref="ValueShape"/>.</summary>
    public string Key { get; } = key;

    /// <summary>The first text of the shape.</summary>
    public string Example { get; } = example;
    public long Count { get; private set; }

    /// <summary>Values of which the first number is above 12 and the second is not: only the first can be the day.</summary>
    public long OnlyFirstIsDay { get; private set; }

    /// <summary>Values of which only the second number can be the day.</summary>
    public long OnlySecondIsDay { get; private set; }

    /// <summary>The largest number of each run of digits.</summary>
    public int[] Most { get; } = new int[ValueShape.MostGroups];

    public void Add(ReadOnlySpan<int> groups)
    {
        Count++;
        for (var i = 0; i < groups.Length; i++) Most[i] = Math.Max(Most[i], groups[i]);
        if (groups.Length < 2) return;
        if (groups[0] > 12 && groups[1] <= 12) OnlyFirstIsDay++;
        if (groups[1] > 12 && groups[0] <= 12) OnlySecondIsDay++;
    }
}
