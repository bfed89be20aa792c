using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>Home of a team: what to do next, its quarters, and small pictures that lead on.</summary>
public sealed class HomeTests
{
    [Test]
    public async Task Home_OfATeam_SaysWhatIsNextAndShowsFourPicturesOnTheFirstScreen()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        var page = visit.Page;
        await page.SetViewportSizeAsync(1280, 800);
        await page.GotoAsync("/");

        Assert.That(await page.Locator(".next #said").InnerTextAsync(), Does.EndWith("."));
        Assert.That(await page.Locator(".next .button").CountAsync(), Is.EqualTo(1));
        var pictures = page.Locator(".glances img");
        Assert.That(await pictures.CountAsync(), Is.EqualTo(4));
        for (var one = 0; one < 4; one++)
        {
            await pictures.Nth(one).ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(pictures.Nth(one)).ToHaveJSPropertyAsync("complete", true);
            Assert.That(await pictures.Nth(one).EvaluateAsync<int>("picture => picture.naturalWidth"), Is.Positive);
            Assert.That(await pictures.Nth(one).GetAttributeAsync("alt"), Is.Not.Empty);
        }
        await page.EvaluateAsync("() => window.scrollTo(0, 0)");
        Assert.That(
            await pictures.Last.EvaluateAsync<int>("picture => Math.ceil(picture.getBoundingClientRect().bottom)"),
            Is.LessThanOrEqualTo(800)
        );
        await page.Locator(".glances").GetByRole(AriaRole.Link, new() { Name = "Outcomes" }).FollowAsync();
        Assert.That(page.Url, Does.Contain("/outcomes/HARBOUR"));
        Assert.That(visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task Home_BeforeTheFirstExtract_HasThreeStepsAndExamplesThatSaySo()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour", 375);
        var page = visit.Page;
        await page.GotoAsync("/");

        Assert.That(await page.Locator("#said").InnerTextAsync(), Does.Contain("has not sent anything yet"));
        Assert.That(await page.Locator(".first-steps li").CountAsync(), Is.EqualTo(3));
        Assert.That(await page.Locator("main").InnerTextAsync(), Does.Contain("(an example)"));
        foreach (var picture in await page.Locator(".glances img").AllAsync())
        {
            var answer = await page.APIRequest.GetAsync(new Uri(portal.Address, await picture.GetAttributeAsync("src")).ToString());
            Assert.That(await answer.TextAsync(), Does.Contain(">Example<"));
        }
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        await page.Locator(".next .button").FollowAsync();
        Assert.That(page.Url, Does.Contain("/send?service=HARBOUR&quarter="));
    }
}
