using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Network;

public class NetworkOverviewTests
{
    [Test]
    public async Task Overview_Analyst_ShowsBothPicturesMarkedInternal()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        await using var visit = await Visit.OpenAsync(portal, "analyst");

        await visit.Page.GotoAsync("/network");

        var pictures = visit.Page.Locator("figure svg:visible");
        Assert.That(await pictures.CountAsync(), Is.EqualTo(2));
        Assert.That(await pictures.Nth(0).GetAttributeAsync("aria-labelledby"), Does.StartWith("referral-risks-"));
        Assert.That(await pictures.Nth(1).GetAttributeAsync("aria-labelledby"), Does.StartWith("forest-"));
        foreach (var picture in await pictures.AllAsync())
            Assert.That(await picture.TextContentAsync(), Does.Contain("Internal, not for publication"));
    }

    [Test]
    public async Task Overview_AnotherMeasureChosen_ShowsItsPicture()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        await using var visit = await Visit.OpenAsync(portal, "analyst", scripts: false);
        await visit.Page.GotoAsync("/network");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Hospital Anxiety and Depression Scale: Anxiety" }).FollowAsync();

        Assert.That(await visit.Page.Locator("#measure").InnerTextAsync(), Is.EqualTo("Hospital Anxiety and Depression Scale: Anxiety"));
        Assert.That(
            await visit.Page.Locator("figure svg:visible").Nth(1).TextContentAsync(),
            Does.Contain("Hospital Anxiety and Depression Scale: Anxiety")
        );
    }

    [Test]
    public async Task Overview_Member_IsRefusedInWords()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour");

        var answer = await visit.Page.GotoAsync("/network");

        Assert.That(answer!.Status, Is.EqualTo(403));
        Assert.That(await visit.Page.Locator("h1").InnerTextAsync(), Is.EqualTo("Your role does not include this page"));
    }
}
