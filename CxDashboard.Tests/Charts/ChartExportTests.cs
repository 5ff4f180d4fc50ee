using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using CxDashboard.Charts;
using CxDashboard.Charts.Native;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class ChartExportTests
{
    public ChartExportTests()
    {
        try
        {
            ChartLibraries.Require();
        }
        catch (ChartExportUnavailableException missing)
        {
            Assert.Skip(missing.Message);
        }
    }

    [Fact]
    public void Png_HasTheSizeAskedForAndShowsTheChart()
    {
        var svg = SvgChart.Draw(ChartSamples.Year(), ChartTheme.Light, 560, 400);
        var height = (int)SvgReading.Parse(svg).Number("height");

        var pixels = Pixels.OfPng(ChartExport.Png(svg, 2));

        Assert.Equal((1120, height * 2), (pixels.Width, pixels.Height));
        Assert.True(pixels.Grey.Count(g => g < 128) > 5000);
    }

    public static TheoryData<string> Names => [.. ChartSamples.All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task PngAndPdf_DifferOnlyByAntiAliasing(string name)
    {
        var svg = SvgChart.Draw(ChartSamples.All()[name], ChartTheme.Light, 560, 400);
        var png = Pixels.OfPng(ChartExport.Png(svg, 2));
        var pdf = Pixels.OfPpm(await Run("pdftoppm", ChartExport.Pdf(svg), "-r", "192", "-singlefile", "-"));

        Assert.Equal((png.Width, png.Height), (pdf.Width, pdf.Height));
        Assert.InRange(png.Unlike(pdf, 90), 0, 0.001);
        Assert.InRange(pdf.Unlike(png, 90), 0, 0.001);
    }

    [Fact]
    public async Task Pdf_HasItsWordsAsText()
    {
        var text = Encoding.UTF8.GetString(await Run("pdftotext", ChartExport.Pdf(SvgChart.Draw(ChartSamples.Year(), ChartTheme.Dark, 1200, 520)), "-", "-"));

        Assert.Contains("Held within 7 days", text, StringComparison.Ordinal);
        Assert.Contains("9 weeks above centre", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SamePicture_IsTheSameFile()
    {
        var svg = SvgChart.Draw(ChartSamples.Year(), ChartTheme.Light, 560, 400);

        Assert.Equal(ChartExport.Png(svg), ChartExport.Png(svg));
        Assert.Equal(ChartExport.Pdf(svg, ChartSamples.AsOf), ChartExport.Pdf(svg, ChartSamples.AsOf));
    }

    [Fact]
    public void ManyAtOnce_AllAreWhole()
    {
        var svg = SvgChart.Draw(ChartSamples.Year(), ChartTheme.Light, 300, 200);
        var one = ChartExport.Png(svg, 1);

        var many = new byte[24][];
        Parallel.For(0, many.Length, i => many[i] = ChartExport.Png(svg, 1));

        Assert.All(many, m => Assert.Equal(one, m));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no picture")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\">")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&a;</text></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"file:///etc/passwd\"/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><filter/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect fill=\"url(#a)\"/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0L1e9 0\"/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0L123456789 0\"/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0L9 0\" stroke-dasharray=\"0.0001 0.0001\"/></svg>")]
    public void NoPicture_IsRefusedInWords(string text) => Assert.Throws<ArgumentException>(() => ChartExport.Png(text));

    [Fact]
    public void TooManyPixels_AreRefused() =>
        Assert.Throws<ArgumentException>(() => ChartExport.Png("""<svg xmlns="http://www.w3.org/2000/svg" width="4800" height="4800"/>""", 8));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Slide_HasItsSizeAtEachScale(int scale)
    {
        var svg = SvgChart.Draw(ChartSamples.Year(), ChartTheme.Light, ChartSize.Slide);
        var png = Pixels.OfPng(await ChartExport.PngAsync(svg, scale, TestContext.Current.CancellationToken));
        Assert.Equal((1280 * scale, 720 * scale), (png.Width, png.Height));
    }

    [Fact]
    public async Task WhoWaits_MayGiveUp()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChartExport.PdfAsync(SvgChart.Draw(ChartSamples.Year(), ChartTheme.Light, 400, 300), null, given.Token));
    }

    [Fact]
    public void MissingLibrary_SaysWhatToInstall() => Assert.Contains("install", ChartLibraries.Sentence("librsvg-2.so.2"), StringComparison.Ordinal);

    private static async Task<byte[]> Run(string program, byte[] pdf, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
            var input = arguments[0] == "-" ? [file, .. arguments[1..]] : arguments.Select(a => a == "-" ? file : a).ToArray();
            using var process = Process.Start(new ProcessStartInfo(program, input) { RedirectStandardOutput = true, UseShellExecute = false })!;
            using var output = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(output, TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output.ToArray();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: apt-get install poppler-utils.");
            return [];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
