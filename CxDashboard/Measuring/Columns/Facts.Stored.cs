using System.Text.Json;

namespace CxDashboard.Measuring.Columns;

/// <content>How the columns are stored and read again.</content>
internal sealed partial class Facts
{
    /// <summary>Writes everything but the extra fields, which are read from the store when asked for.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Rows);
        writer.Write(AliveCount);
        writer.Write(Sequence);
        writer.Write(RulesVersion);
        writer.Write(JsonSerializer.Serialize(Sources.Values));
        writer.Write(Latest.Count);
        foreach (var (source, (instant, opened)) in Latest)
        {
            writer.Write(source);
            writer.Write(instant);
            writer.Write(opened);
            writer.Write(_aliveOfSource[source]);
        }

        writer.Write(_reopen.Count);
        foreach (var (row, reopen) in _reopen)
        {
            writer.Write(row);
            writer.Write(reopen.Count ?? int.MinValue);
            writer.Write(reopen.ReopenedAt);
            writer.Write(reopen.LastClaimedAt);
        }

        Kinds.Write(writer);
        Spans.Write(writer, Parts);
        Opened.Write(writer, Parts);
        Kind.Write(writer, Parts);
        foreach (var times in (DistanceColumn[])[ClaimedAt, FirstReply, FirstUsefulReply, AnsweredAt]) times.Write(writer, Parts);
        foreach (var numbers in (NumberColumn[])[Transfers, Waiting, Cost]) numbers.Write(writer, Parts);
        Customer.Write(writer, Parts);
        foreach (var dimension in Core) dimension.Write(writer, Parts);
        Customers.Write(writer);
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static Facts Read(ColumnReader reader, IReadOnlySet<string> failureTopics)
    {
        var facts = new Facts(failureTopics) { Rows = reader.ReadInt32(), AliveCount = reader.ReadInt32(), Sequence = reader.ReadInt64(), RulesVersion = reader.ReadInt64() };
        foreach (var source in JsonSerializer.Deserialize<SourceFacts[]>(reader.ReadString())!) facts.SetSource(source);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var source = reader.ReadInt32();
            facts.Latest[source] = (reader.ReadInt64(), reader.ReadInt64());
            facts._aliveOfSource[source] = reader.ReadInt32();
        }

        var reopened = reader.ReadInt32();
        facts._reopen.EnsureCapacity(reopened);
        for (; reopened > 0; reopened--)
        {
            var (row, count) = (reader.ReadInt32(), reader.ReadInt32());
            facts._reopen.Add(row, new ReopenFacts(count == int.MinValue ? null : count, reader.ReadInt64(), reader.ReadInt64()));
        }

        var parts = facts.Parts;
        facts.Kinds = KindTable.Read(reader);
        facts.Spans = OpeningSpans.Read(reader, parts);
        facts.Opened = PlainColumn<long>.Read(reader, parts);
        facts.Kind = CodeColumn.Read(reader, parts);
        facts.ClaimedAt = DistanceColumn.Read(reader, parts);
        facts.FirstReply = DistanceColumn.Read(reader, parts);
        facts.FirstUsefulReply = DistanceColumn.Read(reader, parts);
        facts.AnsweredAt = DistanceColumn.Read(reader, parts);
        facts.Transfers = NumberColumn.Read(reader, parts);
        facts.Waiting = NumberColumn.Read(reader, parts);
        facts.Cost = NumberColumn.Read(reader, parts);
        facts.Customer = Dimension.Read(reader, parts);
        facts.Core = [.. CoreDimensions.All.Select(_ => Dimension.Read(reader, parts))];
        facts.Customers.Read(reader);
        return facts;
    }
}
