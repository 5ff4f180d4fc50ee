using System.CommandLine;
using CxDashboard.Charts;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Trends;

/// <summary>The verb <c>chart</c>: the page's picture of one metric as a file.</summary>
public static class ChartCommand
{
    public static Command Create()
    {
        var (options, sample) = (new QuestionOptions(BucketSize.Week), Verb.SampleOption());
        var kind = new Option<string>("--kind") { Description = "Kind of chart. Default: behaviour.", HelpName = "behaviour|small", DefaultValueFactory = _ => "behaviour" };
        var theme = new Option<string>("--theme") { Description = "Colours. Default: light.", HelpName = "light|dark", DefaultValueFactory = _ => "light" };
        var size = new Option<string?>("--size") { Description = "Size by where it will stand, instead of --width and --height.", HelpName = "column|slide|wall" };
        var width = new Option<int?>("--width") { Description = $"Width in pixels. Default: {ChartFormats.DefaultWidth}.", HelpName = "W" };
        var height = new Option<int?>("--height") { Description = $"Height in pixels; the file is taller where its words need it. Default: {ChartFormats.DefaultHeight}.", HelpName = "H" };
        var scale = new Option<int>("--scale") { Description = $"Of a PNG: device pixels to a pixel. Default: {ChartFormats.DefaultScale}.", HelpName = "1|2|3", DefaultValueFactory = _ => ChartFormats.DefaultScale };
        var format = new Option<string>("--format") { Description = "Form of the file.", HelpName = "svg|png|pdf|csv|xlsx|tsv", Required = true };
        var file = new Option<string>("--out") { Description = "Where to write it.", HelpName = "FILE", Required = true };
        kind.AcceptOnlyFromAmong("behaviour", "small");
        theme.AcceptOnlyFromAmong("light", "dark");
        format.AcceptOnlyFromAmong([.. ChartFormats.All]);
        var command = new Command("chart", "Draw one metric over time, as the page does, into a file.") { options.Metric, kind, theme, size, width, height, scale, format, file, sample };
        options.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            var question = options.Read(call);
            if (question.Split.Count > 0) throw new VerbRefusedException("A chart shows one line, so it takes no --split yet. Draw one chart for each value with --slice, or ask `metric` with --split for the figures.");
            if (question.By == BucketSize.All) throw new VerbRefusedException("A chart over time needs steps: --by day, week, month or quarter. For one figure ask `metric`.");
            var (drawn, wrong) = ChartFormats.Size(call.GetValue(size), call.GetValue(width), call.GetValue(height));
            if ((wrong ?? ChartFormats.ScaleFault(call.GetValue(scale))) is { } fault) throw new VerbRefusedException(fault);
            var chosen = call.GetValue(format)!;
            using var measure = await ReadSession.MeasureAsync(Verb.Folder(call), call.GetValue(sample), cancellation);
            var chart = await new TrendsQuery(measure).ChartAsync(question, asMeasured: ChartFormats.IsTable(chosen), cancellation)
                ?? throw new VerbRefusedException("There are no records yet, so there is nothing to draw. Import a file with `import FILE`, or draw the sample with --sample.");
            if (call.GetValue(kind) == "small") chart = chart with { Kind = ChartKind.Small };
            await WriteAsync(chart, chosen, call.GetValue(theme) == "dark" ? ChartTheme.Dark : ChartTheme.Light, drawn, call.GetValue(scale), Path.GetFullPath(call.GetValue(file)!), cancellation);
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(ChartSpec chart, string format, ChartTheme theme, ChartSize size, int scale, string path, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllBytesAsync(path, await ChartFormats.MakeAsync(chart, format, theme, size, scale, cancellation), cancellation);
        }
        catch (ChartExportUnavailableException e)
        {
            throw new VerbRefusedException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbRefusedException($"--out is \"{path}\", which cannot be written: {e.Message}");
        }
    }
}
