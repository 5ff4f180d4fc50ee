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

    /// <summary>What it finds: "rule: the first elements". Without <paramref name="contrast"/> all but that, in a fifth of the time.</summary>
    public static async Task<IReadOnlyList<string>> FoundAsync(IPage page, bool contrast = true)
    {
        Assert.Single(page.Frames);
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            """
            contrast => axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: contrast } } })
              .then(found => found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join('; ')))
            """,
            contrast);
    }
}
