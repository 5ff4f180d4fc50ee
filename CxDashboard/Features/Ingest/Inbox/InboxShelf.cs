using System.Text.Encodings.Web;
using System.Text.Json;

namespace CxDashboard.Features.Ingest.Inbox;

/// <summary>Where files of the inbox go when they are dealt with: a folder in it, with a report beside each file. Nothing is ever overwritten.</summary>
internal sealed class InboxShelf(string inbox, string name)
{
    /// <summary>The folders for files that are in, and for those that cannot be.</summary>
    public const string Done = "done", Failed = "failed";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder = Path.Combine(inbox, name);

    /// <summary>Makes the folder, and makes sure that files can be moved into it.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">They cannot.</exception>
    public void Prepare()
    {
        Directory.CreateDirectory(_folder);
        foreach (var folder in (ReadOnlySpan<string>)[inbox, _folder])
        {
            using var probe = new FileStream(Path.Combine(folder, ".writable"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
    }

    /// <summary>A file here that nobody takes for one to import, for what is not finished yet.</summary>
    public string Draft(string file) => Path.Combine(_folder, $".{file}.rejected.part");

    /// <summary>Moves a file here, under another name where this one is taken, and puts its report beside it.</summary>
    /// <param name="rejected">A file with its rejected rows, to be moved too; null where there are none.</param>
    public void Take(string file, string report, string? rejected)
    {
        var place = Move(file);
        File.WriteAllText(place + ".report.json", report + "\n");
        if (rejected is not null) File.Move(rejected, place + ".rejected.csv");
    }

    /// <summary>The report of a file that could not be imported.</summary>
    public static string Failure(string file, string sentence) => JsonSerializer.Serialize(new { file, failed = sentence }, Json);

    private string Move(string file)
    {
        for (var number = 1; ; number++)
        {
            var place = Path.Combine(_folder, number == 1 ? file : Numbered(file, number));
            if (new[] { "", ".report.json", ".rejected.csv" }.Any(end => File.Exists(place + end))) continue;
            try
            {
                File.Move(Path.Combine(inbox, file), place, overwrite: false);
                return place;
            }
            catch (IOException) when (File.Exists(place))
            {
                // Somebody was faster.
            }
        }
    }

    // Before the ending, which says what kind of file it is: "a (2).csv.gz".
    private static string Numbered(string file, int number) => file.IndexOf('.', 1) is > 0 and var dot ? $"{file[..dot]} ({number}){file[dot..]}" : $"{file} ({number})";
}
