using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>How many messages of one type came by a webhook, and what became of them.</summary>
internal sealed record TypeCount(string Type, IReadOnlyDictionary<DeliveryKind, long> Counts, Instant LastAt);

/// <summary>A message that is kept.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it came.</param>
/// <param name="Type">What the sender calls such messages.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Why">Why it was set aside.</param>
/// <param name="Body">As it came, or its beginning where it is long and only looked at.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record KeptMessage(long Id, Instant At, string Type, DeliveryKind Kind, string? Why, byte[] Body, long Length)
{
    /// <summary>Whether all of it is here.</summary>
    public bool IsWhole => Body.Length == Length;
}

/// <summary>What came by webhooks.</summary>
internal sealed class DeliveriesQuery(DataFolder folder)
{
    private const int LongestLook = 20_000;

    /// <summary>The types of messages, those that came last first.</summary>
    /// <param name="webhook">Of this one.</param>
    public IReadOnlyList<TypeCount> Counts(string webhook)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, "SELECT type, kind, count, last_at FROM delivery_count WHERE webhook = ?1 AND count > 0");
        rows.Bind(1, webhook);
        var all = new List<(string Type, DeliveryKind Kind, long Count, Instant At)>();
        while (rows.Step()) all.Add((rows.Text(0), (DeliveryKind)rows.Integer(1), rows.Integer(2), new Instant(rows.Integer(3))));
        return [.. all.GroupBy(r => r.Type, StringComparer.Ordinal)
            .Select(g => new TypeCount(g.Key, g.ToDictionary(r => r.Kind, r => r.Count), g.Max(r => r.At)))
            .OrderByDescending(t => t.LastAt).ThenBy(t => t.Type, StringComparer.Ordinal)];
    }

    /// <summary>Kept messages of one kind, newest first, the beginning of each: a megabyte is nothing to look at.</summary>
    public IReadOnlyList<KeptMessage> Latest(string webhook, DeliveryKind kind, int most) =>
        Read($"SELECT id, at, type, why, substr(body, 1, {LongestLook}), length(body) FROM delivery WHERE webhook = ?1 AND kind = ?2 AND id > ?3 ORDER BY id DESC LIMIT ?4", webhook, kind, 0, most);

    /// <summary>Kept messages of one kind in the order in which they came, whole.</summary>
    /// <param name="webhook">Of this one.</param>
    /// <param name="kind">Of this kind.</param>
    /// <param name="after">Behind this one.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<KeptMessage> After(string webhook, DeliveryKind kind, long after, int most) =>
        Read("SELECT id, at, type, why, body, length(body) FROM delivery WHERE webhook = ?1 AND kind = ?2 AND id > ?3 ORDER BY id LIMIT ?4", webhook, kind, after, most);

    /// <summary>How many interactions a webhook told of whose opening nobody told.</summary>
    public long Waiting(string webhook)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, "SELECT count(*) FROM story WHERE source = ?1 AND waiting = 1");
        rows.Bind(1, webhook);
        rows.Step();
        return rows.Integer(0);
    }

    private List<KeptMessage> Read(string question, string webhook, DeliveryKind kind, long after, int most)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, question);
        rows.Bind(1, webhook);
        rows.Bind(2, (long)kind);
        rows.Bind(3, after);
        rows.Bind(4, (long)most);
        var kept = new List<KeptMessage>();
        while (rows.Step()) kept.Add(new KeptMessage(rows.Integer(0), new Instant(rows.Integer(1)), rows.Text(2), kind, rows.IsNull(3) ? null : rows.Text(3), rows.Utf8(4).ToArray(), rows.Integer(5)));
        return kept;
    }
}
