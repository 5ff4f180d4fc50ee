using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>
/// Axe, run in the page itself. The library opens a page of its own for each run to put together what frames say, which takes longer than
/// looking; a page without frames needs none.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What it finds: "rule: the first elements".</summary>
    public static async Task<IReadOnlyList<string>> FoundAsync(IPage page)
    {
        Assert.Single(page.Frames);
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>("""
            () => axe.run(document, { resultTypes: ['violations'] })
              .then(found => found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join('; ')))
            """);
    }
}
