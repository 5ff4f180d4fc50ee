using System.Text;
using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>What stands between fields and where the header stands, from the first lines alone.</summary>
public sealed class DialectDetectorTests
{
    [Theory]
    [InlineData("id,at,text\n1,2,3\n", ',', 1, 2, 2)]
    [InlineData("id;amount;text\n1;2,50;a\n2;3,75;b\n3;4,00;c\n", ';', 1, 4, 4)]
    [InlineData("a;b\n1,5;2,5\n2,5;3,5\n", ';', 1, 3, 3)]
    [InlineData("id\tat\ttext\n1\t2\tone, two; three\n", '\t', 1, 2, 2)]
    [InlineData("\"a, b\";\"c, d\"\n\"1\n,;\n2\";\"3\"\n", ';', 1, 2, 2)]
    [InlineData("\"a \"\"b\"\", c\"|d\n1|2\n", '|', 1, 2, 2)]
    [InlineData("Report 1, 2026\n\nid;amount\n1;2,5\n2;3,5\n", ';', 3, 3, 4)]
    [InlineData("Report of the desk;;\n;;\nid;at;text\n1;2;x\n2;3;y\n", ';', 3, 3, 4)]
    [InlineData("sep=;\nid;at\n1;2,5\n", ';', 2, 2, 2)]
    [InlineData("\"sep=\t\"\r\n\r\nid\tat\r\n1\t2\r\n", '\t', 3, 2, 2)]
    [InlineData("id,at\r1,2\r3,4\r", ',', 1, 3, 3)]
    [InlineData("a,b,c,\n1,2,3,,,\n4,5,6,,,\n", ',', 1, 2, 3)]
    [InlineData("id,at,tags\n1,2,a|b\n2,3,c|d\n3,4\n4,5,e|f,x\n", ',', 1, 3, 5)]
    [InlineData("id\n1\n2\n", ',', 1, 3, 3)]
    [InlineData("", ',', 1, 0, 0)]
    public void TheSeparator_IsTheOneByWhichRowsAgree(string text, char delimiter, int header, int agree, int looked) =>
        Assert.Equal(new Dialect(delimiter, header, agree, looked), DialectDetector.Detect(Encoding.UTF8.GetBytes(text), whole: true));

    [Fact]
    public void ALineThatIsCutOff_DoesNotCount() =>
        Assert.Equal(new Dialect(';', 1, 2, 2), DialectDetector.Detect("a;b;c\n1;2;3\n4;"u8));
}
