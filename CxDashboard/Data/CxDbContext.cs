using CxDashboard.Domain.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CxDashboard.Data;

/// <summary>
/// The store as Entity Framework sees it: for migrations, and for queries, which only read. Everything that writes goes
/// through <see cref="StoreWriter"/>. Names are snake_case; instants are Unix milliseconds, because SQLite cannot order dates.
/// </summary>
public sealed class CxDbContext(DbContextOptions<CxDbContext> options) : DbContext(options)
{
    public DbSet<SourceRow> Sources => Set<SourceRow>();
    public DbSet<SourceVersionRow> SourceVersions => Set<SourceVersionRow>();
    public DbSet<SourceWriteRow> SourceWrites => Set<SourceWriteRow>();
    public DbSet<FormerSourceRow> FormerSources => Set<FormerSourceRow>();
    public DbSet<CustomerRuleRow> CustomerRules => Set<CustomerRuleRow>();
    public DbSet<PhaseRow> Phases => Set<PhaseRow>();
    public DbSet<InteractionRow> Interactions => Set<InteractionRow>();
    public DbSet<InteractionVersionRow> InteractionVersions => Set<InteractionVersionRow>();
    public DbSet<JournalRow> Journal => Set<JournalRow>();
    public DbSet<ImportRow> Imports => Set<ImportRow>();
    public DbSet<ImportBatchRow> ImportBatches => Set<ImportBatchRow>();
    public DbSet<RejectedRow> RejectedRows => Set<RejectedRow>();
    public DbSet<RunRow> Runs => Set<RunRow>();
    public DbSet<DailyMetricRow> DailyMetrics => Set<DailyMetricRow>();
    public DbSet<WatermarkRow> Watermarks => Set<WatermarkRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<RecordPartRow> RecordParts => Set<RecordPartRow>();
    public DbSet<AnsweredRequestRow> AnsweredRequests => Set<AnsweredRequestRow>();
    public DbSet<StoryRow> Stories => Set<StoryRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<DeliveryCountRow> DeliveryCounts => Set<DeliveryCountRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CxDbContext).Assembly, t => t.Namespace == typeof(Configurations.SnakeCase).Namespace);
        Configurations.SnakeCase.Apply(modelBuilder);
    }

    private sealed class InstantConverter() : ValueConverter<Instant, long>(i => i.UnixMilliseconds, ms => new Instant(ms));
}
