using System.CommandLine;
using System.Text;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest;

/// <summary>The verb <c>import</c>: asks for an import, shows how far it is, and writes what came of it.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var format = Verb.FormatOption();
        var file = new Argument<string>("FILE") { Description = "A CSV, TSV, XLSX, JSON Lines or JSON file, also packed (.gz, .zip)." };
        file.Validators.Add(result =>
        {
            if (result.Tokens.All(t => string.IsNullOrWhiteSpace(t.Value))) result.AddError("FILE is blank; name the file to import.");
        });
        var map = new Option<string?>("--map") { Description = "The map: a name, or the path of a .json file. Without it the standard headers are expected.", HelpName = "NAME|PATH" };
        var source = new Option<string?>("--source") { Description = "The source of all rows, whatever they say themselves.", HelpName = "NAME" };
        var known = new Option<string?>("--known-until") { Description = "Until when the file is complete, instead of its latest record; UTC unless it has an offset.", HelpName = "INSTANT" };
        var rejects = new Option<string?>("--rejects") { Description = "Writes the rows that could not be read to this CSV file, with line and reason in front.", HelpName = "FILE" };
        var command = new Command("import", "Imports a file of interaction records. The same file again changes nothing; an import that was cut off goes on where it was.")
        {
            file, map, source, known, rejects, format,
        };
        command.SetAction((options, ct) =>
        {
            var asked = options.GetValue(map);
            var request = new ImportRequest
            {
                File = Path.GetFullPath(options.GetValue(file)!),
                Map = asked is not null && MapFinder.IsPath(asked) ? Path.GetFullPath(asked) : asked,
                Source = options.GetValue(source),
                KnownUntil = ReadInstant(options.GetValue(known)),
                Rejects = options.GetValue(rejects) is { Length: > 0 } path ? Path.GetFullPath(path) : null,
            };
            return RunAsync(Verb.Folder(options), request, options.GetValue(file)!, options.GetValue(format), ct);
        });
        return command;
    }

    // In the forms in which a file may write it, too.
    private static Instant? ReadInstant(string? text) =>
        text is not null && InstantText.TryParseIso(Encoding.UTF8.GetBytes(text.Trim()), TimeZoneInfo.Utc, out var instant, out _) ? instant : Verb.Instant(text, "--known-until");

    private static async Task<int> RunAsync(Data.DataFolder folder, ImportRequest request, string typed, string? format, CancellationToken ct)
    {
        try
        {
            var answer = await ImportProgressBar.ShowAsync(Path.GetFileName(request.File), progress => ImportEndpoint.AskAsync(folder, request, progress, ct));
            foreach (var note in answer.Notes.Concat(answer.Warnings)) await Console.Error.WriteLineAsync(note);
            ImportOutput.Write(Console.Out, answer with { File = typed }, format ?? (Console.IsOutputRedirected ? "json" : "table"));
            return 0;
        }
        catch (ImportRefusedException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("The import was stopped. What was imported so far is kept: run it again to go on, or take it back with `undo`; `imports` has its number.");
            return 1;
        }
    }
}
