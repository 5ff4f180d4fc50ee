using CxDashboard.Data;

namespace CxDashboard.Features.Ingest;

/// <summary>The rows that an import set aside, as a file to be mended.</summary>
public static class RejectsEndpoint
{
    /// <summary>Maps GET /sources/rejected/{import}.csv, with "reason" for the rows of one.</summary>
    public static IEndpointRouteBuilder MapRejects(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sources/rejected/{import:long}.csv", async (long import, string? reason, DataFolder folder, HttpContext context, CancellationToken ct) =>
        {
            var query = new ImportsQuery(folder.StorePath);
            if ((await query.RejectedAsync(import, default, 1, ct, reason)).Count == 0)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                await context.Response.WriteAsync(reason is null ? $"Import {import} has set no row aside." : $"Import {import} has set no row aside for this reason.", ct);
                return;
            }

            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"import-{import}-set-aside.csv\"";
            await RejectsFile.WriteRowsAsync(context.Response.Body, query, import, reason, ct);
        });
        return endpoints;
    }
}
