using Microsoft.Playwright;
using NUnit.Framework;
using Portal.BrowserTests.Releases;
using Portal.TestIdentity;
using Portal.Tests.SignIn.Real;

namespace Portal.BrowserTests.SignIn;

/// <summary>The first day of a portal in Production, through an identity provider over HTTPS, as its people see it.</summary>
public sealed class PeopleJourneyTests
{
    private const string Administrator = "admin@network.example";
    private const string Lead = "lead@harbour.example";
    private const string Member = "member@harbour.example";
    private const string Reader = "reader@board.example";

    private IdentityProvider _provider = null!;
    private ProductionPortal _portal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _provider = await IdentityProvider.StartAsync();
        _portal = await ProductionPortal.StartAsync(_provider, Settings.ForEntra(_provider));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task FirstDay_FromTheFirstLinkToTheClickThatIsRefused()
    {
        await using var administrator = await AcceptAsync(await _portal.FirstAdministratorAsync(Administrator), Administrator);
        await administrator.Page.GotoAsync("/services");
        await administrator.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Harbour");
        await administrator.Page.GetByLabel("Code").FillAsync("HARBOUR");
        await administrator.Page.GetByLabel("England").CheckAsync();
        await administrator.Page.GetByLabel("NHS").CheckAsync();
        await SoundPage.AssertAsync(administrator);
        await PressAsync(administrator, "Open the service");
        await administrator.Page.WaitForURLAsync("**/services/HARBOUR/people");
        var toLead = await InviteAsync(administrator, "Lee", Lead, "Team lead");

        await using var lead = await AcceptAsync(toLead, Lead);
        await lead.Page.GotoAsync("/people/HARBOUR");
        var toMember = await InviteAsync(lead, "Mo", Member, "Team member");
        await using var member = await AcceptAsync(toMember, Member);
        await lead.Page.GotoAsync("/people/HARBOUR");
        await FillAsync(lead, "Rae", Reader, "Reader of reports");
        await lead.Page.GetByLabel("Where they work").FillAsync("Integrated Care Board");
        await PressAsync(lead, "Invite", exact: true);
        Assert.That(await lead.Page.Locator(".panel").InnerTextAsync(), Does.Contain("Rae").And.Contain("Integrated Care Board"));
        await SoundPage.AssertAsync(lead);
        await PressAsync(lead, "Yes, invite them");
        await using var reader = await AcceptAsync(await lead.Page.Locator("code.break").InnerTextAsync(), Reader);

        await member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        await PressAsync(member, "Submit the extract");
        await Assertions.Expect(member.Page.Locator(".state")).ToContainTextAsync("Accepted");
        await reader.Page.GotoAsync("/shared");
        Assert.That(await reader.Page.Locator("main").InnerTextAsync(), Does.Contain("Harbour"));

        await lead.Page.GotoAsync("/people/HARBOUR");
        await SoundPage.AssertAsync(lead);
        var row = lead.Page.Locator("li", new() { HasText = "Mo Member" });
        await row.GetByText("Change").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove Mo Member" }).ClickAsync();
        await Assertions.Expect(lead.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("They were removed.");
        await member.Page.GotoAsync("/history/HARBOUR");
        Assert.That(new Uri(member.Page.Url).AbsolutePath, Is.EqualTo("/sign-in"));
        await member.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Microsoft" }).ClickAsync();
        await ChooseAsync(member, Member);
        await Assertions.Expect(member.Page.Locator("h1")).ToHaveTextAsync("You have no role here yet");
        await SoundPage.AssertAsync(member);

        await PressAsync(lead, "Sign out", exact: true);
        await Assertions.Expect(lead.Page).ToHaveURLAsync(_portal.Address.ToString());
        await lead.Page.GotoAsync("/people/HARBOUR");
        Assert.That(new Uri(lead.Page.Url).AbsolutePath, Is.EqualTo("/sign-in"));
    }

    // Opens the link in a window of its own, accepts, and signs in at the provider.
    private async Task<Visit> AcceptAsync(string link, string person)
    {
        var visit = await Visit.OpenAsync(_portal.Address);
        await visit.Page.GotoAsync(link);
        await SoundPage.AssertAsync(visit);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Accept and sign in" }).ClickAsync();
        await ChooseAsync(visit, person);
        visit.ForgetComplaints();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(_portal.Address.ToString());
        return visit;
    }

    private async Task ChooseAsync(Visit visit, string person)
    {
        await visit.Page.Locator($"button[value=\"{person}\"]").ClickAsync();
        // The provider answers by a form that sends itself.
        await visit.Page.WaitForURLAsync(_portal.Address + "**");
        await visit.Page.Locator("main").WaitForAsync();
        visit.ForgetComplaints();
    }

    private static async Task<string> InviteAsync(Visit visit, string name, string email, string role)
    {
        await FillAsync(visit, name, email, role);
        await PressAsync(visit, "Invite", exact: true);
        await visit.Page.Locator("code.break, .error-summary").First.WaitForAsync();
        Assert.That(await visit.Page.Locator(".error-summary").CountAsync(), Is.Zero, await visit.Page.Locator("main").InnerTextAsync());
        return await visit.Page.Locator("code.break").InnerTextAsync();
    }

    private static async Task FillAsync(Visit visit, string name, string email, string role)
    {
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await visit.Page.GetByLabel("E-mail address at work").FillAsync(email);
        await visit.Page.GetByLabel(role, new() { Exact = true }).CheckAsync();
    }

    private static Task PressAsync(Visit visit, string button, bool exact = false) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = exact }).ClickAsync();
}
