namespace CxDashboard.Data;

/// <summary>
/// What all migrations together make, as SQL: a new store is made of it in milliseconds, without Entity Framework, which needs
/// a second to think before it makes the first. A test compares the two, and writes the file anew.
/// </summary>
internal static class StoreSchema
{
    private const string Resource = "CxDashboard.Data.Migrations.schema.sql";

    /// <summary>Makes the tables of a file that has none, all of them or none.</summary>
    public static void Make(string path)
    {
        using var connection = StoreConnections.OpenOwner(path);

        // A first migration of an earlier program that was cut off leaves its lock.
        StoreConnections.Execute(connection, "BEGIN IMMEDIATE; DROP TABLE IF EXISTS \"__EFMigrationsLock\";" + Read() + "COMMIT;");
    }

    /// <summary>The statements.</summary>
    public static string Read()
    {
        using var stream = typeof(StoreSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
