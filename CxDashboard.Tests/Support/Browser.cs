using Microsoft.Playwright;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>One Chromium for the tests of a class. Where the machine has none, the tests are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // Far above what a page needs: a wait ends as soon as what it waits for is there, and a busy machine is no fault.
    private const int Patience = 60_000;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly Dictionary<ColorScheme, IPage> _shared = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Timeout = Patience,
            Args = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A page in a context of its own.</summary>
    public async Task<IPage> OpenAsync(int width = 1440, ColorScheme theme = ColorScheme.Light, bool touch = false)
    {
        if (_browser is null) Assert.Skip($"{Chromium} is not installed; test.sh installs it.");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = theme,
            AcceptDownloads = true,
            HasTouch = touch,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>One page for tests that go to an address of their own and need nothing else new: it keeps style sheets and scripts.</summary>
    public async Task<IPage> SharedAsync(ColorScheme theme = ColorScheme.Light) => _shared.TryGetValue(theme, out var page) ? page : _shared[theme] = await OpenAsync(1280, theme);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
