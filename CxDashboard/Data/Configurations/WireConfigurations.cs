using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CxDashboard.Data.Configurations;

internal sealed class RecordPartConfiguration : IEntityTypeConfiguration<RecordPartRow>
{
    public void Configure(EntityTypeBuilder<RecordPartRow> builder)
    {
        builder.ToTable("record_part");
        builder.HasKey(p => new { p.Source, p.ExternalId });
        builder.HasIndex(p => new { p.Source, p.ReceivedAt }).HasFilter("waiting = 1").HasDatabaseName("record_part_waiting");
    }
}

internal sealed class AnsweredRequestConfiguration : IEntityTypeConfiguration<AnsweredRequestRow>
{
    public void Configure(EntityTypeBuilder<AnsweredRequestRow> builder)
    {
        builder.ToTable("answered_request");
        builder.HasKey(r => new { r.KeyId, r.Name });
        builder.HasIndex(r => r.At).HasDatabaseName("answered_request_at");
    }
}
