using System.Text.Json;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest;
using Xunit;

namespace CxDashboard.Tests.Ingest;

public sealed class ImportCommandTests
{
    private static readonly ImportAnswer Answer = new()
    {
        File = "rows.csv",
        Source = "desk",
        Read = 4,
        New = 1,
        Changed = 1,
        Unchanged = 1,
        Rejected = 1,
        KnownUntil = new Instant(1_772_359_200_000),
        ContactsKnownUntil = null,
        Reasons = [new RejectReason("opened_at is blank.", 1, 3)],
        Warnings = ["The end is thin."],
        Notes = ["Not part of the answer."],
    };

    [Fact]
    public void Json_HasTheContractsNamesInItsOrder()
    {
        using var json = JsonDocument.Parse(ImportOutput.Json(Answer));

        Assert.Equal(
            """{"file":"rows.csv","source":"desk","read":4,"new":1,"changed":1,"unchanged":1,"rejected":1,"knownUntil":"2026-03-01T10:00:00Z","contactsKnownUntil":null,"reasons":[{"reason":"opened_at is blank.","count":1,"firstLine":3}],"warnings":["The end is thin."]}""",
            JsonSerializer.Serialize(json.RootElement));
    }

    [Fact]
    public void Csv_IsOneRowUnderItsNames()
    {
        using var output = new StringWriter();
        ImportOutput.Write(output, Answer, "csv");

        Assert.Equal("file,source,read,new,changed,unchanged,rejected,knownUntil,contactsKnownUntil\nrows.csv,desk,4,1,1,1,1,2026-03-01T10:00:00Z,\n", output.ToString());
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import rows.csv --format xml")]
    [InlineData("import rows.csv --colour")]
    public void WrongUsage_IsSeenBeforeAnythingIsDone(string call) =>
        Assert.NotEmpty(new System.CommandLine.RootCommand { ImportCommand.Create() }.Parse(call).Errors);

    [Fact]
    public async Task Progress_SpeaksOfCountingThenOfRows()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var told = new List<ImportProgress>();
        await folder.ImportAsync(folder.Write("rows.csv", "opened_at\n2026-01-01\nnever\n"), progress: new Collected(told));

        Assert.Equal((2L, 1L, 2L), (told[^1].Rows, told[^1].Rejected, told[^1].RowsTotal));
    }

    private sealed class Collected(List<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told.Add(value);
    }
}
