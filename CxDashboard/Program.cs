using System.CommandLine;
using CxDashboard.Api;
using CxDashboard.CommandLine;
using CxDashboard.Features.Access;
using CxDashboard.Features.Customers;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Features.Ingest.Wire;
using CxDashboard.Features.Metric;
using CxDashboard.Features.Metrics;
using CxDashboard.Features.Operations;
using CxDashboard.Features.Sample;
using CxDashboard.Features.Today;
using CxDashboard.Features.Trends;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Shell;

var root = new RootCommand("CxDashboard: a live customer-experience dashboard. Without a verb it serves.")
{
    Verb.Data,
    ImportCommand.Create(),
    ImportsCommand.CreateList(),
    ImportsCommand.CreateUndo(),
    MetricCommand.Create(),
    MetricCommand.CreateList(),
    ChartCommand.Create(),
    SignalsCommand.Create(),
    EffectCommand.Create(),
    PhasesCommand.Create(),
    SampleCommand.Create(),
    CustomersCommand.Create(),
    KeysCommand.Create(),
    RunsCommand.Create(),
};
ServeCommand.AddTo(root, new ServerParts(
    Add: builder =>
    {
        builder.Services.AddSingleton<LiveFeed>().AddHostedService<AtHandKeeper>();
        builder.Services.AddMeasuring(builder.Configuration);
        builder.Services.AddShell().AddAccess().AddIngest(builder.Configuration).AddWire(builder.Configuration).AddWebhooks().AddOperations().AddToday().AddTrends().AddMetric();
    },
    Map: app =>
    {
        app.MapShell();
        app.MapAccess();
        app.MapOpenApiDocument();
        app.MapTrends();
        app.MapMetrics();
        app.MapCharts();
        app.MapPhases();
        app.MapImport();
        app.MapWire();
        app.MapWebhooks();
        app.MapDrafts();
        app.MapRejects();
        app.MapCustomers();
        app.MapSample();
        app.RequireKeys();
    },
    WriteSample: (store, workspace, cancellation) => SampleCommand.WriteAsync(store, new SampleRequest(), workspace.ZoneInfo, TimeProvider.System, null, cancellation)));
return await CommandLineRoot.RunAsync(root, args);
