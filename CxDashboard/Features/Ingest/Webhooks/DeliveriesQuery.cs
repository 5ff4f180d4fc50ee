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

    /// <summary>How many messages of each kind are kept.</summary>
    public IReadOnlyDictionary<DeliveryKind, long> Kept(string webhook)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, "SELECT kind, count(*) FROM delivery WHERE webhook = ?1 GROUP BY kind");
        rows.Bind(1, webhook);
        var kept = new Dictionary<DeliveryKind, long>();
        while (rows.Step()) kept[(DeliveryKind)rows.Integer(0)] = rows.Integer(1);
        return kept;
    }

    /// <summary>Kept messages of one kind, newest first, the beginning of each: a megabyte is nothing to look at.</summary>
    public IReadOnlyList<KeptMessage> Latest(string webhook, DeliveryKind kind, int most) =>
        Read($"SELECT id, at, type, kind, why, substr(body, 1, {LongestLook}), length(body) FROM delivery WHERE webhook = ?1 AND kind = ?2 ORDER BY id DESC LIMIT ?3", webhook, (long)kind, most);

    /// <summary>Kept messages of one kind from the newest to the oldest, whole.</summary>
    /// <param name="webhook">Of this one.</param>
    /// <param name="kind">Of this kind.</param>
    /// <param name="before">Before this one; null for the newest.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<KeptMessage> Before(string webhook, DeliveryKind kind, long? before, int most) =>
        Read("SELECT id, at, type, kind, why, body, length(body) FROM delivery WHERE webhook = ?1 AND kind = ?2 AND id < ?4 ORDER BY id DESC LIMIT ?3", webhook, (long)kind, most, before ?? long.MaxValue);

    /// <summary>Kept messages that were not understood, whole, in the order in which they came.</summary>
    /// <param name="webhook">Of this one.</param>
    /// <param name="after">Behind this one.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<KeptMessage> Unread(string webhook, long after, int most) => Read($"""
        SELECT id, at, type, kind, why, body, length(body) FROM delivery WHERE id IN (
          SELECT id FROM delivery WHERE webhook = ?1 AND kind IN ({(int)DeliveryKind.Unmapped}, {(int)DeliveryKind.SetAside}, {(int)DeliveryKind.Unknown}) AND id > ?2 ORDER BY id LIMIT ?3)
        ORDER BY id
        """, webhook, after, most);

    /// <summary>How many interactions a webhook told of whose opening nobody told.</summary>
    public long Waiting(string webhook)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, "SELECT count(*) FROM story WHERE source = ?1 AND waiting = 1");
        rows.Bind(1, webhook);
        rows.Step();
        return rows.Integer(0);
    }

    private List<KeptMessage> Read(string question, string webhook, params ReadOnlySpan<long> asked)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, question);
        rows.Bind(1, webhook);
        for (var i = 0; i < asked.Length; i++) rows.Bind(i + 2, asked[i]);
        var kept = new List<KeptMessage>();
        while (rows.Step()) kept.Add(new KeptMessage(rows.Integer(0), new Instant(rows.Integer(1)), rows.Text(2), (DeliveryKind)rows.Integer(3), rows.IsNull(4) ? null : rows.Text(4), rows.Utf8(5).ToArray(), rows.Integer(6)));
        return kept;
    }
}
