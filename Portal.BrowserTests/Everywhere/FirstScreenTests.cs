using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Everywhere;

/// <summary>People look first: what a page of figures says and shows stands on the first screen.</summary>
public sealed class FirstScreenTests
{
    private const string Bottom = "element => Math.ceil(element.getBoundingClientRect().bottom + window.scrollY)";

    [TestCase("/outcomes/HARBOUR")]
    [TestCase("/compare/HARBOUR")]
    public async Task Page_OnALaptop_HoldsItsSentenceAndItsPictureWithoutScrolling(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        var page = visit.Page;
        await page.SetViewportSizeAsync(1280, 800);
        await page.GotoAsync(address);

        Assert.That(await page.Locator("#said").InnerTextAsync(), Does.EndWith("."));
        Assert.That(await page.Locator("#said").EvaluateAsync<int>(Bottom), Is.LessThanOrEqualTo(800));
        var picture = page.Locator("main .picture svg:visible, main .picture img:visible").First;
        Assert.That(await picture.EvaluateAsync<int>(Bottom), Is.LessThanOrEqualTo(800));
    }

    [TestCase("/")]
    [TestCase("/families/HARBOUR")]
    [TestCase("/outcomes/HARBOUR")]
    [TestCase("/over-time/HARBOUR")]
    [TestCase("/experience/HARBOUR")]
    [TestCase("/our-work/HARBOUR")]
    [TestCase("/compare/HARBOUR")]
    public async Task Heading_OnATelephone_StartsWithin200Pixels(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour", 375);
        await visit.Page.GotoAsync(address);
        Assert.That(
            await visit
                .Page.GetByRole(AriaRole.Heading, new() { Level = 1 })
                .EvaluateAsync<int>("element => element.getBoundingClientRect().top"),
            Is.LessThanOrEqualTo(200)
        );
    }
}
