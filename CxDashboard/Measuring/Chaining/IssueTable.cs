using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>
/// All issues of the facts, as had happened by a horizon: columns beside those of the facts, where each issue stands at the
/// row of its first interaction.
/// </summary>
internal sealed class IssueTable(Facts facts, Horizon horizon)
{
    private readonly Lock _gate = new();
    private KeptByPart<OpenSpan>? _openSpans;
    private KeptByPart<LastClaim>? _lastClaims;
    private KeptByPart<long>? _latestFirstClaims;
    private KeptByPart<long>? _unhappyAnswers;

    /// <summary>What the chain says of each row.</summary>
    public PlainColumn<ushort> Bits { get; private set; } = new();

    /// <summary>F of a claimed issue; of another its latest activity. At the row of its first interaction.</summary>
    public DistanceColumn FirstClaim { get; private set; } = new();

    /// <summary>How many members, where there are several.</summary>
    public CodeColumn Members { get; private set; } = new();

    /// <summary>What came of the customer after an unhappy row, as <see cref="Recovery"/>.</summary>
    public PlainColumn<byte> Recoveries { get; private set; } = new();

    /// <summary>May move on while nothing hidden comes into sight: see <see cref="HiddenRows"/>.</summary>
    public Horizon Horizon { get; set; } = horizon;

    public HiddenRows Hidden { get; } = new();

    public long Bytes => Bits.Bytes + FirstClaim.Bytes + Members.Bytes + Recoveries.Bytes + (_openSpans?.Bytes ?? 0) + (_lastClaims?.Bytes ?? 0) + (_latestFirstClaims?.Bytes ?? 0) + (_unhappyAnswers?.Bytes ?? 0);

    public IssueBits BitsOf(int row) => (IssueBits)Bits[row];

    /// <summary>How many members the issue that begins at a row has.</summary>
    public int MembersOf(int start) => Math.Max(1, Members[start]);

    /// <summary>The rows of the issue that begins at a row, in their order.</summary>
    public MemberRows RowsOf(int start) => new(facts, this, start);

    /// <summary>What of each issue is not open from its opening to its claim and no longer.</summary>
    public KeptByPart<OpenSpan> OpenSpans => _openSpans ??= new(facts, part => Chaining.OpenSpans.Find(facts, this, part));

    /// <summary>The latest claims of issues that may have several and are not open.</summary>
    public KeptByPart<LastClaim> LastClaims => _lastClaims ??= new(facts, part => Chaining.LastClaims.Find(facts, this, part));

    /// <summary>The latest F, or latest activity of an unclaimed issue, of those that begin in a part; nothing where none does.</summary>
    public KeptByPart<long> LatestFirstClaims => _latestFirstClaims ??= new(facts, FindLatestFirstClaim);

    /// <summary>The earliest and the latest unhappy answer in a part; nothing where there is none.</summary>
    public KeptByPart<long> UnhappyAnswers => _unhappyAnswers ??= new(facts, FindUnhappyAnswers);

    /// <summary>Whether a row's interaction has happened by T.</summary>
    public bool IsThere(int row) => facts.Opened[row] <= Horizon.T(facts.Source[row]);

    /// <summary>T and K of the issue that begins at a row: the earliest of its members' sources.</summary>
    public (long T, long K) KnownOf(int start)
    {
        var source = facts.Source[start];
        var (t, k) = (Horizon.T(source), Horizon.K(source));
        if ((BitsOf(start) & IssueBits.Sources) == 0) return (t, k);
        foreach (var row in RowsOf(start))
        {
            source = facts.Source[row];
            (t, k) = (Math.Min(t, Horizon.T(source)), Math.Min(k, Horizon.K(source)));
        }

        return (t, k);
    }

    /// <summary>Whether some member of the issue that begins at a row is open at T.</summary>
    public bool IsOpen(int start)
    {
        if ((BitsOf(start) & IssueBits.Several) == 0) return (BitsOf(start) & IssueBits.Open) != 0;
        foreach (var row in RowsOf(start))
        {
            if ((BitsOf(row) & IssueBits.Open) != 0) return true;
        }

        return false;
    }

