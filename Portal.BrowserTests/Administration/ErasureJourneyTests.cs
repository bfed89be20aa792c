using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Administration;

/// <summary>
/// The administrator erases a case, and a service together with its lead; a member meets what follows, without JavaScript.
/// </summary>
public class ErasureJourneyTests
{
    private const string CaseRef = "HB-M3T9";

    private RunningPortal _portal = null!;
    private Visit _admin = null!;
    private Visit _member = null!;

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await Visit.OpenAsync(_portal, "admin", scripts: false);
        _member = await Visit.OpenAsync(_portal, "member@harbour", width: 375, scripts: false);
        await _member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        await _member.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        Assert.That(await _member.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Accepted"));
    }

    [TearDown]
    public async Task Close()
    {
        await _member.DisposeAsync();
        await _admin.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Erase_ACase_IsConfirmedWithItsNumbersAndRefusesItsReturn()
    {
        await _admin.Page.GotoAsync("/");
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Erasure" }).First.FollowAsync();
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Erase a case or a service" }).FollowAsync();
        await AskAsync("CASE", CaseRef);

        var words = await MainAsync(_admin);
        Assert.That(
            words,
            Does.Contain("Erase this case?")
                .And.Contain(CaseRef)
                .And.Contain("1 row of 1 quarter in 1 submission will be deleted")
                .And.Contain("cannot be undone")
                .And.Contain("Figures that were released stand")
        );
        Assert.That(_admin.Page.Url, Does.Not.Contain(CaseRef));
        await AssertSoundAsync(_admin);
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Erase the case" }).FollowAsync();

        Assert.That(
            await MainAsync(_admin),
            Does.Contain("Receipt of an erasure").And.Contain("The family asked for it").And.Not.Contain(CaseRef)
        );
        Assert.That(_admin.Page.Url, Does.Match("/erasures/[0-9a-f-]{36}$"));
        await AssertSoundAsync(_admin);
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "All erasures" }).FollowAsync();
        Assert.That(await _admin.Page.Locator("tbody tr").InnerTextAsync(), Does.Contain("HARBOUR").And.Contain("One case"));

