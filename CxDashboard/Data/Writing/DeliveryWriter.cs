using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Takes messages of webhooks inside the writer's transaction: gives what they tell to the stories; keeps those that nobody understood,
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
    private readonly StoryWriter _stories;
    private readonly Statement _keep, _drop, _prune, _count, _uncount, _allTypes, _unread, _dropAll, _uncountAll, _dropTaken;

    public DeliveryWriter(SqliteConnection connection, StoryWriter stories)
    {
        _stories = stories;
        _keep = new(connection, "INSERT INTO delivery (webhook, at, type, kind, why, body, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _drop = new(connection, "DELETE FROM delivery WHERE id = ?1 AND webhook = ?2 RETURNING type, kind, length(body)");
        _prune = new(connection, "DELETE FROM delivery WHERE webhook = ?1 AND kind = ?2 AND id <= (SELECT id FROM delivery WHERE webhook = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1 OFFSET ?3)");
        _count = new(connection, """
            INSERT INTO delivery_count (webhook, type, kind, count, last_at) VALUES (?1, ?2, ?3, 1, ?4)
            ON CONFLICT (webhook, type, kind) DO UPDATE SET count = count + 1, last_at = max(last_at, excluded.last_at)
            """);
        _uncount = new(connection, "UPDATE delivery_count SET count = count - 1 WHERE webhook = ?1 AND type = ?2 AND kind = ?3");
        _dropAll = new(connection, "DELETE FROM delivery WHERE webhook = ?1");
        _dropTaken = new(connection, $"DELETE FROM delivery WHERE webhook = ?1 AND kind = {(int)DeliveryKind.Taken}");
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
    /// <param name="at">Unix milliseconds of the writing.</param>
    public DeliveryOutcome Take(Delivery delivery, long at)
    {
        var kind = delivery.Kind;
        if (delivery.Replaces is { } kept)
        {
            // Somebody else read it again at the same time, or its webhook is gone.
            if (!TryDrop(delivery.Webhook, kept)) return new DeliveryOutcome(DeliveryKind.Repeated, 0, 0);
        }
        else if (IsUnread(kind) && HasTooMany(delivery.Webhook))
        {
            return new DeliveryOutcome(null, 0, 0);
        }

        var (records, waiting, isNews) = (0, 0, false);
        foreach (var (id, story) in delivery.Told)
        {
            var (record, isNew) = _stories.Join(delivery.Webhook, id, story, at);
            isNews |= isNew;
            if (record == StoryWriter.Standing.There) records++;
            else if (record == StoryWriter.Standing.Waiting) waiting++;
        }

        if (kind == DeliveryKind.Taken && !isNews) kind = DeliveryKind.Repeated;
        var arrived = delivery.ArrivedAt?.UnixMilliseconds ?? at;
        var type = Count(delivery, kind, arrived);
        var isForALook = kind is DeliveryKind.Taken or DeliveryKind.Unknown;
        if (Kept(kind) is { } most && !(delivery.IsPrivate && kind == DeliveryKind.Taken) && !(isForALook && delivery.Body.Length > LongestLook)) Keep(delivery, type, kind, arrived, most);
        return new DeliveryOutcome(kind, records, waiting);
    }

    /// <summary>Of what a webhook sent and was understood, nothing is kept for a look any more.</summary>
    public void ForgetTaken(string webhook)
    {
        _dropTaken.Bind(1, webhook);
        _dropTaken.Execute();
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

        // One that was read again stays where it was in the order in which they came.
        if (delivery.Replaces is { } former) _keep.Bind(7, former);
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

    private bool TryDrop(string webhook, long id)
    {
        _drop.Bind(1, id);
        _drop.Bind(2, webhook);
        var (type, kind, bytes) = _drop.Step() ? (_drop.Text(0), _drop.Integer(1), _drop.Integer(2)) : (null, 0, 0);
        _drop.Reset();
        if (type is null) return false;
        if (IsUnread((DeliveryKind)kind)) Waits(webhook, -bytes);
        _uncount.Bind(1, webhook);
        _uncount.Bind(2, type);
        _uncount.Bind(3, kind);
        _uncount.Execute();
        return true;
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

    private Statement[] Statements => [_keep, _drop, _prune, _count, _uncount, _allTypes, _unread, _dropAll, _uncountAll, _dropTaken];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
