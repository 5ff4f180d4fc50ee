using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Live;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Operations;

/// <summary>How the data stands, told to the frame and on the page Sources.</summary>
public static class OperationsServices
{
    /// <summary>Registers the pages' queries, their word in the masthead, and <see cref="ReadStanding"/>. What the page Sources shows is asked ahead.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<SourcesQuery>().AddSingleton<RejectedQuery>().AddSingleton<RejectedReasonsQuery>().AddSingleton(new NavEntry("Sources", "/sources", 90) { Beneath = ["/sources", "/import", "/customers", "/keys", "/connectors", "/webhooks"] });
        services.AddSingleton(provider => new AtHand("Sources", ct => provider.GetRequiredService<SourcesQuery>().RunAsync(ct)));
        return services.AddSingleton<ReadStanding>(provider =>
        {
            var (measure, clock) = (provider.GetRequiredService<Measure>(), provider.GetRequiredService<TimeProvider>());
            var runs = provider.GetRequiredService<RunLog>();
            return () => Read(measure.State, clock, runs);
        });
    }

    private static Standing Read(MeasureState state, TimeProvider clock, RunLog runs)
    {
        DateTimeOffset Local(Instant instant) => TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), state.Zone);
        return new Standing
        {
            Now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), state.Zone),
            GoodAsOf = state.Version == 0 ? null : Local(state.Now),
            NewestRecord = state.NewestOpening is { } newest ? Local(newest) : null,
            IsSample = state.IsSample,
            Zone = state.Zone.Id,
            Fault = runs.FailedAt(MeasureRun.Job) is { } failed ? $"Measuring failed at {Figures.Time(Local(failed))}; these figures are older. It tries again each minute." : null,
            Sources = [.. state.Sources.Select(s => new SourceStanding(s.Name, Local(s.KnownUntil), s.Live))],
        };
    }
}
