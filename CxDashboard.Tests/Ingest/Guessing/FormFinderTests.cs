using System.Text;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Guessing;

/// <summary>How a file is written is found from all of it.</summary>
public sealed class FormFinderTests
{
    private const string Text = "Nummer;Eröffnet;Thema\n1;02.03.2026;Größe\n2;03.03.2026;Lieferung\n";

    [Theory]
    [InlineData("utf-8", null, "semicolons, UTF-8")]
    [InlineData("utf-16", null, "semicolons, UTF-16")]
    [InlineData("windows-1252", "windows-1252", "semicolons, Windows-1252 (")]
    public void EncodingAndSeparator_AreFound(string written, string? named, string told)
    {
        using var folder = new TemporaryFolder();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = Path.Combine(folder.Path, "export.csv");
        File.WriteAllBytes(path, Encoding.GetEncoding(written).GetBytes(Text));
        var found = FormFinder.Find(path);
        Assert.Equal((named, ';'), (found.Form.Encoding, found.Source.Delimiter));
        Assert.StartsWith(told, found.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TitlesAboveTheHeader_ArePassedOver()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var file = new GuessedFile(folder.Write("report.csv", "Tickets of March\nmade by Ann\n\nid;opened;topic\n1;13/03/2026;Billing\n2;14/03/2026;Delivery\n3;15/03/2026;Billing\n"));
        Assert.Equal(["id", "opened", "topic"], file.Guess.Columns.Select(c => c.Name));
        Assert.Equal(3, (await folder.ImportAsync(file.Path, folder.Write("guessed.json", file.Map()))).New);
        Assert.Equal("2026-03-13", folder.AskOne("SELECT date(opened_at / 1000, 'unixepoch') FROM interaction WHERE external_id = '1'"));
    }
}
