using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.BrowserTests;

/// <summary>Axe looks at a page.</summary>
internal static class Axe
{
    // In the page itself, which has no frames; the package would open another window to put the results of frames together. Without what
    // a report for people would need (a selector for each element), and without loading style sheets again, which no rule that runs asks for.
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'], selectors: false, iframes: false, preload: false })).violations
          .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Rule and element of every fault.</summary>
    /// <param name="page">In a window that runs scripts: without timers axe waits for ever.</param>
    /// <exception cref="TimeoutException">Axe did not end.</exception>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run).WaitAsync(Patience);
    }
}
