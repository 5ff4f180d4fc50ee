using System.Globalization;
using CxDashboard.Data.Writing;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>Which store it is, and how often something was erased from it or an import taken back: what was derived from another, or before, is void.</summary>
public static class StoreIdentity
{
    /// <summary>The setting with 32 random hex digits, given once when the store is made.</summary>
    internal const string IdName = "store_id";

    /// <summary>The setting that each erasure and each import that is taken back raises by one; 0 at first.</summary>
    internal const string EpochName = "epoch";

    /// <summary>What <see cref="Read(Statement)"/> runs.</summary>
    internal const string Question = $"SELECT (SELECT value FROM setting WHERE name = '{IdName}'), (SELECT value FROM setting WHERE name = '{EpochName}')";

    public static (string StoreId, long Epoch) Read(SqliteConnection connection)
    {
        using var statement = new Statement(connection, Question);
        return Read(statement);
    }

    /// <summary>From now on all that was derived is void. In the writer's transaction.</summary>
    internal static void BeginEpoch(SqliteConnection connection) =>
        StoreConnections.Execute(connection, $"UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = '{EpochName}'");

    internal static (string StoreId, long Epoch) Read(Statement question)
    {
        question.Step();
        return (question.Text(0), long.Parse(question.Text(1), CultureInfo.InvariantCulture));
    }
}
