using Deque.AxeCore.Playwright;
using NUnit.Framework;

namespace Portal.BrowserTests.Releases;

/// <summary>What holds on every page of a release, in every state.</summary>
internal static class SoundPage
{
    private const string BodyOverflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    /// <summary>Axe and the browser find no fault at 1280 and 375 pixels, and nothing scrolls sideways, at 320 neither.</summary>
    public static async Task AssertAsync(Visit visit)
    {
        foreach (var width in new[] { 1280, 375, 320 })
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            if (width > 320)
            {
                var found = await visit.Page.RunAxe();
                Assert.That(found.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}")), Is.Empty, $"{visit.Page.Url} at {width}");
            }

            Assert.That(await visit.Page.EvaluateAsync<int>(BodyOverflow), Is.Zero, $"{visit.Page.Url} at {width}");
        }

        Assert.That(visit.Complaints, Is.Empty, visit.Page.Url);
        await visit.Page.SetViewportSizeAsync(1280, 900);
    }
}