        await _member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        var report = await MainAsync(_member);
        Assert.That(
            report,
            Does.Contain("Needs fixing")
                .And.Contain("The case was erased from the portal")
                .And.Contain("Nothing of these files was kept")
                .And.Not.Contain(CaseRef)
        );
        await AssertSoundAsync(_member);
        await AskAgainAsync(CaseRef);
        Assert.That(await MainAsync(_admin), Does.Contain("Erased already"));
        await AssertSoundAsync(_admin);
    }

    [Test]
    public async Task Erase_AService_AsksForItsCodeAndLeavesAnHonestHome()
    {
        await _admin.Page.GotoAsync("/erasures/new");
        await AskAsync("SERVICE", "");
        var propose = _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Propose to erase the service" });

        await _admin.Page.GetByLabel("Type the code").FillAsync("TEASEL");
        await propose.FollowAsync();
        Assert.That(await _admin.Page.Locator("#code-error").InnerTextAsync(), Does.Contain("Type HARBOUR"));
        await AssertSoundAsync(_admin);
        await _admin.Page.GetByLabel("Type the code").FillAsync("HARBOUR");
        await propose.FollowAsync();
        Assert.That(await MainAsync(_admin), Does.Contain("somebody else confirms it").And.Contain("Withdraw the proposal"));
        await AssertSoundAsync(_admin);

        await using var lead = await Visit.OpenAsync(_portal, "lead@harbour", scripts: false);
        await lead.Page.GotoAsync("/");
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "Look at the proposal" }).FollowAsync();
        Assert.That(await MainAsync(lead), Does.Contain("Families that would go").And.Contain("It cannot be undone"));
        await lead.Page.GetByLabel("Type the code").FillAsync("HARBOUR");
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm and erase the service" }).FollowAsync();
        Assert.That(await MainAsync(lead), Does.Contain("This service was erased from the portal on"));
        await AssertSoundAsync(lead);
        await _admin.Page.GotoAsync("/erasures");
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Receipt" }).FollowAsync();
        Assert.That(
            await MainAsync(_admin),
            Does.Contain("The whole service").And.Contain("No extract of the service is checked or taken any more")
        );

        await _member.Page.GotoAsync("/");
        Assert.That(await MainAsync(_member), Does.Contain("This service was erased from the portal on").And.Not.Contain("Your quarters"));
        await AssertSoundAsync(_member);
        await _member.Page.GetByRole(AriaRole.Link, new() { Name = "Everything that was sent" }).FollowAsync();
        await _member.Page.Locator("tbody a").First.FollowAsync();
        Assert.That(await MainAsync(_member), Does.Contain("Erased since").And.Contain("3 rows, the last on"));
        await AssertSoundAsync(_member);
        await _member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        Assert.That(await _member.Page.Locator(".error-summary").InnerTextAsync(), Does.Contain("This service was erased from the portal"));
        await AssertSoundAsync(_member);
    }

    [Test]
    public async Task Form_EmptyOrWrong_SaysWhatIsMissingAndErasesNothing()
    {
        await _admin.Page.GotoAsync("/erasures/new");
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show what would be erased" }).FollowAsync();
        Assert.That(await _admin.Page.Locator(".error-summary li").CountAsync(), Is.EqualTo(3));
        await AssertSoundAsync(_admin);

        await AskAsync("CASE", "HB-NEVER1");
        Assert.That(await _admin.Page.Locator("#caseRef-error").InnerTextAsync(), Does.Contain("No row of this service holds this case"));
        await AssertSoundAsync(_admin);
        await AskAsync("SERVICE", CaseRef);
        Assert.That(await _admin.Page.Locator("#caseRef-error").InnerTextAsync(), Does.Contain("Leave the reference empty"));

        await AskAsync("CASE", CaseRef);
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Leave it as it is" }).FollowAsync();
        Assert.That(await MainAsync(_admin), Does.Contain("Nothing has been erased yet"));
    }

    [TestCase(1280)]
    [TestCase(375)]
    public async Task Pages_OfAnErasure_HaveNoFaultThatAxeFinds(int width)
    {
        await using var admin = await Visit.OpenAsync(_portal, "admin", width);
        await admin.Page.GotoAsync("/erasures/new");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show what would be erased" }).FollowAsync();
        await AssertAxeAsync(admin);
        await AskAsync(admin, "SERVICE", "");
        await AssertAxeAsync(admin);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Propose to erase the service" }).FollowAsync();
        await AssertAxeAsync(admin);
        await admin.Page.GetByLabel("Type the code").FillAsync("HARBOUR");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Propose to erase the service" }).FollowAsync();
        await AssertAxeAsync(admin);
        await admin.Page.GotoAsync("/erasures");
        await AssertAxeAsync(admin);
        await using var lead = await Visit.OpenAsync(_portal, "lead@harbour", width);
        await lead.Page.GotoAsync("/");
        await AssertAxeAsync(lead);
        await lead.Page.GotoAsync("/erasure/HARBOUR");
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm and erase the service" }).FollowAsync();
        await AssertAxeAsync(lead);
        await lead.Page.GetByLabel("Type the code").FillAsync("HARBOUR");
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm and erase the service" }).FollowAsync();
        await admin.Page.GotoAsync("/erasures");
        await AssertAxeAsync(admin);
        await _member.Page.GotoAsync("/");
        Assert.That(await MainAsync(_member), Does.Contain("Erased"));
    }

    private Task AskAsync(string what, string caseRef) => AskAsync(_admin, what, caseRef);

    private async Task AskAgainAsync(string caseRef)
    {
        await _admin.Page.GotoAsync("/erasures/new");
        await AskAsync("CASE", caseRef);
    }

    private static async Task AskAsync(Visit admin, string what, string caseRef)
    {
        await admin.Page.GetByLabel("Service", new() { Exact = true }).SelectOptionAsync("HARBOUR");
        await admin.Page.GetByLabel("What is to be erased?").SelectOptionAsync(what);
        await admin.Page.GetByLabel("Case reference").FillAsync(caseRef);
        await admin.Page.GetByLabel("Why?").SelectOptionAsync("REQUEST_OF_FAMILY");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show what would be erased" }).FollowAsync();
    }

    private static Task<string> MainAsync(Visit visit) => visit.Page.Locator("main").InnerTextAsync();

    private static async Task AssertAxeAsync(Visit visit)
    {
        // Once for each page: the narrow one is looked at for its width only.
        if (visit.Page.ViewportSize!.Width == 1280)
            Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty, visit.Page.Url);
        await AssertSoundAsync(visit);
    }

    private static async Task AssertSoundAsync(Visit visit)
    {
        Assert.That(
            await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"),
            Is.Zero,
            visit.Page.Url
        );
        Assert.That(visit.Complaints, Is.Empty, visit.Page.Url);
    }
}
