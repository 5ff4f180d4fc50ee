using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CxDashboard.CommandLine;

/// <summary>What a server is made of: services, endpoints, and how the sample is written where it is shown.</summary>
/// <param name="Add">Registers services; the configuration is the builder's.</param>
/// <param name="Map">Maps endpoints.</param>
/// <param name="WriteSample">Makes sure that the sample store holds the year that ends yesterday.</param>
public sealed record ServerParts(Action<WebApplicationBuilder> Add, Action<WebApplication> Map, Func<Store, WorkspaceOptions, CancellationToken, Task> WriteSample);

/// <summary>The server: owns the data folder, shows the sample while the real store is empty, listens on loopback only.</summary>
public static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    // The least that the systems in use allow, without the closing zero.
    private const int LongestSocketPath = 103;

    /// <summary>Makes a call without a verb serve.</summary>
    public static void AddTo(RootCommand root, ServerParts parts)
    {
        var urls = new Option<string>("--urls") { Description = $"Where to listen; loopback only. Default: {DefaultUrl}.", HelpName = "URL", DefaultValueFactory = _ => DefaultUrl };
        var noSample = new Option<bool>("--no-sample") { Description = "Show an empty store as empty." };
        root.Add(urls);
        root.Add(noSample);
        root.SetAction((call, cancellation) => RunAsync(Verb.Folder(call), call.GetValue(urls)!, call.GetValue(noSample), parts, cancellation));
    }

    private static async Task<int> RunAsync(DataFolder folder, string urls, bool noSample, ServerParts parts, CancellationToken cancellation)
    {
        var addresses = Loopback(urls);
        if (Encoding.UTF8.GetByteCount(folder.SocketPath) > LongestSocketPath)
            throw new VerbRefusedException($"The path of the data folder is too long for a socket in it: {folder.SocketPath} has more than {LongestSocketPath} bytes. Name a folder with a shorter path with --data.");
        await using var owner = Owner.TryTake(folder, "starting", out var holder)
            ?? throw new VerbRefusedException($"{folder.Path} is already in use by {holder}. Stop that first, or name another folder with --data.");
        RefuseTaken(addresses);
        var workspace = ReadSession.Workspace(folder);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(folder.SettingsPath, optional: true).AddEnvironmentVariables("CXDASHBOARD_");
        Log(builder);

        using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace));
        var store = await owner.OpenAsync(folder.StorePath, logs.CreateLogger<Store>(), cancellation);
        var shown = new ShownStore(store.Path, isSample: false);
        Store? sample = null;
        if (!noSample && IsEmpty(store.Path))
        {
            sample = await owner.OpenAsync(folder.SamplePath, logs.CreateLogger<Store>(), cancellation);
            logs.CreateLogger("CxDashboard").LogInformation("There are no records yet, so a year of sample data is shown; it is written first, when it is not there.");
            await parts.WriteSample(sample, workspace, cancellation);
            shown.Show(sample.Path, isSample: true);
            store.Writer.Committed += () =>
            {
                // From the first record on the sample has done its work.
                if (shown.IsSample && !IsEmpty(store.Path)) shown.Show(store.Path, isSample: false);
            };
        }

        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(folder).AddSingleton(owner).AddSingleton(store).AddSingleton(store.Writer).AddSingleton(shown);
        Listen(builder, addresses, folder);
        parts.Add(builder);
        await using var app = builder.Build();
        if (sample is not null) sample.Writer.Committed += app.Services.GetRequiredService<MeasureWaker>().Wake;
        RefuseStrangers(app);
        RefuseCircuitsWhenStopping(app);
        parts.Map(app);

        // The lock's holder is the only one who may remove what an earlier server left behind when it was killed.
        File.Delete(folder.SocketPath);
        await app.StartAsync(cancellation);
        Announce(app, owner, folder);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    // Asked before the server starts, which would log the whole fault of something that is none.
    private static void RefuseTaken(IReadOnlyList<IPEndPoint> addresses)
    {
        foreach (var address in addresses.Where(a => a.Port != 0))
        {
            try
            {
                using var listener = new TcpListener(address);
                listener.Start();
            }
            catch (SocketException fault) when (fault.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                throw new VerbRefusedException($"http://{address} is in use by another program. Stop that, or listen elsewhere: --urls http://127.0.0.1:5081.");
            }
        }
    }

    // There are no accounts yet, so a page of another site must not reach this server through the reader's own browser:
    // neither by a name that is made to lead here (the host is checked) nor by a socket (browsers let those cross origins).
    private static void RefuseStrangers(WebApplication app) => app.Use((context, next) =>
    {
        var host = context.Request.Host;
        var known = host.Host == "localhost" || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        var origin = context.Request.Headers.Origin.ToString();
        if (context.GetEndpoint()?.Metadata.GetMetadata<ProvenBySender>() is not null) return next(context);
        if (known && (origin.Length == 0 || origin.Equals($"{context.Request.Scheme}://{host}", StringComparison.OrdinalIgnoreCase))) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This server answers only to pages of its own, on this machine.", context.RequestAborted);
    });

    // A browser that is connected would come back between the closing of its socket and the end of the server, and hold
    // the stop up for its whole time limit.
    private static void RefuseCircuitsWhenStopping(WebApplication app) => app.Use((context, next) =>
    {
        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)) return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    });

    private static bool IsEmpty(string path)
    {
        using var reader = Store.OpenReader(path);
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT 1 FROM journal LIMIT 1";
        return command.ExecuteScalar() is null;
    }

    /// <summary>The addresses to listen on; until accounts exist nobody but this machine may reach them.</summary>
    internal static IReadOnlyList<IPEndPoint> Loopback(string urls)
    {
        var result = new List<IPEndPoint>();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var isUri = Uri.TryCreate(url, UriKind.Absolute, out var uri);
            if (!isUri || uri!.Scheme != Uri.UriSchemeHttp)
                throw new VerbRefusedException($"--urls is \"{url}\". Write it as {DefaultUrl}.");
            var address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? ip : null;
            if (address is null || !IPAddress.IsLoopback(address))
                throw new VerbRefusedException($"--urls is \"{url}\", which other machines can reach. There are no accounts yet, so CxDashboard listens on this machine only: use {DefaultUrl}.");
            result.Add(new IPEndPoint(address, uri.Port));
        }

        return result.Count > 0 ? result : throw new VerbRefusedException($"--urls is empty. Write it as {DefaultUrl}.");
    }

    private static void Listen(WebApplicationBuilder builder, IReadOnlyList<IPEndPoint> addresses, DataFolder folder)
    {
        // An unpublished run outside of development would otherwise answer for static files with nothing in them.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var address in addresses) kestrel.Listen(address);
            kestrel.ListenUnixSocket(folder.SocketPath);
        });
        // Keys that protect what travels to the browser and back live with the data, not in somebody's home folder.
        builder.Services.AddDataProtection().SetApplicationName("CxDashboard").PersistKeysToFileSystem(Directory.CreateDirectory(folder.KeysPath));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }

    private static void Log(WebApplicationBuilder builder)
    {
        // Standard output is for answers only.
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    private static void Announce(WebApplication app, Owner owner, DataFolder folder)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.SocketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = bound.First(a => a.StartsWith("http://", StringComparison.Ordinal) && !a.Contains("unix:", StringComparison.Ordinal));
        owner.SetAddress(address);
        app.Logger.LogInformation("CxDashboard is open at {Address}, data in {Folder}.", address, folder.Path);
    }
}
