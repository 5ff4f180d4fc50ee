using CxDashboard.CommandLine;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>The addresses at which other systems' messages arrive.</summary>
public static class WebhookServices
{
    /// <summary>Where they are. Outside of the API, whose addresses ask for a key: each asks for a signature or a token of its own.</summary>
    public const string Root = "/hooks";

    /// <summary>Registers what takes messages of webhooks.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services.AddSingleton<WebhookShelf>().AddSingleton<ArrivalClock>().AddSingleton<WebhookEndpoint>().AddSingleton<DeliveriesQuery>().AddSingleton<KeptMessages>().AddSingleton<MessageRereading>();

    /// <summary>Maps POST /hooks/NAME, with a token behind it or without, and HEAD, by which some senders look whether anybody is there.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<WebhookEndpoint>();
        endpoints.MapPost(Root + "/{name}/{token?}", endpoint.ReceiveAsync).WithMetadata(ProvenBySender.Mark);
        endpoints.MapMethods(Root + "/{name}/{token?}", [HttpMethods.Head], context => Task.CompletedTask).WithMetadata(ProvenBySender.Mark);
    }
}
