using CxDashboard.Data.Writing;
using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring;

/// <summary>Reads the row that a statement stands on into the form of the columns; its texts are the store's bytes until they are codes, never strings.</summary>
internal static class RecordReader
{
    /// <summary>After the id, which is the statement's first column. The table's alias is i.</summary>
    public const string Columns = """
        i.source_id, i.customer, i.segment, i.channel, i.topic, i.product, i.region, i.team, i.cause, i.policy, i.direction,
        i.opened_at, i.first_reply_at, i.first_useful_reply_at, i.claimed_at, i.claimed, i.reopened_count, i.reopened_at,
        i.last_claimed_at, i.abandoned, i.transfers, i.waiting_seconds, i.asked, i.rating, i.rating_scale, i.rated_at, i.effort,
        i.recommend, i.would_buy_again, i.confirmed, i.cost, i.gesture IS NOT NULL, i.comment IS NOT NULL
        """;

    /// <summary>The first column after these.</summary>
    public const int After = 34;

    // The customer, then in the order of CoreDimensions, the source left out: channel, topic, product, region, team, segment,
    // cause, policy.
    private static readonly int[] TextColumns = [2, 4, 5, 6, 7, 8, 3, 9, 10];

    /// <summary>How many texts a record has.</summary>
    public static int Texts => TextColumns.Length;

    /// <summary>The record of the row, its texts as codes.</summary>
    /// <param name="sources">Codes of the sources, by their id in the store.</param>
    public static FactRow Read(Statement row, Facts facts, Dictionary<long, int> sources)
    {
        var record = ReadWithoutTexts(row, sources);
        for (var i = 0; i < Texts; i++) Encode(ref record, i, Text(row, i), facts);
        return record;
    }

    /// <summary>One of the texts of the row, valid until the next step; empty where unknown.</summary>
    public static ReadOnlySpan<byte> Text(Statement row, int text) => row.Utf8(TextColumns[text]);

    /// <summary>Gives a record one of its texts as a code.</summary>
    public static void Encode(ref FactRow record, int text, ReadOnlySpan<byte> utf8, Facts facts)
    {
        if (text == 0) record.Customer = facts.Customer.Texts.Encode(utf8);
        else record.Dimensions[text] = facts.Core[text].Texts.Encode(utf8);
    }

    /// <summary>The record of the row with all but its texts, which touches nothing that is shared.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    public static FactRow ReadWithoutTexts(Statement row, Dictionary<long, int> sources)
    {
        var record = new FactRow { Opened = row.Integer(12) };
        record.Dimensions[CoreDimensions.Source] = sources[row.Integer(1)];
        record.FirstReplyAt = Time(row, 13);
        record.FirstUsefulReplyAt = Time(row, 14);
        record.ClaimedAt = Time(row, 15);
        record.ReopenedCount = (int?)Number(row, 17);
        record.ReopenedAt = Time(row, 18);
        record.LastClaimedAt = Time(row, 19);
        record.Transfers = Number(row, 21);
        record.WaitingSeconds = Number(row, 22);
        if (!row.IsNull(24) && Number(row, 25) is { } scale && RatingScales.Holds((int)scale, row.Real(24))) (record.RatingScale, record.Rating) = ((byte)scale, row.Real(24));

        record.RatedAt = Time(row, 26);
        record.Effort = (byte)(Number(row, 27) ?? 0);
        record.Recommend = (sbyte)(Number(row, 28) ?? -1);
        record.Cost = Number(row, 31);
        record.Flags = Flags(row);
        return record;
    }

    private static RowFlags Flags(Statement row) =>
        If(row.Integer(11) == (long)Direction.Out, RowFlags.Out) | If(Number(row, 16) == 1, RowFlags.ClaimedFlag) | If(Number(row, 20) == 1, RowFlags.Abandoned)
        | If(Number(row, 23) == 0, RowFlags.AskedNo) | Answer(row, 29, RowFlags.WouldBuyAgain, RowFlags.WouldNotBuyAgain) | Answer(row, 30, RowFlags.ConfirmedYes, RowFlags.ConfirmedNo)
        | If(row.Integer(32) != 0, RowFlags.Gesture) | If(row.Integer(33) != 0, RowFlags.Comment);

    private static RowFlags Answer(Statement row, int column, RowFlags yes, RowFlags no) => Number(row, column) switch
    {
        null => RowFlags.None,
        0 => no,
        _ => yes,
    };

    private static RowFlags If(bool condition, RowFlags flag) => condition ? flag : RowFlags.None;

    private static long Time(Statement row, int column) => Number(row, column) ?? Lifeline.Unknown;

    // Nothing reads as 0, so that only then it is asked which of them it is.
    private static long? Number(Statement row, int column) => row.Integer(column) is var number and not 0 ? number : row.IsNull(column) ? null : 0;
}
