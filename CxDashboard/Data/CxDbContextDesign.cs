using Microsoft.EntityFrameworkCore.Design;

namespace CxDashboard.Data;

/// <summary>What <c>dotnet ef</c> finds: a context that is never opened, so that it need not start the program.</summary>
internal sealed class CxDbContextDesign : IDesignTimeDbContextFactory<CxDbContext>
{
    public CxDbContext CreateDbContext(string[] args) => QueryContextFactory.ForMigrating("design-time.db");
}
