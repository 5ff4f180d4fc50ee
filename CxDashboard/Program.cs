using System.CommandLine;
using CxDashboard.CommandLine;
using CxDashboard.Features.Metrics;
using CxDashboard.Features.Operations;
using CxDashboard.Live;
using CxDashboard.Measuring;

var root = new RootCommand("CxDashboard: a live customer-experience dashboard. Without a verb it serves.")
{
    Verb.Data,
    MetricCommand.Create(),
    MetricCommand.CreateList(),
    RunsCommand.Create(),
};
ServeCommand.AddTo(root, new ServerParts(
    Add: builder =>
    {
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddMeasuring(builder.Configuration);
    },
    Map: app => { },
    WriteSample: (_, _, _) => Task.CompletedTask));
return await CommandLineRoot.RunAsync(root, args);
