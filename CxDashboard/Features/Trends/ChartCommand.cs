using System.CommandLine;
using CxDashboard.Charts;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>The verb <c>chart</c>: the page's picture of one metric as a file, and the other kinds of chart.</summary>
public static class ChartCommand
{
    public static Command Create()
    {
        var (options, sample) = (new QuestionOptions(BucketSize.Week), Verb.SampleOption());
        var kind = new Option<string>("--kind") { Description = "Kind of chart. Default: behaviour.", HelpName = string.Join('|', ChartKinds.All), DefaultValueFactory = _ => "behaviour" };
        var theme = new Option<string>("--theme") { Description = "Colours. Default: light.", HelpName = "light|dark", DefaultValueFactory = _ => "light" };
        var size = new Option<string?>("--size") { Description = "Size by where it will stand, instead of --width and --height.", HelpName = "column|slide|wall" };
        var width = new Option<int?>("--width") { Description = $"Width in pixels. Default: {ChartFormats.DefaultWidth}.", HelpName = "W" };
        var height = new Option<int?>("--height") { Description = $"Height in pixels; the file is taller where its words need it. Default: {ChartFormats.DefaultHeight}.", HelpName = "H" };
        var scale = new Option<int>("--scale") { Description = $"Of a PNG: device pixels to a pixel. Default: {ChartFormats.DefaultScale}.", HelpName = "1|2|3", DefaultValueFactory = _ => ChartFormats.DefaultScale };
        var before = new Option<string?>("--before") { Description = "Of a waterfall: the earlier period, its end exclusive. Default: as many days just before.", HelpName = "DAY..DAY" };
        var format = new Option<string>("--format") { Description = "Form of the file.", HelpName = "svg|png|pdf|csv|xlsx|tsv", Required = true };
        var file = new Option<string>("--out") { Description = "Where to write it.", HelpName = "FILE", Required = true };
        kind.AcceptOnlyFromAmong([.. ChartKinds.All]);
        theme.AcceptOnlyFromAmong("light", "dark");
        format.AcceptOnlyFromAmong([.. ChartFormats.All]);
        var command = new Command("chart", "Draw one metric into a file: over time, as the page does, or as another kind of chart.") { options.Metric, kind, before, theme, size, width, height, scale, format, file, sample };
        options.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            var question = options.Read(call);
            var (metric, shown) = (MetricCatalogue.Default.Versions(question.Metric)[(question.Version ?? MetricCatalogue.Default.Versions(question.Metric).Count) - 1], call.GetValue(kind)!);
            var earlier = ReadBefore(call.GetValue(before));
            if (ChartKinds.Fault(shown, metric, question, options.SaysBy(call), earlier is not null) is { } no) throw new VerbRefusedException(no);
            var (drawn, wrong) = ChartFormats.Size(call.GetValue(size), call.GetValue(width), call.GetValue(height));
            if ((wrong ?? ChartFormats.ScaleFault(call.GetValue(scale))) is { } fault) throw new VerbRefusedException(fault);
            var chosen = call.GetValue(format)!;
            using var measure = await ReadSession.MeasureAsync(Verb.Folder(call), call.GetValue(sample), cancellation);
            var chart = await DrawAsync(measure, shown, question, earlier, ChartFormats.IsTable(chosen), cancellation)
                ?? throw new VerbRefusedException("There are no records yet, so there is nothing to draw. Import a file with `import FILE`, or draw the sample with --sample.");
            await WriteAsync(chart, chosen, call.GetValue(theme) == "dark" ? ChartTheme.Dark : ChartTheme.Light, drawn, call.GetValue(scale), Path.GetFullPath(call.GetValue(file)!), cancellation);
            return 0;
        });
        return command;
    }

    /// <summary>Draws a kind of chart; null where there are no records.</summary>
    internal static async Task<ChartPicture?> DrawAsync(Measure measure, string kind, MetricQuestion question, (DateOnly From, DateOnly To)? before, bool asMeasured, CancellationToken cancellation) => kind switch
    {
        "lines" => await new SplitCharts(measure).LinesAsync(question, asMeasured, cancellation),
        "pareto" => await new SplitCharts(measure).ParetoAsync(question, cancellation),
        "comparison" => await new SplitCharts(measure).ComparisonAsync(question, cancellation),
        "waterfall" => await new SplitCharts(measure).WaterfallAsync(question, before, cancellation),
        "distribution" => await new ValueCharts(measure).DistributionAsync(question, cancellation),
        "heat" => await new ValueCharts(measure).HeatAsync(question, cancellation),
        _ => await new TrendsQuery(measure).ChartAsync(question, asMeasured, cancellation) is { } chart ? chart with { Kind = kind == "small" ? ChartKind.Small : ChartKind.Behaviour } : null,
    };

    /// <summary>The earlier period of a waterfall.</summary>
    internal static (DateOnly From, DateOnly To)? ReadBefore(string? before)
    {
        if (before is null) return null;
        if (before.Split("..") is [var first, var end] && Verb.Day(first, "--before") is { } from && Verb.Day(end, "--before") is { } to && from < to) return (from, to);
        throw new VerbRefusedException($"--before is \"{before}\". Write a first day and the day after the last one, as 2026-03-01..2026-04-01.");
    }

    private static async Task WriteAsync(ChartPicture chart, string format, ChartTheme theme, ChartSize size, int scale, string path, CancellationToken cancellation)
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
