using CxDashboard.Api;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>The addresses by which records arrive.</summary>
public static class WireServices
{
    /// <summary>Registers what takes records by wire, with its limits from the section <c>Api</c> of the settings.</summary>
    public static IServiceCollection AddWire(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WireOptions>().Bind(configuration.GetSection(WireOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WireOptions>, WireOptionsValidator>();
        return services.AddSingleton<WireIntake>().AddSingleton<InteractionsEndpoint>().AddSingleton<ChangesEndpoint>().AddSingleton<PartsEndpoint>();
    }

    /// <summary>Maps them. They read their bodies themselves: what is bound by the framework would be parsed twice and refused in other words.</summary>
    public static void MapWire(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var (interactions, changes, parts) = (services.GetRequiredService<InteractionsEndpoint>(), services.GetRequiredService<ChangesEndpoint>(), services.GetRequiredService<PartsEndpoint>());
        var api = endpoints.MapGroup(ApiPolicies.Root);
        api.MapPost("/interactions", interactions.PostAsync).RequireAuthorization(ApiPolicies.Ingest);
        api.MapPatch("/interactions/{**id}", changes.PatchAsync).RequireAuthorization(ApiPolicies.Ingest);
        api.MapDelete("/interactions/{**id}", changes.DeleteAsync).RequireAuthorization(ApiPolicies.Ingest);
        api.MapPost("/ratings", parts.PostRatingAsync).RequireAuthorization(ApiPolicies.Ingest);
        api.MapPost("/replies", parts.PostReplyAsync).RequireAuthorization(ApiPolicies.Ingest);
        api.MapGet("/waiting", WaitingEndpoint.AnswerAsync).RequireAuthorization(ApiPolicies.AnyKey);
    }
}
