using System.Xml;

namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>How the XML of a workbook is read: forward only, without anything that reaches outside the file.</summary>
internal static class WorkbookXml
{
    /// <param name="part">Disposed with the reader.</param>
    public static XmlReader Open(Stream part) => XmlReader.Create(part, new XmlReaderSettings
    {
        CloseInput = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        // Lone control characters, which some exports have, are text here.
        CheckCharacters = false,
    });

    /// <summary>An attribute that says yes as XML does: "1" or "true".</summary>
    public static bool IsYes(string? value) => value is "1" or "true" or "on";
}
