using CxDashboard.Domain.Interactions;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Joins what messages of webhooks tell with what is known, inside the writer's transaction; keeps those that nobody understood,
/// and the last of the others for a look; counts all.
/// </summary>
internal sealed class DeliveryWriter : IDisposable
{
    // Messages that nobody could read yet: more are not taken, and none of these is dropped for another.
    private const int MostUnread = 10_000;
    private const long MostUnreadBytes = 256L << 20;

    // A long one that was understood, or that nobody knows, is counted and not kept for a look.
    private const int LongestLook = 256 << 10;

    // A sender that makes its types up as it goes must not fill the table of counts.
    private const int MostTypes = 200;
    private const string OtherTypes = "(others)";

    private readonly Dictionary<string, HashSet<string>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Count, long Bytes)> _waiting = new(StringComparer.Ordinal);
    private readonly Statement _find, _put, _forget, _keep, _drop, _prune, _count, _uncount, _allTypes, _unread, _dropAll, _uncountAll;

    public DeliveryWriter(SqliteConnection connection)
    {
        _find = new(connection, "SELECT told FROM story WHERE source = ?1 AND external_id = ?2");
        _put = new(connection, """
            INSERT INTO story (source, external_id, told, customer, waiting, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (source, external_id) DO UPDATE SET told = excluded.told, customer = excluded.customer, waiting = excluded.waiting, updated_at = excluded.updated_at
            """);
        _forget = new(connection, "DELETE FROM story WHERE source = ?1 AND external_id = ?2");
        _keep = new(connection, "INSERT INTO delivery (webhook, at, type, kind, why, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        _drop = new(connection, "DELETE FROM delivery WHERE id = ?1 AND webhook = ?2 RETURNING type, kind, length(body)");
        _prune = new(connection, "DELETE FROM delivery WHERE webhook = ?1 AND kind = ?2 AND id <= (SELECT id FROM delivery WHERE webhook = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1 OFFSET ?3)");
        _count = new(connection, """
            INSERT INTO delivery_count (webhook, type, kind, count, last_at) VALUES (?1, ?2, ?3, 1, ?4)
            ON CONFLICT (webhook, type, kind) DO UPDATE SET count = count + 1, last_at = max(last_at, excluded.last_at)
            """);
        _uncount = new(connection, "UPDATE delivery_count SET count = count - 1 WHERE webhook = ?1 AND type = ?2 AND kind = ?3");
        _dropAll = new(connection, "DELETE FROM delivery WHERE webhook = ?1");
        _uncountAll = new(connection, "DELETE FROM delivery_count WHERE webhook = ?1");
        _allTypes = new(connection, "SELECT DISTINCT webhook, type FROM delivery_count");
        _unread = new(connection, $"SELECT webhook, count(*), sum(length(body)) FROM delivery WHERE kind IN ({(int)DeliveryKind.Unmapped}, {(int)DeliveryKind.SetAside}) GROUP BY webhook");
        Reload();
    }

    /// <summary>Reads which types are counted again, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        foreach (var statement in Statements) statement.Reset();
        _types.Clear();
        while (_allTypes.Step()) TypesOf(_allTypes.Text(0)).Add(_allTypes.Text(1));
        _allTypes.Reset();
        _waiting.Clear();
        while (_unread.Step()) _waiting[_unread.Text(0)] = (_unread.Integer(1), _unread.Integer(2));
        _unread.Reset();
    }

    /// <summary>Takes a message.</summary>
    /// <param name="delivery">The message, read.</param>
    /// <param name="at">Unix milliseconds of its arrival.</param>
    /// <param name="write">Writes a record.</param>
    /// <param name="delete">Deletes a record, where there is one.</param>
    public DeliveryOutcome Take(Delivery delivery, long at, Action<Interaction> write, Action<string, string> delete)
    {
        var kind = delivery.Kind;
        if (IsUnread(kind) && delivery.Replaces is null && HasTooMany(delivery.Webhook)) return new DeliveryOutcome(null, 0, 0);
        if (delivery.Replaces is { } kept) Drop(delivery.Webhook, kept);
        var (records, waiting, isNews) = (0, 0, false);
        foreach (var (id, story) in delivery.Told)
        {
            var (record, isNew) = Join(delivery.Webhook, id, story, at, write, delete);
            isNews |= isNew;
            if (record == Standing.There) records++;
            else if (record == Standing.Waiting) waiting++;
        }

        if (kind == DeliveryKind.Taken && !isNews) kind = DeliveryKind.Repeated;
        var type = Count(delivery, kind, at);
        var isForALook = kind is DeliveryKind.Taken or DeliveryKind.Unknown;
        if (Kept(kind) is { } most && !(delivery.IsPrivate && kind == DeliveryKind.Taken) && !(isForALook && delivery.Body.Length > LongestLook)) Keep(delivery, type, kind, at, most);
        return new DeliveryOutcome(kind, records, waiting);
    }

    /// <summary>Nothing was told of an interaction any more.</summary>
    public void Forget(string source, string externalId)
    {
        _forget.Bind(1, source);
        _forget.Bind(2, externalId);
        _forget.Execute();
    }

    /// <summary>No message of a webhook is kept, nor counted, any more.</summary>
    public void ForgetWebhook(string webhook)
    {
        foreach (var statement in (Statement[])[_dropAll, _uncountAll])
        {
            statement.Bind(1, webhook);
            statement.Execute();
        }

        _types.Remove(webhook);
        _waiting.Remove(webhook);
    }

    private enum Standing { There, Waiting, Deleted }

    private (Standing Record, bool IsNew) Join(string source, string id, Story told, long at, Action<Interaction> write, Action<string, string> delete)
    {
        var before = Find(source, id);

        // Also the first is joined, with nothing: what is kept of it is bounded then as it is later.
        var story = (before is null ? Story.None : StoryJson.Read(before)).And(told);
        var after = StoryJson.Write(story);
        var record = story.ToInteraction(source, id);
        var standing = record is not null ? Standing.There : story.IsDeleted ? Standing.Deleted : Standing.Waiting;
        if (after == before) return (standing, false);
        _put.Bind(1, source);
        _put.Bind(2, id);
        _put.Bind(3, after);
        if (story.Facts.TryGetValue(nameof(FactField.Customer), out var customer)) _put.Bind(4, customer.Value);
        _put.Bind(5, standing == Standing.Waiting ? 1 : 0);
        _put.Bind(6, at);
        _put.Execute();
        if (record is not null) write(record);
        else delete(source, id);
        return (standing, true);
    }

    private string? Find(string source, string id)
    {
        _find.Bind(1, source);
        _find.Bind(2, id);
        var told = _find.Step() ? _find.Text(0) : null;
        _find.Reset();
        return told;
    }

    private bool HasTooMany(string webhook) => _waiting.GetValueOrDefault(webhook) is var (count, bytes) && (count >= MostUnread || bytes >= MostUnreadBytes);

    private void Waits(string webhook, long bytes)
    {
        var (count, before) = _waiting.GetValueOrDefault(webhook);
        _waiting[webhook] = (count + Math.Sign(bytes), before + bytes);
    }

    // What was accepted, and may be read once the map or the program knows better.
    private static bool IsUnread(DeliveryKind kind) => kind is DeliveryKind.Unmapped or DeliveryKind.SetAside;

    // How many of a kind are kept; null for none.
    private static int? Kept(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Taken => 20,
        DeliveryKind.Unknown => 100,
        DeliveryKind.SetAside or DeliveryKind.Unmapped => MostUnread,
        _ => null,
    };

    private void Keep(Delivery delivery, string type, DeliveryKind kind, long at, int most)
    {
        _keep.Bind(1, delivery.Webhook);
        _keep.Bind(2, at);
        _keep.Bind(3, type);
        _keep.Bind(4, (long)kind);
        if (delivery.Why is { } why) _keep.Bind(5, why);
        _keep.BindBytes(6, delivery.Body);
        _keep.Execute();
        if (IsUnread(kind))
        {
            Waits(delivery.Webhook, delivery.Body.Length);
            return;
        }

        _prune.Bind(1, delivery.Webhook);
        _prune.Bind(2, (long)kind);
        _prune.Bind(3, (long)most);
        _prune.Execute();
    }

    private void Drop(string webhook, long id)
    {
        _drop.Bind(1, id);
        _drop.Bind(2, webhook);
        var (type, kind, bytes) = _drop.Step() ? (_drop.Text(0), _drop.Integer(1), _drop.Integer(2)) : (null, 0, 0);
        _drop.Reset();
        if (type is null) return;
        if (IsUnread((DeliveryKind)kind)) Waits(webhook, -bytes);
        _uncount.Bind(1, webhook);
        _uncount.Bind(2, type);
        _uncount.Bind(3, kind);
        _uncount.Execute();
    }

    private string Count(Delivery delivery, DeliveryKind kind, long at)
    {
        var types = TypesOf(delivery.Webhook);
        var type = types.Contains(delivery.Type) || types.Count < MostTypes ? delivery.Type : OtherTypes;
        types.Add(type);
        _count.Bind(1, delivery.Webhook);
        _count.Bind(2, type);
        _count.Bind(3, (long)kind);
        _count.Bind(4, at);
        _count.Execute();
        return type;
    }

    private HashSet<string> TypesOf(string webhook) => _types.TryGetValue(webhook, out var types) ? types : _types[webhook] = new(StringComparer.Ordinal);

    private Statement[] Statements => [_find, _put, _forget, _keep, _drop, _prune, _count, _uncount, _allTypes, _unread, _dropAll, _uncountAll];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
