namespace CxDashboard.Measuring.Columns;

/// <summary>What a record says beside its times, numbers and dimensions, as bits.</summary>
[Flags]
internal enum RowFlags
{
    None = 0,
    Out = 1 << 0,
    ClaimedFlag = 1 << 1,
    Abandoned = 1 << 2,

    /// <summary>It carries a cause or a policy, or its topic is marked: failure demand whatever else.</summary>
    Caused = 1 << 3,
    Policy = 1 << 4,
    Gesture = 1 << 5,

    /// <summary>Reopened never, as the source says: what else is told of reopening means nothing then.</summary>
    NeverReopened = 1 << 6,

    /// <summary>More is told of its reopening: see <see cref="Facts.ReopenOf"/>.</summary>
    ReopenFacts = 1 << 7,
    AskedNo = 1 << 8,

    // The customer's answers, which count from the time of answering.
    ConfirmedNo = 1 << 9,
    ConfirmedYes = 1 << 10,
    WouldNotBuyAgain = 1 << 11,
    WouldBuyAgain = 1 << 12,
    Comment = 1 << 13,
    Answers = ConfirmedNo | ConfirmedYes | WouldNotBuyAgain | WouldBuyAgain | Comment,
}

/// <summary>
/// Everything about a record of which there are few different ones. Rows have the number of their kind, so that a pass
/// judges each kind once instead of each row.
/// </summary>
/// <param name="Scale">0 where there is no rating.</param>
/// <param name="Effort">0 where unknown, else 1 to 7.</param>
/// <param name="Recommend">-1 where unknown, else 0 to 10.</param>
internal readonly record struct RowKind(RowFlags Flags, byte Scale, double Rating, byte Effort, sbyte Recommend)
{
    public bool IsRated => Scale != 0;

    /// <summary>As long as the customer has not answered yet.</summary>
    public RowKind Unanswered() => new(Flags & ~RowFlags.Answers, 0, 0, 0, -1);
}

/// <summary>All kinds of rows that there are, by number. 0 is no row at all.</summary>
internal sealed class KindTable
{
    private readonly Dictionary<RowKind, int> _codes = [];
    private readonly List<RowKind> _kinds = [default];
    private readonly List<int> _unanswered = [0];

    public int Count => _kinds.Count;

    public RowKind this[int code] => _kinds[code];

    public long Bytes => (_kinds.Capacity * 64L) + (_unanswered.Capacity * 4L);

    public int Encode(RowKind kind)
    {
        if (_codes.TryGetValue(kind, out var code)) return code;

        // First the one without answers, so that every kind finds it.
        var before = kind == kind.Unanswered() ? -1 : Encode(kind.Unanswered());
        code = _kinds.Count;
        _kinds.Add(kind);
        _unanswered.Add(before < 0 ? code : before);
        _codes.Add(kind, code);
        return code;
    }

    /// <summary>The kind that a row is of until its customer has answered.</summary>
    public int UnansweredOf(int code) => _unanswered[code];

    public void Write(BinaryWriter writer)
    {
        writer.Write(_kinds.Count);
        foreach (var kind in _kinds.Skip(1))
        {
            writer.Write((int)kind.Flags);
            writer.Write(kind.Scale);
            writer.Write(kind.Rating);
            writer.Write(kind.Effort);
            writer.Write(kind.Recommend);
        }
    }

    public static KindTable Read(ColumnReader reader)
    {
        var table = new KindTable();
        var count = reader.ReadInt32();
        for (var i = 1; i < count; i++)
            table.Encode(new RowKind((RowFlags)reader.ReadInt32(), reader.ReadByte(), reader.ReadDouble(), reader.ReadByte(), reader.ReadSByte()));
        return table.Count == count ? table : throw new InvalidDataException("A kind of rows is there twice.");
    }
}
