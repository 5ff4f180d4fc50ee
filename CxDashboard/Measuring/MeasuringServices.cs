using Microsoft.Extensions.Options;
using Quartz;

namespace CxDashboard.Measuring;

/// <summary>The engine, and the job that keeps it up to date.</summary>
public static class MeasuringServices
{
    private static readonly TimeSpan ClockStep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SnapshotStep = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddMeasuring(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkspaceOptions>().Bind(configuration.GetSection(WorkspaceOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkspaceOptions>, WorkspaceOptionsValidator>();
        services.AddSingleton<Measure>();
        services.AddSingleton<RunLog>();
        services.AddSingleton<DailyMetrics>();
        services.AddSingleton<MeasureRun>();
        services.AddTransient<MeasureJob>();
        services.AddTransient<DailyMetricsJob>();
        services.AddTransient<SnapshotJob>();
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.AddJob<MeasureJob>(job => job.WithIdentity(MeasureJob.Key).StoreDurably());
            quartz.AddTrigger<MeasureJob>(trigger => trigger.ForJob(MeasureJob.Key).WithIdentity("measure by the clock")
                .StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(ClockStep).RepeatForever()));
            quartz.AddJob<DailyMetricsJob>(job => job.WithIdentity(DailyMetricsJob.Key).StoreDurably());
            quartz.AddTrigger<DailyMetricsJob>(trigger => trigger.ForJob(DailyMetricsJob.Key).WithIdentity("daily metrics by the clock")
                .StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(ClockStep).RepeatForever()));
            quartz.AddJob<SnapshotJob>(job => job.WithIdentity(SnapshotJob.Key).StoreDurably());
            quartz.AddTrigger<SnapshotJob>(trigger => trigger.ForJob(SnapshotJob.Key).WithIdentity("snapshot by the clock")
                .StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(SnapshotStep).RepeatForever()));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddSingleton<MeasureWaker>();
        services.AddHostedService(provider => provider.GetRequiredService<MeasureWaker>());
        return services;
    }
}
