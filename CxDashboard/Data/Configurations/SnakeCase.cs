using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CxDashboard.Data.Configurations;

/// <summary>Names columns as the command line and other tools know them: <c>OpenedAt</c> is <c>opened_at</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(t => t.GetProperties()))
            property.SetColumnName(Of(property.Name));
    }

    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && result.Length > 0) result.Append('_');
            result.Append(char.ToLowerInvariant(letter));
        }

        return result.ToString();
    }
}
