namespace CxDashboard.Charts;

/// <summary>Names of other directions of writing in our sentences.</summary>
internal static class Bidi
{
    private const char LeftToRightMark = '\u200E';

    /// <summary>
    /// A name as it stands in a sentence before a number. Digits after a name that is written from the right to the left would be drawn left of it and
    /// change places with those of its neighbours; an invisible mark ends its direction.
    /// </summary>
    public static string Closed(string name)
    {
        for (var i = name.Length - 1; i >= 0; i--)
        {
            if (IsRightToLeft(name[i])) return name + LeftToRightMark;
            if (char.IsLetter(name[i])) return name;
        }

        return name;
    }

    private static bool IsRightToLeft(char c) => c is (>= '\u0590' and < '\u0900') or (>= '\uFB1D' and < '\uFE00') or (>= '\uFE70' and < '\uFEFF');
}
