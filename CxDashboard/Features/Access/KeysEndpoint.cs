using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Access;

/// <summary>What a verb asks of keys: to make one, or to revoke one.</summary>
/// <param name="Add">The name of the key to make.</param>
/// <param name="Scopes">What it is to do.</param>
/// <param name="Revoke">The name, the number or the prefix of the key to revoke.</param>
public sealed record KeysRequest(string? Add = null, IReadOnlyList<string>? Scopes = null, string? Revoke = null);

/// <summary>The key, and where it was just made its token.</summary>
public sealed record KeysAnswer(ApiKey Key, string? Token);

/// <summary>Where keys are made and revoked by the verb: in the process that asks, or in the server that owns the store.</summary>
public static class KeysEndpoint
{
    private const string Address = "/hand-over/keys";
    private const string By = "the command line";

    /// <summary>Does it here when nobody owns the folder, else asks the server that does.</summary>
    /// <exception cref="VerbRefusedException">It cannot be, or the folder is taken by a process that serves nobody.</exception>
    public static Task<KeysAnswer> AskAsync(DataFolder folder, KeysRequest request, CancellationToken ct) =>
        HandOver.RunAsync<KeysRequest, object, KeysAnswer>(folder, "changing keys", async owner =>
        {
            try
            {
                var store = await owner.OpenAsync(folder.StorePath, log: null, ct);
                return await RunAsync(new KeyRing(store, TimeProvider.System), request, ct);
            }
            catch (KeyRefusedException refused)
            {
                throw new VerbRefusedException(refused.Message);
            }
        }, Address, request, progress: null, ct);

    /// <summary>The server's side, reachable over its socket only.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var ring = endpoints.ServiceProvider.GetRequiredService<KeyRing>();
        endpoints.MapHandOver<KeysRequest, object, KeysAnswer>(Address, (request, _, ct) => RunAsync(ring, request, ct), typeof(KeyRefusedException));
    }

    private static async Task<KeysAnswer> RunAsync(KeyRing ring, KeysRequest request, CancellationToken ct)
    {
        if (request.Revoke is { } named) return new KeysAnswer(await ring.RevokeAsync(named, ct), Token: null);
        var made = await ring.AddAsync(request.Add ?? "", request.Scopes ?? [], By, ct);
        return new KeysAnswer(made.Key, made.Token);
    }
}
