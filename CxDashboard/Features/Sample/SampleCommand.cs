using System.CommandLine;
using System.Globalization;
using CxDashboard.CommandLine;
using CxDashboard.Data;
using CxDashboard.Measuring;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Sample;

/// <summary>The verb <c>sample</c>: writes the sample year anew, here or in the server that owns the folder.</summary>
public static class SampleCommand
{
    private const string HandOverPath = "/hand-over/sample";
    private static readonly string[] Columns = ["from", "until", "seed", "records", "written"];

    // Beyond these years a calendar of whole years with weeks around it does not fit the framework's dates.
    private static readonly DateOnly Earliest = new(1900, 1, 1), Latest = new(2999, 12, 31);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var until = new Option<string?>("--until") { Description = "The year's last day. Default: yesterday.", HelpName = "DAY" };
        var seed = new Option<ulong?>("--seed") { Description = "Another number makes another year of the same shop.", HelpName = "N" };
        var format = Verb.FormatOption();
        var command = new Command("sample", "Write the sample year anew into the sample store; the same end and seed give the same year.") { until, seed, format };
        command.SetAction(async (call, cancellation) =>
        {
            var folder = Verb.Folder(call);
            var request = new SampleRequest(ReadUntil(call.GetValue(until)), call.GetValue(seed));
            var zone = ReadSession.Workspace(folder).ZoneInfo;
            var answer = await HandOver.RunAsync<SampleRequest, SampleProgress, SampleAnswer>(
                folder, "writing the sample", async owner => await WriteAsync(await owner.OpenAsync(folder.SamplePath, null, cancellation), request, zone, TimeProvider.System, null, cancellation),
                HandOverPath, request, null, cancellation);
            await Output.WriteAsync([Row(answer)], call.GetValue(format), Columns);
            return 0;
        });
        return command;
    }

    /// <summary>The server's side of the verb, reachable over its socket only.</summary>
    public static void MapSample(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        endpoints.MapHandOver<SampleRequest, SampleProgress, SampleAnswer>(
            HandOverPath,
            async (request, progress, cancellation) =>
            {
                var owner = services.GetRequiredService<Owner>();
                var store = await owner.OpenAsync(owner.Folder.SamplePath, null, cancellation);
                return await WriteAsync(store, request, services.GetRequiredService<IOptions<WorkspaceOptions>>().Value.ZoneInfo, services.GetRequiredService<TimeProvider>(), progress, cancellation);
            },
            typeof(StoreRefusedException));
    }

    /// <summary>Makes sure that a store holds the wanted year.</summary>
    public static Task<SampleAnswer> WriteAsync(
        Store store, SampleRequest request, TimeZoneInfo zone, TimeProvider clock, IProgress<SampleProgress>? progress, CancellationToken cancellation) =>
        new SampleWriter(store).WriteAsync(request.UntilIn(zone, clock), request.Seed ?? SampleYear.DefaultSeed, zone, progress, cancellation);

    private static DateOnly? ReadUntil(string? text)
    {
        var until = Verb.Day(text, "--until");
        return until is null || (until >= Earliest && until <= Latest)
            ? until
            : throw new VerbRefusedException($"--until is \"{text}\". Write a day between 1900 and 2999.");
    }

    private static OutputRow Row(SampleAnswer answer) => new OutputRow()
        .Add("from", Text(answer.From)).Add("until", Text(answer.Until)).Add("seed", answer.Seed)
        .Add("records", answer.Records).Add("written", answer.Written);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
