using System.Globalization;
using Spectre.Console;

namespace CxDashboard.Features.Ingest;

/// <summary>Shows on standard error how far an import is: a bar where a person looks, else one line at the end.</summary>
internal static class ImportProgressBar
{
    public static async Task<ImportAnswer> ShowAsync(string name, Func<IProgress<ImportProgress>, Task<ImportAnswer>> import)
    {
        if (Console.IsErrorRedirected)
        {
            var last = new Latest(_ => { });
            var answer = await import(last);
            if (last.Value is { } told) await Console.Error.WriteLineAsync(Line(told));
            return answer;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape($"Looking through {name}"));
                var answer = await import(new Latest(told =>
                {
                    bar.Description = Markup.Escape(told.RowsTotal == 0 ? $"Looking through {name}" : Line(told));
                    bar.MaxValue = Math.Max(1, told.RowsTotal == 0 ? told.BytesTotal : told.RowsTotal);
                    bar.Value = told.RowsTotal == 0 ? told.BytesRead : told.Rows;
                }));
                bar.Value = bar.MaxValue;
                return answer;
            });
    }

    private static string Line(ImportProgress told) => string.Create(
        CultureInfo.InvariantCulture, $"{told.Rows:N0} rows, {told.RowsPerSecond:N0} rows/s, {told.Rejected:N0} rejected");

    // Progress<T> would hop through the thread pool and could show an older state after a newer one.
    private sealed class Latest(Action<ImportProgress> show) : IProgress<ImportProgress>
    {
        public ImportProgress? Value { get; private set; }

        public void Report(ImportProgress value)
        {
            Value = value;
            show(value);
        }
    }
}
