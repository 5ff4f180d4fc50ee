namespace CxDashboard.Features.Ingest.Reading;

/// <summary>Why a row, or an answer in it, was not taken.</summary>
/// <param name="Reason">The same for every row with that fault, so that they can be counted.</param>
/// <param name="Detail">The reason with what stood in this row.</param>
public sealed record RowFault(string Reason, string Detail)
{
    private const int Longest = 80;

    /// <summary>A fault whose value may be shown.</summary>
    public static RowFault Of(string reason, ReadOnlySpan<byte> value)
    {
        var text = System.Text.Encoding.UTF8.GetString(value);
        return new(reason + ".", $"{reason}: \"{(text.Length > Longest ? text[..Longest] + "…" : text)}\".");
    }
}
