using CxDashboard.Benchmarks.Generated;
using CxDashboard.Data.Writing;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Benchmarks.Questions;

/// <summary>The issues as a table for SQLite, in a file beside the generated store that is kept like it.</summary>
internal static class IssueFile
{
    public static string Ensure(string store, GeneratedArrays rows, GeneratedIssues issues)
    {
        var path = Path.ChangeExtension(store, ".issues.db");
        if (File.Exists(path)) return path;
        File.Delete(path + ".part");
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path + ".part", Pooling = false }.ToString()))
        {
            connection.Open();
            Execute(connection, """
                PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                CREATE TABLE issue (opened_at INTEGER NOT NULL, channel TEXT NOT NULL, topic TEXT NOT NULL, customer TEXT NOT NULL, first_claim_at INTEGER) STRICT;
                BEGIN
                """);
            Write(connection, rows, issues);
            Execute(connection, "COMMIT");
        }

        File.Move(path + ".part", path);
        return path;
    }

    private static void Write(SqliteConnection connection, GeneratedArrays rows, GeneratedIssues issues)
    {
        using var insert = new Statement(connection, "INSERT INTO issue VALUES (?1, ?2, ?3, ?4, ?5)");
        for (var issue = 0; issue < issues.Count; issue++)
        {
            var row = issues.FirstRow[issue];
            insert.Bind(1, rows.OpenedAt(row));
            insert.Bind(2, World.Channels[rows.Channel[row]]);
            insert.Bind(3, World.Topics[rows.Topic[row]]);
            insert.Bind(4, GeneratedStore.CustomerName(rows.Customer[row]));
            if (issues.ToFirstClaim[issue] != int.MaxValue) insert.Bind(5, rows.OpenedAt(row) + (issues.ToFirstClaim[issue] * 1000L));
            insert.Execute();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
