using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Administration;

/// <summary>
/// The administrator adds a measure, says that a service is a part, and closes one together with its lead, without JavaScript.
/// </summary>
public class RegistryJourneyTests
{
    private RunningPortal _portal = null!;
    private Visit _admin = null!;
    private Visit _lead = null!;

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await Visit.OpenAsync(_portal, "admin", scripts: false);
        _lead = await Visit.OpenAsync(_portal, "lead@harbour", width: 375, scripts: false);
    }

    [TearDown]
    public async Task Close()
    {
        await _lead.DisposeAsync();
        await _admin.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Close_AService_TakesTheLeadAsWell()
    {
        await _admin.Page.GotoAsync("/services");
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Harbour", Exact = false }).First.FollowAsync();
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Close or reopen this service" }).FollowAsync();
        await AssertSoundAsync(_admin);
        await _admin.Page.Locator("#on").FillAsync("2025-06-30");
        await _admin.Page.Locator("#reason-ENDED").CheckAsync();
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Propose to close the service" }).FollowAsync();
        Assert.That(await MainAsync(_admin), Does.Contain("somebody else confirms it"));
        await AssertSoundAsync(_admin);

        await _lead.Page.GotoAsync("/");
        await AssertSoundAsync(_lead);
        await _lead.Page.GetByRole(AriaRole.Link, new() { Name = "Look at the proposal and answer it" }).FollowAsync();
        await AssertSoundAsync(_lead);
        await _lead.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm and close the service" }).FollowAsync();
        Assert.That(await MainAsync(_lead), Does.Contain("Your service is closed").And.Contain("Apr-Jun 2025"));
        await AssertSoundAsync(_lead);
        await _lead.Page.GotoAsync("/send?service=HARBOUR");
        Assert.That(await MainAsync(_lead), Does.Contain("This service is closed."));
        await AssertSoundAsync(_lead);

        await _admin.Page.GotoAsync("/services");
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Closed on 30 June 2025" }).FollowAsync();
        await AssertSoundAsync(_admin);
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Reopen the service" }).FollowAsync();
        Assert.That(await MainAsync(_admin), Does.Contain("Propose to close the service"));
    }

    [Test]
    public async Task Add_AMeasure_IsListedWithItsScale()
    {
        await _admin.Page.GotoAsync("/");
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Local measures" }).First.FollowAsync();
        await AssertSoundAsync(_admin);
        await _admin.Page.Locator("#code").FillAsync("L_CALM");
        await _admin.Page.Locator("#name").FillAsync("Calm at bedtime scale");
        await _admin.Page.Locator("#construct-caregiving_relationship").CheckAsync();
        await _admin.Page.Locator("#by-MOTHER").CheckAsync();
        await _admin.Page.Locator("#by-FATHER").CheckAsync();
        await _admin.Page.Locator("#lowest").FillAsync("0");
        await _admin.Page.Locator("#highest").FillAsync("20");
        await _admin.Page.Locator("#direction-higher_better").CheckAsync();
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add the measure" }).FollowAsync();

        Assert.That(await MainAsync(_admin), Does.Contain("Calm at bedtime scale").And.Contain("0 to 20, in steps of 1"));
        await AssertSoundAsync(_admin);
        await _lead.Page.GotoAsync("/help/dictionary/measures");
        Assert.That(await MainAsync(_lead), Does.Contain("L_CALM"));
    }

    [Test]
    public async Task Join_AService_ShowsPartAndWhole()
    {
        await _admin.Page.GotoAsync("/services/TEASEL/parts");
        await AssertSoundAsync(_admin);
        await _admin.Page.Locator("#partOf").SelectOptionAsync("HARBOUR");
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Keep this" }).FollowAsync();
        await _admin.Page.GotoAsync("/services/HARBOUR/parts");
        Assert.That(await MainAsync(_admin), Does.Contain("Its parts").And.Contain("TEASEL"));
        await AssertSoundAsync(_admin);
        await _admin.Page.GotoAsync("/services");
        await AssertSoundAsync(_admin);
    }

    private static Task<string> MainAsync(Visit visit) => visit.Page.Locator("main").InnerTextAsync();

    private static async Task AssertSoundAsync(Visit visit)
    {
        Assert.That(visit.Complaints, Is.Empty, visit.Page.Url);
        foreach (var width in new[] { 1280, 375 })
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            Assert.That(
                await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"),
                Is.Zero,
                $"{visit.Page.Url} at {width}"
            );
        }
    }
}
