using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CxDashboard.Data.Configurations;

internal sealed class StoryConfiguration : IEntityTypeConfiguration<StoryRow>
{
    public void Configure(EntityTypeBuilder<StoryRow> builder)
    {
        builder.ToTable("story");
        builder.HasKey(s => new { s.Source, s.ExternalId });
        builder.HasIndex(s => s.Customer).HasFilter("customer IS NOT NULL").HasDatabaseName("story_customer");
        builder.HasIndex(s => s.Source).HasFilter("waiting = 1").HasDatabaseName("story_waiting");
    }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("delivery");
        builder.HasKey(d => d.Id);
        builder.HasIndex(d => new { d.Webhook, d.Kind, d.Id }).HasDatabaseName("delivery_webhook_kind");
    }
}

internal sealed class DeliveryCountConfiguration : IEntityTypeConfiguration<DeliveryCountRow>
{
    public void Configure(EntityTypeBuilder<DeliveryCountRow> builder)
    {
        builder.ToTable("delivery_count");
        builder.HasKey(c => new { c.Webhook, c.Type, c.Kind });
    }
}
