using Microsoft.AspNetCore.Http.Features;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>The way of a file from a browser to the drafts, and of a map back.</summary>
public static class DraftEndpoints
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long LargestFile = 4L * 1024 * 1024 * 1024;

    /// <summary>Maps POST /import/files and GET /import/{id}/map.json.</summary>
    public static IEndpointRouteBuilder MapDrafts(this IEndpointRouteBuilder endpoints)
    {
        // The body is the file, bare: a form would be kept whole before anything of it is read. Pages of other sites are refused before (their Origin is not ours).
        endpoints.MapPost("/import/files", async (string name, HttpContext context, ImportDrafts drafts, CancellationToken ct) =>
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestFile;
            // Without this header a browser asks nobody before it sends across sites.
            if (context.Request.ContentType is not "application/octet-stream") return Results.Text("Send the file's bytes as application/octet-stream.", statusCode: StatusCodes.Status415UnsupportedMediaType);
            try
            {
                return Results.Text(await drafts.ReceiveAsync(name, context.Request.Body, ct));
            }
            catch (ImportRefusedException e)
            {
                return Results.Text(e.Message, statusCode: StatusCodes.Status400BadRequest);
            }
            catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                return Results.Text($"The file {name} has more than 4 GB. Pack it (.gz), or import it from the command line.", statusCode: StatusCodes.Status413PayloadTooLarge);
            }
        });
        endpoints.MapGet("/import/{id}/map.json", (string id, ImportDrafts drafts) =>
            drafts.Find(id) is { Draft: { } map } draft
                ? Results.File(System.Text.Encoding.UTF8.GetBytes(map.ToJson()), "application/json", Path.GetFileNameWithoutExtension(draft.FileName) + ".map.json")
                : Results.NotFound());
        return endpoints;
    }
}
