using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>Which store it is, and how often something was erased from it: what was derived from another, or before, is void.</summary>
public static class StoreIdentity
{
    /// <summary>The setting with 32 random hex digits, given once when the store is made.</summary>
    internal const string IdName = "store_id";

    /// <summary>The setting that each erasure raises by one; 0 at first.</summary>
    internal const string EpochName = "epoch";

    public static (string StoreId, long Epoch) Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT (SELECT value FROM setting WHERE name = '{IdName}'), (SELECT value FROM setting WHERE name = '{EpochName}')";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetString(0), long.Parse(row.GetString(1), CultureInfo.InvariantCulture));
    }
}
