using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CxDashboard.Data.Configurations;

internal sealed class RunConfiguration : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> builder)
    {
        builder.ToTable("run");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.Job, r.StartedAt }).HasDatabaseName("run_job");
    }
}

internal sealed class DailyMetricConfiguration : IEntityTypeConfiguration<DailyMetricRow>
{
    public void Configure(EntityTypeBuilder<DailyMetricRow> builder)
    {
        builder.ToTable("daily_metrics");
        builder.HasKey(m => new { m.Day, m.Metric, m.Version, m.Dimension, m.ValueOfDimension });
    }
}

internal sealed class WatermarkConfiguration : IEntityTypeConfiguration<WatermarkRow>
{
    public void Configure(EntityTypeBuilder<WatermarkRow> builder)
    {
        builder.ToTable("watermark");
        builder.HasKey(w => w.Job);
    }
}

internal sealed class SettingConfiguration : IEntityTypeConfiguration<SettingRow>
{
    public void Configure(EntityTypeBuilder<SettingRow> builder)
    {
        builder.ToTable("setting");
        builder.HasKey(s => s.Name);
    }
}
