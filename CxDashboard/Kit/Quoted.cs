namespace CxDashboard.Kit;

/// <summary>What customers wrote, as it is quoted on a page.</summary>
public static class Quoted
{
    /// <summary>A customer's words on one line, cut at a word where they are long, so that ten of them fit on a page.</summary>
    public static string Short(string words, int most = 240)
    {
        var one = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (one.Length <= most) return one;
        var cut = one.LastIndexOf(' ', most);
        // Never between the halves of one character.
        if (cut < most / 2) cut = char.IsHighSurrogate(one[most - 1]) ? most - 1 : most;
        return one[..cut].TrimEnd(',', ';', ' ') + " …";
    }
}
