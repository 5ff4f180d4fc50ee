namespace CxDashboard.Features.Ingest.Reading;

/// <summary>Sees from the header what stands between the fields: comma, tab, semicolon or bar.</summary>
internal static class Delimiters
{
    /// <param name="head">The beginning of the file, at least its first line.</param>
    public static char Detect(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<char> candidates = [',', '\t', ';', '|'];
        Span<int> counts = [0, 0, 0, 0];
        var quoted = false;
        foreach (var b in head)
        {
            if (b == '"') quoted = !quoted;
            if (quoted) continue;
            if (b is (byte)'\n' or (byte)'\r') break;
            var which = candidates.IndexOf((char)b);
            if (which >= 0) counts[which]++;
        }

        // The header holds names, not sentences, so the most frequent one is it; a tie goes to the earlier.
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best]) best = i;
        }

        return candidates[best];
    }
}
