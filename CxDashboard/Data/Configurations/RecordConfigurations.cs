using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CxDashboard.Data.Configurations;

internal sealed class SourceConfiguration : IEntityTypeConfiguration<SourceRow>
{
    public void Configure(EntityTypeBuilder<SourceRow> builder)
    {
        builder.ToTable("source");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => s.Name).IsUnique().HasDatabaseName("source_name");
    }
}

internal sealed class SourceVersionConfiguration : IEntityTypeConfiguration<SourceVersionRow>
{
    // No foreign key to the source: versions of a former one stay.
    public void Configure(EntityTypeBuilder<SourceVersionRow> builder)
    {
        builder.ToTable("source_version");
        builder.HasKey(v => v.Id);
        builder.HasIndex(v => v.SourceId).HasDatabaseName("source_version_source");
    }
}

internal sealed class SourceWriteConfiguration : IEntityTypeConfiguration<SourceWriteRow>
{
    public void Configure(EntityTypeBuilder<SourceWriteRow> builder)
    {
        builder.ToTable("source_write");
        builder.HasKey(w => w.Id);
        builder.HasIndex(w => w.SourceId).HasDatabaseName("source_write_source");
        builder.HasIndex(w => w.ImportId).HasDatabaseName("source_write_import");
        builder.HasOne<SourceRow>().WithMany().HasForeignKey(w => w.SourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ImportRow>().WithMany().HasForeignKey(w => w.ImportId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FormerSourceConfiguration : IEntityTypeConfiguration<FormerSourceRow>
{
    public void Configure(EntityTypeBuilder<FormerSourceRow> builder)
    {
        builder.ToTable("former_source");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
    }
}

internal sealed class CustomerRuleConfiguration : IEntityTypeConfiguration<CustomerRuleRow>
{
    public void Configure(EntityTypeBuilder<CustomerRuleRow> builder)
    {
        builder.ToTable("customer_rule");
        builder.HasKey(r => r.Sequence);
        builder.Property(r => r.Sequence).ValueGeneratedOnAdd();
    }
}

internal sealed class PhaseConfiguration : IEntityTypeConfiguration<PhaseRow>
{
    public void Configure(EntityTypeBuilder<PhaseRow> builder)
    {
        builder.ToTable("phase");
        builder.HasKey(p => p.Sequence);
        builder.Property(p => p.Sequence).ValueGeneratedOnAdd();
    }
}

internal sealed class InteractionConfiguration : IEntityTypeConfiguration<InteractionRow>
{
    public void Configure(EntityTypeBuilder<InteractionRow> builder)
    {
        builder.ToTable("interaction");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasIndex(i => new { i.SourceId, i.ExternalId }).IsUnique().HasDatabaseName("interaction_identity");

        // The newest words of customers are shown live; without this each look at them would read the whole table.
        builder.HasIndex(i => i.OpenedAt).HasFilter("comment IS NOT NULL").HasDatabaseName("interaction_words");
        builder.HasOne<SourceRow>().WithMany().HasForeignKey(i => i.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InteractionVersionConfiguration : IEntityTypeConfiguration<InteractionVersionRow>
{
    // No foreign key to the interaction: versions of a deleted one stay.
    public void Configure(EntityTypeBuilder<InteractionVersionRow> builder)
    {
        builder.ToTable("interaction_version");
        builder.HasKey(v => v.ReplacedSequence);
        builder.Property(v => v.ReplacedSequence).ValueGeneratedNever();
        builder.HasIndex(v => v.InteractionId).HasDatabaseName("interaction_version_interaction");
    }
}

internal sealed class JournalConfiguration : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> builder)
    {
        builder.ToTable("journal");
        builder.HasKey(j => j.Sequence);
        builder.Property(j => j.Sequence).ValueGeneratedNever();
    }
}
