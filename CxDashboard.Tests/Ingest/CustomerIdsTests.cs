using System.Text;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>One customer is one id, however the id is written.</summary>
public sealed class CustomerIdsTests
{
    [Theory]
    [InlineData("Nadia@Example.COM", "nadia@example.com")]
    [InlineData("mailto:nadia@example.com", "nadia@example.com")]
    [InlineData("+49 (0)30 123-4567", "+49301234567")]
    [InlineData("0049 30 1234567", "+49301234567")]
    [InlineData("+49301234567", "+49301234567")]
    [InlineData("(030) 123-4567", "0301234567")]
    [InlineData("030/1234567", "0301234567")]
    [InlineData("2403", "2403")]
    [InlineData("0049301234567", "0049301234567")]
    [InlineData("C-0042", "C-0042")]
    [InlineData("12.03.2026", "12.03.2026")]
    [InlineData("10.0.0.12", "10.0.0.12")]
    [InlineData("Nadia @ work", "Nadia @ work")]
    [InlineData("1+1234567", "1+1234567")]
    public void WaysOfWriting_AreOneId(string written, string id) => Assert.Equal(id, CustomerIds.Plain.Of(Encoding.UTF8.GetBytes(written)));

    [Fact]
    public void KeyedHashes_AreTheSameUnderOneKey_AndOthersUnderAnother()
    {
        using var folder = new TemporaryFolder();
        var (first, again, other) = (CustomerIds.Hashed(folder.Path), CustomerIds.Hashed(folder.Path), CustomerIds.Hashed(Path.Combine(folder.Path, "other")));
        Assert.Matches("^h:[0-9a-f]{32}$", first.Of("nadia@example.com"u8));
        Assert.Equal(first.Of("nadia@example.com"u8), again.Of("NADIA@example.com"u8));
        Assert.NotEqual(first.Of("nadia@example.com"u8), other.Of("nadia@example.com"u8));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "customers.key")));
    }

    [Fact]
    public void BrokenKey_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "customers.key"), "short");
        Assert.Contains("is no key: it has 5 bytes and must have 32", Assert.Throws<ImportRefusedException>(() => CustomerIds.Hashed(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapThatAsksForIt_StoresNoAddress()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var file = folder.Write("tickets.csv", "id,opened,who\n1,2026-03-02,Nadia@example.com\n2,2026-03-03,nadia@EXAMPLE.com\n3,2026-03-03,\n4,never,nadia@example.com\n");
        var map = folder.Write("hashed.json", """{ "pseudonymise": true, "fields": { "external_id": "id", "opened_at": "opened", "customer": "who" } }""");
        await folder.ImportAsync(file, map);
        Assert.Equal("2|1|0", folder.AskOne("SELECT count(customer), count(DISTINCT customer), sum(customer LIKE '%nadia%') FROM interaction"));
        Assert.Equal(0, (await folder.ImportAsync(file, map)).Changed);
        await folder.Store.DisposeAsync();
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(file)!, "store.db*"), f => Assert.DoesNotContain("example.com", Encoding.Latin1.GetString(File.ReadAllBytes(f)), StringComparison.OrdinalIgnoreCase));
    }
}
