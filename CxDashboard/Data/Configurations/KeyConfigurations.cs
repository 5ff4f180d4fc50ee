using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CxDashboard.Data.Configurations;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_key");
        builder.HasKey(k => k.Id);
        builder.HasIndex(k => k.Prefix).IsUnique().HasDatabaseName("api_key_prefix");
    }
}
