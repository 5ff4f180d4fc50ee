namespace CxDashboard.Benchmarks.Generated;

/// <summary>
/// What the limit's passes read, prepared before any clock runs. Of interactions: day, channel and topic, whether reopened,
/// rating, and the earliest and latest day of each block. Of issues, of which there are fewer: day, channel and topic of the
/// first interaction, seconds to F, and seconds from F to the next contact, which chaining found.
/// </summary>
internal sealed class LimitColumns
{
    /// <summary>Rows of a block whose days are known, so that a pass over a span leaves out the others.</summary>
    public const int Block = 16_384;

    public LimitColumns(GeneratedArrays rows, GeneratedIssues issues)
    {
        (Channel, Topic, Rating) = (rows.Channel, rows.Topic, rows.Rating);
        (Day, Reopened) = (new ushort[rows.Rows], new byte[rows.Rows]);
        BlockDays = new (ushort, ushort)[(rows.Rows + Block - 1) / Block];
        Array.Fill(BlockDays, (ushort.MaxValue, ushort.MinValue));
        for (var row = 0; row < rows.Rows; row++)
        {
            Day[row] = (ushort)(rows.Opened[row] / World.SecondsOfDay);
            Reopened[row] = (byte)(rows.ToReopening[row] == 0 ? 0 : 1);
            ref var block = ref BlockDays[row / Block];
            block = (Math.Min(block.First, Day[row]), Math.Max(block.Last, Day[row]));
        }

        (IssueDay, IssueChannel, IssueTopic) = (new ushort[issues.Count], new byte[issues.Count], new byte[issues.Count]);
        (ToFirstClaim, ToNextContact) = (issues.ToFirstClaim, issues.ToNextContact);
        for (var issue = 0; issue < issues.Count; issue++)
        {
            var row = issues.FirstRow[issue];
            (IssueDay[issue], IssueChannel[issue], IssueTopic[issue]) = (Day[row], Channel[row], Topic[row]);
        }
    }

    /// <summary>Days since the span's first.</summary>
    public ushort[] Day { get; }
    public byte[] Channel { get; }
    public byte[] Topic { get; }

    /// <summary>0 or 1.</summary>
    public byte[] Reopened { get; }

    /// <summary>1 to 5, or 0 for none.</summary>
    public byte[] Rating { get; }
    public (ushort First, ushort Last)[] BlockDays { get; }

    public ushort[] IssueDay { get; }
    public byte[] IssueChannel { get; }
    public byte[] IssueTopic { get; }
    public int[] ToFirstClaim { get; }
    public int[] ToNextContact { get; }
}
