using System.Text;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Tests.Ingest;

/// <summary>What an import sees of a file, without importing it.</summary>
internal static class TableText
{
    /// <summary>Every row with its line in front and its fields behind, "2|a|b"; a row that cannot be read has its reason.</summary>
    public static IReadOnlyList<string> Rows(string path, FileChoices? choices = null)
    {
        var file = new SourceFile(path, choices ?? FileChoices.None);
        using var opened = file.Open();
        using var table = new TableReader(opened.Text, path, file.Delimiter, opened.LinesAbove);
        var rows = new List<string> { $"{table.Header.Line}|{string.Join('|', table.Header.Names)}" };
        while (table.Next())
        {
            rows.Add($"{table.Line}|{table.Fault?.Detail ?? string.Join('|', Enumerable.Range(0, table.Row.FieldCount).Select(i => Encoding.UTF8.GetString(table.Row.GetSpan(i))))}");
        }

        return rows;
    }
}
