using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CxDashboard.Data;

/// <summary>Makes contexts that read one store and track nothing. Use one for each question, and dispose it soon.</summary>
public sealed class QueryContextFactory(string path) : IDbContextFactory<CxDbContext>
{
    private readonly DbContextOptions<CxDbContext> _options = new DbContextOptionsBuilder<CxDbContext>()
        .UseSqlite(StoreConnections.ReaderString(path))
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        .AddInterceptors(new StoreConnections.Interceptor(owner: false))
        .Options;

    /// <inheritdoc/>
    public CxDbContext CreateDbContext() => new(_options);

    /// <summary>The context that migrates; only the owner of the store may use it.</summary>
    internal static CxDbContext ForMigrating(string path) => new(new DbContextOptionsBuilder<CxDbContext>()
        .UseSqlite(StoreConnections.OwnerString(path))
        .ReplaceService<IMigrationsSqlGenerator, StrictTables>()
        .AddInterceptors(new StoreConnections.Interceptor(owner: true))
        .Options);
}
