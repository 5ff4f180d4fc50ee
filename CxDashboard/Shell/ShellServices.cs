using Microsoft.AspNetCore.Diagnostics;
using Radzen;

namespace CxDashboard.Shell;

/// <summary>The frame around every page: components, headers, pages of status, static files.</summary>
public static class ShellServices
{
    // Strict on purpose: no inline script, no style element, nothing from elsewhere. The one exception is the style attribute,
    // through which the component library sizes what it draws; it reaches no further than its own element, and no words of
    // others are ever markup here, so nobody but our own components can write one. The socket is of this origin.
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'self'; "
        + "img-src 'self' data:; object-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'";

    /// <summary>Registers what the frame needs.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services.AddRadzenComponents();
    }

    /// <summary>Maps pages and static files, and sets the headers that every answer carries.</summary>
    public static WebApplication MapShell(this WebApplication app)
    {
        app.UseExceptionHandler("/fault", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(AnswerProgramsPlainlyAsync);
        app.Use(SetHeaders);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // Customers' words travel here: compressed, their length could tell what they say. Our own header says who may frame us.
            options.DisableWebSocketCompression = true;
            options.ContentSecurityFrameAncestorsPolicy = null;
        });
        return app;
    }

    // Who posts is a program, or Blazor itself, and is answered by status alone: a page of ours, run again for a post, would
    // be refused as a form without its token, and the caller would see that refusal instead of what happened. Who asks the API is a
    // program too, and is told of our faults in its own form.
    private static async Task AnswerProgramsPlainlyAsync(HttpContext context, RequestDelegate next)
    {
        var isApi = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (!isApi && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ShellServices));
            log.LogError(e, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
            if (!isApi) context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            else await Results.Problem("This went wrong, and it is our fault: it is in the server's log.", statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context);
        }
    }

    private static Task SetHeaders(HttpContext context, RequestDelegate next)
    {
        // On starting, because the handlers of faults and status pages clear what was set before them.
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}
