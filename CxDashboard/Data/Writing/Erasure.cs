using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Erases one customer inside the writer's transaction. The journal keeps its rows, which name nobody, so that its
/// sequences stay dense; they say "deleted" from then on.
/// </summary>
internal static class Erasure
{
    /// <summary>The setting that stands from an erasure until the file holds nothing of it any more.</summary>
    public const string Mark = "wiping";

    private const string Ids = "(SELECT value FROM json_each($ids))";

    /// <param name="customer">The id as the records have it.</param>
    /// <param name="at">Unix milliseconds for the journal.</param>
    /// <exception cref="CustomerRefusedException">The id is blank.</exception>
    public static ErasedCounts Run(SqliteConnection connection, RecordWriter records, string customer, long at)
    {
        if (string.IsNullOrWhiteSpace(customer)) throw new CustomerRefusedException("The id of the customer to erase is blank; name it as the records have it.");
        StoreConnections.Execute(connection, "PRAGMA secure_delete = ON");
        try
        {
            var standing = Standing(connection, customer);
            var ids = JsonSerializer.Serialize(standing.Select(r => r.Id).Concat(Gone(connection, customer)));
            var days = new PublishedDays();
            foreach (var (_, openedAt) in standing) days.Add(openedAt);
            days.Void(connection);

            // A version of a record that is somebody else's now: from its writing to its replacement nothing is known any more.
            Execute(connection, $"""
                UPDATE journal SET kind = {(int)JournalKind.Deleted} WHERE sequence IN (
                  SELECT max(j.sequence) FROM interaction_version v JOIN journal j ON j.interaction_id = v.interaction_id AND j.sequence < v.replaced_sequence
                  WHERE v.customer = $customer AND v.interaction_id NOT IN {Ids} GROUP BY v.replaced_sequence)
                """, customer, ids);
            var versions = Execute(connection, $"DELETE FROM interaction_version WHERE customer = $customer OR interaction_id IN {Ids}", customer, ids);
            Execute(connection, $"UPDATE journal SET kind = {(int)JournalKind.Deleted} WHERE interaction_id IN {Ids}", customer, ids);
            // What was told of them apart from the records.
            Execute(connection, "DELETE FROM record_part WHERE (source, external_id) IN (SELECT s.name, i.external_id FROM interaction i JOIN source s ON s.id = i.source_id WHERE i.customer = $customer)", customer, ids);

            Execute(connection, "DELETE FROM record_part WHERE (source, external_id) IN (SELECT source, external_id FROM story WHERE customer = $customer)", customer, ids);

            // What messages told of them, and the messages that are kept.
            var stories = Execute(connection, """
                DELETE FROM story WHERE customer = $customer
                  OR EXISTS (SELECT 1 FROM json_each(told, '$.grounds') g WHERE g.value ->> '$.told.facts.Customer[1]' = $customer)
                  OR (source, external_id) IN (SELECT s.name, i.external_id FROM interaction i JOIN source s ON s.id = i.source_id WHERE i.customer = $customer)
                """, customer, ids);
            var messages = Messages(connection, customer, isKnown: standing.Count + versions + stories > 0);
            foreach (var (id, _) in standing) records.Erase(id, at);
            var rules = Execute(connection, "DELETE FROM customer_rule WHERE customer = $customer OR into_customer = $customer", customer, ids);

            var erased = new ErasedCounts(standing.Count, versions, rules, stories, messages);
            if (erased.Any) Remember(connection);
            return erased;
        }
        finally
        {
            StoreConnections.Execute(connection, "PRAGMA secure_delete = OFF");
        }
    }

    private static List<(long Id, long OpenedAt)> Standing(SqliteConnection connection, string customer)
    {
        using var command = Command(connection, "SELECT id, opened_at FROM interaction WHERE customer = $customer", customer);
        using var rows = command.ExecuteReader();
        var records = new List<(long, long)>();
        while (rows.Read()) records.Add((rows.GetInt64(0), rows.GetInt64(1)));
        return records;
    }

    // Records that were deleted before, of which versions are left.
    private static List<long> Gone(SqliteConnection connection, string customer)
    {
        using var command = Command(connection,
            "SELECT DISTINCT interaction_id FROM interaction_version WHERE customer = $customer AND interaction_id NOT IN (SELECT id FROM interaction)", customer);
        using var rows = command.ExecuteReader();
        var ids = new List<long>();
        while (rows.Read()) ids.Add(rows.GetInt64(0));
        return ids;
    }

    // Messages that name them. Of what was understood all, where anything of them is here: it was kept for a look only, and may name them otherwise.
    private static long Messages(SqliteConnection connection, string customer, bool isKnown)
    {
        var (named, looks) = (new List<long>(), new List<long>());
        using (var all = new Statement(connection, "SELECT id, kind, body FROM delivery"))
        {
            while (all.Step())
            {
                if (KeptBodies.Name(all.Utf8(2), customer)) named.Add(all.Integer(0));
                else if (all.Integer(1) == (long)DeliveryKind.Taken) looks.Add(all.Integer(0));
            }
        }

        // What still was to be read is not counted as waiting any more.
        using var drop = new Statement(connection, "DELETE FROM delivery WHERE id = ?1 RETURNING webhook, type, kind");
        using var uncount = new Statement(connection, "UPDATE delivery_count SET count = count - 1 WHERE webhook = ?1 AND type = ?2 AND kind = ?3");
        foreach (var id in isKnown || named.Count > 0 ? named.Concat(looks) : [])
        {
            drop.Bind(1, id);
            drop.Step();
            var (webhook, type, kind) = (drop.Text(0), drop.Text(1), drop.Integer(2));
            drop.Reset();
            if (kind is not ((long)DeliveryKind.Unmapped or (long)DeliveryKind.SetAside)) continue;
            uncount.Bind(1, webhook);
            uncount.Bind(2, type);
            uncount.Bind(3, kind);
            uncount.Execute();
        }

        return named.Count;
    }

    private static void Remember(SqliteConnection connection)
    {
        StoreIdentity.BeginEpoch(connection);
        StoreConnections.Execute(connection, $"INSERT OR REPLACE INTO setting (name, value) VALUES ('{Mark}', 'due')");
    }

    private static long Execute(SqliteConnection connection, string sql, string customer, string ids)
    {
        using var command = Command(connection, sql, customer);
        command.Parameters.AddWithValue("$ids", ids);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, string customer)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$customer", customer);
        return command;
    }
}
