using System.Text;
using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>Encodings told apart by their bytes, at the beginning and over a whole text.</summary>
public sealed class EncodingSnifferTests
{
    private const string Words = "id,größe\n1,schön\n2,Straße €\n";
    private static readonly Encoding Western = SourceFile.FindEncoding("windows-1252")!;

    [Fact]
    public void Texts_AreToldApartWithTheirEvidence()
    {
        Check("id,at\n1,2\n"u8.ToArray(), TextEncoding.Utf8, 0, 0, 0);
        Check(Encoding.UTF8.GetBytes(Words), TextEncoding.Utf8, 5, 0, 0);
        Check(Encoding.UTF8.GetBytes("\uFEFF" + Words), TextEncoding.Utf8Marked, 6, 0, 3);
        Check(Western.GetBytes(Words), TextEncoding.Windows1252, 5, 0, 0);
        Check([.. Encoding.UTF8.GetBytes(Words), 0xFC, (byte)'\n'], TextEncoding.Utf8, 5, 1, 0);
        Check(Encoding.Unicode.GetBytes(Words), TextEncoding.Utf16LittleEndian, 27, 0, 0);
        Check(Encoding.BigEndianUnicode.GetBytes(Words), TextEncoding.Utf16BigEndian, 27, 0, 0);
        Check(Encoding.Unicode.GetBytes("\uFEFF" + Words), TextEncoding.Utf16LittleEndian, 27, 0, 2);
        Check(Encoding.BigEndianUnicode.GetBytes("\uFEFFid,имя\n1,Анна\n"), TextEncoding.Utf16BigEndian, 7, 0, 2);
    }

    // What the beginning cannot tell: the first letter beyond ASCII may come after a million rows, and lie across two reads.
    [Fact]
    public void TheWholeText_MayTellMoreThanItsBeginning()
    {
        var late = new byte[200_000];
        late.AsSpan().Fill((byte)'x');
        byte[] wrong = [.. late, 0xFC, (byte)'\n'];

        Assert.Equal(TextEncoding.Utf8, EncodingSniffer.Detect(wrong.AsSpan(0, 65536)).Encoding);
        Assert.Equal(TextEncoding.Windows1252, EncodingSniffer.Detect(new MemoryStream(wrong)).Encoding);
        for (var shift = 65530; shift < 65540; shift++)
        {
            byte[] across = [.. late[..shift], .. Encoding.UTF8.GetBytes("€𝄞ü"), .. late[..7]];
            Assert.Equal((3L, 0L), (EncodingSniffer.Detect(new MemoryStream(across)).For, EncodingSniffer.Detect(new MemoryStream(across)).Against));
        }

        Assert.Equal(1, EncodingSniffer.Detect(new MemoryStream([.. "ü"u8, .. late, 0xC3])).Against);
    }

    private static void Check(byte[] bytes, TextEncoding encoding, long evidence, long against, int mark)
    {
        Assert.Equal(new EncodingFinding(encoding, evidence, against) { Mark = mark }, EncodingSniffer.Detect(bytes));
        Assert.Equal(encoding, EncodingSniffer.Detect(new MemoryStream(bytes)).Encoding);
    }
}
