using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.BrowserTests;

/// <summary>Axe looks at a page.</summary>
internal static class Axe
{
    // A list of all that is right would be longer than the page.
    private static readonly AxeRunOptions FaultsOnly = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Rule and element of every fault.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page) =>
        [.. (await page.RunAxe(FaultsOnly)).Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))];
}
