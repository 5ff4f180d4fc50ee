using System.Security.Claims;
using System.Text.Encodings.Web;
using CxDashboard.Api;
using CxDashboard.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Access;

/// <summary>
/// Lets a request in by the key in its header <c>Authorization: Bearer KEY</c>, and says in a sentence why not. What the key
/// may do are claims, which the policies of <see cref="ApiPolicies"/> ask for.
/// </summary>
internal sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRing ring, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string ReadClaim = "read", IngestClaim = "ingest";

    private const string Bearer = "Bearer ";
    private string? _why;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _why is null ? "Bearer realm=\"CxDashboard\"" : "Bearer realm=\"CxDashboard\", error=\"invalid_token\"";
        return ApiProblem.WriteAsync(Context, StatusCodes.Status401Unauthorized, _why ?? "This address needs a key: send it as \"Authorization: Bearer KEY\". `keys add NAME --scope SCOPE` or the page Keys makes one.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var key = CurrentKey.Of(Context);
        Response.Headers.WWWAuthenticate = "Bearer realm=\"CxDashboard\", error=\"insufficient_scope\"";
        return ApiProblem.WriteAsync(Context, StatusCodes.Status403Forbidden,
            $"The key \"{key.Name}\" has the {(key.Scopes.Count == 1 ? "scope" : "scopes")} {string.Join(", ", key.Scopes)}, which does not open this address. Use a key with another scope.");
    }

    private AuthenticateResult Authenticate()
    {
        var headers = Request.Headers.Authorization;
        if (headers.Count == 0) return AuthenticateResult.NoResult();
        if (headers.Count > 1) return Fail("There is more than one header \"Authorization\"; send one.");
        if (headers[0] is not { } header || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return Fail("The header \"Authorization\" is not \"Bearer KEY\".");
        if (ring.Find(header.AsSpan(Bearer.Length).Trim()) is not { } held) return Fail("This key is not known here. `keys` lists those that are.");
        if (held.Key.RevokedAt is { } at) return Fail($"The key \"{held.Key.Name}\" was revoked at {at}; use another one.");
        held.Use(clock);
        Context.Features.Set(held.Key);
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(held.Key), Scheme.Name));
    }

    private AuthenticateResult Fail(string why)
    {
        _why = why;
        return AuthenticateResult.Fail(why);
    }

    private static ClaimsPrincipal PrincipalOf(ApiKey key)
    {
        var identity = new ClaimsIdentity(ApiPolicies.Scheme);
        if (key.MayRead) identity.AddClaim(new Claim(ReadClaim, "yes"));
        if (key.Sources.Any()) identity.AddClaim(new Claim(IngestClaim, "yes"));
        return new ClaimsPrincipal(identity);
    }
}
