using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CxDashboard.Data;

/// <summary>What a fault of SQLite means, in words for a person.</summary>
public static class StoreFaults
{
    /// <summary>Why the store cannot be written, to stand in a sentence: "the disk of the store is full".</summary>
    public static string Why(SqliteException fault) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "the disk of the store is full",

        // The log's index is a file that grows too.
        raw.SQLITE_IOERR when fault.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE => "the disk of the store is full",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds the store",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_CANTOPEN => "the store or its folder may only be read",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "the store is damaged",
        _ => "the store could not be written (" + fault.Message.TrimEnd('.') + ")",
    };
}
