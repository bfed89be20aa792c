using NUnit.Framework;

namespace Portal.BrowserTests.Releases;

/// <summary>What holds on every page of a release, in every state.</summary>
internal static class SoundPage
{
    private const string BodyOverflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    /// <summary>The browser finds no fault at 1280, 375 and 320 pixels, and nothing scrolls sideways; axe finds none at 1280.</summary>
    public static async Task AssertAsync(Visit visit)
    {
        foreach (var width in new[] { 1280, 375, 320 })
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            if (width == 1280)
                Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty, $"{visit.Page.Url} at {width}");
            Assert.That(await visit.Page.EvaluateAsync<int>(BodyOverflow), Is.Zero, $"{visit.Page.Url} at {width}");
        }

        Assert.That(visit.Complaints, Is.Empty, visit.Page.Url);
        await visit.Page.SetViewportSizeAsync(1280, 900);
    }
}