    /// <summary>The times of a row that is there, cleaned and cut at T.</summary>
    public Lifeline LineOf(int row) => Lifeline.At(facts.TimesOf(row), Horizon.T(facts.Source[row]))!.Value;

    /// <summary>F of the issue that begins at a row, or its latest activity where it is not claimed.</summary>
    public long FirstClaimOf(int start) => FirstClaim.Get(start, facts.Opened[start]);

    /// <summary>Makes room for all rows, after which different rows may be set from several threads.</summary>
    public void Prepare()
    {
        Bits.Prepare(facts.Parts);
        FirstClaim.Prepare(facts.Parts);
        Recoveries.Prepare(facts.Parts);
    }

    /// <summary>Says what came of the customer after an unhappy row; true where it was something else.</summary>
    public bool SetRecovery(int row, Recovery recovery)
    {
        if (Recoveries[row] == (byte)recovery) return false;
        Recoveries[row] = (byte)recovery;
        return true;
    }

    /// <summary>A row is there no more.</summary>
    public void Clear(int row)
    {
        Set(row, IssueBits.None, 0, 0);
        SetRecovery(row, Recovery.None);
    }

    /// <summary>Says what a row is in the chain; true where it was something else.</summary>
    public bool Set(int row, IssueBits bits, long firstClaim, int members)
    {
        var opened = facts.Opened[row];
        var before = Bits[row];
        var changed = before != (ushort)bits || ((bits & IssueBits.Start) != 0 && FirstClaim.Get(row, opened) != firstClaim);
        if (!changed && members <= 1) return false;
        Bits[row] = (ushort)bits;
        if (changed && (bits & IssueBits.Start) != 0) FirstClaim.Set(row, opened, firstClaim);
        if (members <= 1 && (before & (ushort)IssueBits.Several) == 0) return changed;

        // Few issues have several members, and a part of this column may have to grow wider.
        lock (_gate)
        {
            var count = members > 1 ? members : 0;
            if (Members[row] == count) return changed;
            Members[row] = count;
            return true;
        }
    }

    private long[] FindLatestFirstClaim(int part)
    {
        if (Bits.Of(part) is not { } bits || FirstClaim.Of(part) is not { } claims || facts.Opened.Of(part) is not { } opened) return [];
        long? latest = null;
        for (var i = 0; i < bits.Length; i++)
        {
            if ((bits[i] & (int)IssueBits.Start) != 0) latest = Math.Max(latest ?? long.MinValue, FirstClaim.Decode(claims[i], opened[i]));
        }

        return latest is { } found ? [found] : [];
    }

    private long[] FindUnhappyAnswers(int part)
    {
        if (Recoveries.Of(part) is not { } recoveries) return [];
        var (earliest, latest) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < recoveries.Length; i++)
        {
            if ((recoveries[i] & (byte)Recovery.Unhappy) == 0) continue;
            var at = facts.AnswerTime((part << Part.Bits) + i);
            (earliest, latest) = (Math.Min(earliest, at), Math.Max(latest, at));
        }

        return earliest > latest ? [] : [earliest, latest];
    }

    public void Write(BinaryWriter writer)
    {
        Bits.Write(writer, facts.Parts);
        FirstClaim.Write(writer, facts.Parts);
        Members.Write(writer, facts.Parts);
        Recoveries.Write(writer, facts.Parts);
        Hidden.Write(writer);
    }

    public static IssueTable Read(ColumnReader reader, Facts facts, Horizon horizon)
    {
        var table = new IssueTable(facts, horizon)
        {
            Bits = PlainColumn<ushort>.Read(reader, facts.Parts),
            FirstClaim = DistanceColumn.Read(reader, facts.Parts),
            Members = CodeColumn.Read(reader, facts.Parts),
            Recoveries = PlainColumn<byte>.Read(reader, facts.Parts),
        };
        table.Hidden.Read(reader);
        return table;
    }
}
