using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.BrowserTests;

/// <summary>Axe looks at a page.</summary>
internal static class Axe
{
    // In the page itself, which has no frames; the package would open another window to put the results of frames together.
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Rule and element of every fault.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
