using System.CommandLine;
using System.CommandLine.Help;
using System.Data.Common;
using CxDashboard.Data;
using CxDashboard.Measuring;

namespace CxDashboard.CommandLine;

/// <summary>Runs a call: exit code 0, 1 with one sentence on standard error, or 2 with the verb's help for wrong usage.</summary>
public static class CommandLineRoot
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var call = root.Parse(args);
        if (call.Errors.Count > 0)
        {
            foreach (var error in call.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync();
            await HelpAsync(root, call);
            return 2;
        }

        try
        {
            return await call.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is VerbRefusedException or StoreRefusedException or QuestionRefusedException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException)
        {
            // The disk, the rights or the file are at fault, which a stack trace does not tell any better.
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 1;
        }
        catch (Exception e)
        {
            // Ours: shown short, kept whole in a file that nobody else can have prepared.
            var file = Path.Combine(Directory.CreateTempSubdirectory("cxdashboard-fault-").FullName, "fault.txt");
            await File.WriteAllTextAsync(file, $"{string.Join(' ', args)}\n{e}\n");
            await Console.Error.WriteLineAsync($"This went wrong, and it is our fault: {e.Message} The whole fault is in {file}.");
            return 1;
        }
    }

    // The help of the verb that was meant goes to standard error, so that standard output holds answers only.
    private static async Task HelpAsync(RootCommand root, ParseResult call)
    {
        List<string> path = [];
        for (System.CommandLine.Parsing.SymbolResult? at = call.CommandResult; at is System.CommandLine.Parsing.CommandResult command; at = at.Parent)
        {
            if (command.Command != root) path.Insert(0, command.Command.Name);
        }

        var help = root.Options.OfType<HelpOption>().First();
        await root.Parse([.. path, help.Name]).InvokeAsync(new InvocationConfiguration { Output = Console.Error, Error = Console.Error });
    }
}
