using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Customers;

/// <summary>Where something is said of customers or one is erased: in the process that asks, or in the server that owns the store.</summary>
public static class CustomersEndpoint
{
    private const string Address = "/hand-over/customers";

    /// <summary>Does it here when nobody owns the folder, else asks the server that does.</summary>
    /// <exception cref="VerbRefusedException">It cannot be, or the folder is taken by a process that serves nobody.</exception>
    public static Task<CustomersAnswer> AskAsync(DataFolder folder, CustomersRequest request, CancellationToken ct) =>
        HandOver.RunAsync<CustomersRequest, object, CustomersAnswer>(folder, "changing what is known of customers", async owner =>
        {
            try
            {
                return await CustomersWork.RunAsync(await owner.OpenAsync(folder.StorePath, log: null, ct), request, ct);
            }
            catch (CustomerRefusedException refused)
            {
                throw new VerbRefusedException(refused.Message);
            }
        }, Address, request, progress: null, ct);

    /// <summary>The server's side, reachable over its socket only.</summary>
    public static void MapCustomers(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        endpoints.MapHandOver<CustomersRequest, object, CustomersAnswer>(
            Address, (request, _, ct) => CustomersWork.RunAsync(services.GetRequiredService<Store>(), request, ct), typeof(CustomerRefusedException));
    }
}
