namespace CxDashboard.Api;

/// <summary>What an address of the API asks of a key. Every address under <see cref="Root"/> asks for one of these.</summary>
public static class ApiPolicies
{
    /// <summary>Below this everything is closed without a key.</summary>
    public const string Root = "/api/v1";

    /// <summary>The authentication scheme of keys.</summary>
    public const string Scheme = "key";

    /// <summary>Any key that was not revoked.</summary>
    public const string AnyKey = "any key";

    /// <summary>A key that may ask for figures.</summary>
    public const string Read = "key that reads";

    /// <summary>A key that may write the records of at least one source; of which, the address looks itself.</summary>
    public const string Ingest = "key that ingests";
}
