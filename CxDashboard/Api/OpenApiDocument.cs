namespace CxDashboard.Api;

/// <summary>
/// The description of the API (OpenAPI 3.1), written by hand and held to the addresses and the fields by tests: addresses that read
/// their bodies themselves tell the framework nothing it could describe.
/// </summary>
public static class OpenApiDocument
{
    private const string Resource = "CxDashboard.Api.openapi.json";

    /// <summary>The document as it is served.</summary>
    public static byte[] Read()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The program lacks its resource {Resource}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Maps /api/v1/openapi.json.</summary>
    public static void MapOpenApiDocument(this IEndpointRouteBuilder endpoints)
    {
        var document = Read();
        endpoints.MapGet(ApiPolicies.Root + "/openapi.json", () => Results.Bytes(document, "application/json")).RequireAuthorization(ApiPolicies.AnyKey);
    }
}
