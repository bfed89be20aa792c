using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>Four places and the name of the service, without a script, with a mouse and with a keyboard.</summary>
public sealed class NavigationTests
{
    private const string FirstHeading = "() => document.querySelector('h1').getBoundingClientRect().top + scrollY";

    [Test]
    public async Task Places_PersonOfAService_StandInOneLineWithTheNameOfTheService()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour", scripts: false);
        await visit.Page.GotoAsync("/outcomes/HARBOUR");
        var places = visit.Page.InNavigation("Sections").GetByRole(AriaRole.Link);
        var service = visit.Page.InNavigation("Your service").Locator("summary");

        Assert.That(await places.AllInnerTextsAsync(), Is.EqualTo(new[] { "Home", "Send", "Our figures", "Together" }));
        var lines = new HashSet<float> { (await service.BoundingBoxAsync())!.Y };
        foreach (var place in await places.AllAsync())
            lines.Add((await place.BoundingBoxAsync())!.Y);
        Assert.That(lines, Has.Count.EqualTo(1));
        Assert.That(await service.InnerTextAsync(), Is.EqualTo("Harbour Parent-Infant Team"));
        Assert.That(await visit.Page.Locator(".menu").IsVisibleAsync(), Is.False);
        Assert.That(await visit.Page.Locator("[aria-current]").AllInnerTextsAsync(), Is.SupersetOf(new[] { "Our figures", "Outcomes" }));

        await visit.Page.OpenOnceAYearAsync("Our audit log");
        Assert.That(visit.Page.Url, Does.EndWith("/audit/HARBOUR"));
        Assert.That(await visit.Page.Locator("a[aria-current]").AllTextContentsAsync(), Is.EqualTo(new[] { "Our audit log" }));
    }

    [Test]
    public async Task Places_Telephone_AreBehindOneButtonThatAKeyboardOpens()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "member@harbour", 375, scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/families/HARBOUR");
        var together = page.GetByRole(AriaRole.Link, new() { Name = "Together" });

        Assert.That(await together.IsVisibleAsync(), Is.False);
        Assert.That(await page.Locator("header .menu > summary").InnerTextAsync(), Is.EqualTo("Menu"));
        await page.Locator("header .menu > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await together.IsVisibleAsync(), Is.True);
        Assert.That(await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).IsVisibleAsync(), Is.True);
        await page.InNavigation("Your service").Locator("summary").ClickAsync();
        Assert.That(await page.GetByRole(AriaRole.Link, new() { Name = "Share with a reader" }).IsVisibleAsync(), Is.True);
    }

    [TestCase(1280)]
    [TestCase(375)]
    public async Task Places_Opened_HaveNoFaultThatAxeFinds(int width)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour", width);
        await visit.Page.GotoAsync("/history/HARBOUR");
        await visit.Page.OpenMenuAsync();
        await visit.Page.InNavigation("Your service").Locator("summary").ClickAsync();

        Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty);
        Assert.That(
            await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"),
            Is.Zero
        );
    }

    [TestCase("/")]
    [TestCase("/families/HARBOUR")]
    [TestCase("/outcomes/HARBOUR")]
    [TestCase("/compare/HARBOUR")]
    public async Task FirstHeading_Telephone_StartsWithin200Pixels(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "member@harbour", 375);
        await visit.Page.GotoAsync(address);

        Assert.That(await visit.Page.EvaluateAsync<double>(FirstHeading), Is.InRange(1, 200));
    }

    [Test]
    public async Task Analyst_HasTheNetworkWithItsPages_AndAnAdministratorOnePlaceForTheirs()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        await using var analyst = await Visit.OpenAsync(portal, "analyst", scripts: false);
        await analyst.Page.GotoAsync("/network/calculator");
        await using var administrator = await Visit.OpenAsync(portal, "admin", scripts: false);
        await administrator.Page.GotoAsync("/calendar");

        Assert.That(await NamesAsync(analyst, "Sections"), Is.EqualTo(new[] { "Home", "Network", "Released figures" }));
        Assert.That(
            await NamesAsync(analyst, "Network"),
            Is.EqualTo(new[] { "Overview", "Analysis", "Funnels", "Over the years", "Groups", "Planning", "Calculator" })
        );
        Assert.That(await NamesAsync(administrator, "Sections"), Is.EqualTo(new[] { "Home", "Released figures", "Administration" }));
        Assert.That(await NamesAsync(administrator, "Administration"), Does.Contain("Audit log").And.Contain("Local measures"));
        Assert.That(await analyst.Page.InNavigation("Your service").CountAsync(), Is.Zero);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(Visit visit, string navigation)
    {
        var names = await visit.Page.InNavigation(navigation).GetByRole(AriaRole.Link).AllInnerTextsAsync();
        Assert.That(names, Is.Not.Empty, $"{navigation} at {visit.Page.Url}: {await visit.Page.Locator("body").InnerTextAsync()}");
        return names;
    }
}
