using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Administration;

/// <summary>The administrator looks after the quarters, and a member meets what follows, without JavaScript.</summary>
public class CalendarJourneyTests
{
    private RunningPortal _portal = null!;
    private Visit _admin = null!;

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await Visit.OpenAsync(_portal, "admin", scripts: false);
    }

    [TearDown]
    public async Task Close()
    {
        await _admin.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Close_AfterConfirmation_StopsTheMemberUntilReopened()
    {
        await using var member = await Visit.OpenAsync(_portal, "member@harbour", width: 375, scripts: false);
        await member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));

        await ChangeAsync("Close the quarter");
        Assert.That(await _admin.Page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("The quarter is closed."));

        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        Assert.That(await member.Page.Locator(".error-summary").InnerTextAsync(), Does.Contain("Apr-Jun 2025 (Q1 2025/26) is closed"));
        await AssertSoundAsync(member);

        await member.Page.GotoAsync("/send?quarter=" + InventedExtract.Quarter);
        Assert.That(await member.Page.Locator("#closed").InnerTextAsync(), Does.Contain("Apr-Jun 2025 (Q1 2025/26) is closed"));
        Assert.That(await member.Page.Locator("#quarter option:checked").InnerTextAsync(), Does.EndWith("- closed"));
        await AssertSoundAsync(member);
        await member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        Assert.That(await member.Page.Locator("#quarter-error").InnerTextAsync(), Does.Contain("is closed"));
        await member.Page.GetByRole(AriaRole.Link, new() { Name = "Why quarters are closed" }).FollowAsync();
        Assert.That(await member.Page.Locator("h1").InnerTextAsync(), Does.Contain("period.closed"));

        await ChangeAsync("Reopen the quarter");
        Assert.That(await _admin.Page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("The quarter is open."));
        await member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        Assert.That(await member.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Accepted"));
    }

    [Test]
    public async Task Confirmation_LeftAsItIs_ChangesNothing()
    {
        await _admin.Page.GotoAsync($"/calendar/{InventedExtract.Quarter}/closing");

        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = "Leave it as it is" }).FollowAsync();

        Assert.That(await _admin.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Open"));
    }

    [Test]
    public async Task Reminder_ForOneService_NamesThatOneOnly()
    {
        await _admin.Page.GotoAsync($"/calendar/{InventedExtract.Quarter}");
        var all = await _admin.Page.Locator("#reminder-text").InputValueAsync();

        await _admin.Page.GetByLabel("Who is it for?").SelectOptionAsync("TEASEL");
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show the reminder" }).FollowAsync();

        var one = await _admin.Page.Locator("#reminder-text").InputValueAsync();
        Assert.That(await _admin.Page.Locator("#reminder-text").GetAttributeAsync("readonly"), Is.Not.Null);
        Assert.That(one, Does.Contain("Apr-Jun 2025 (Q1 2025/26)").And.Contain("30 July 2025").And.Contain(_portal.Address + "send"));
        Assert.That(one.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(
            all.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)),
            Is.EqualTo(await _admin.Page.Locator("#service option").CountAsync() - 1)
        );
    }

    [Test]
    public async Task Table_AfterASubmission_SaysWhoHasSentAndHowLate()
    {
        await using (var member = await Visit.OpenAsync(_portal, "member@harbour", scripts: false))
        {
            await member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
            await member.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        }

        await _admin.Page.GotoAsync("/calendar?to=" + InventedExtract.Quarter);

        var late = Late();
        Assert.That(await RowAsync("Harbour"), Does.Match($"Sent .*\\s+({late}|{late + 1}) days late"));
        Assert.That(await RowAsync("Teasel"), Does.Not.Contain("Sent").And.Match($"\\b({late}|{late + 1}) days late"));
        Assert.That(
            await _admin.Page.Locator(".tasks li").First.InnerTextAsync(),
            Does.Contain("Due on 30 July 2025").And.Contain("1 of ")
        );
    }

    [Test]
    public async Task Home_Member_SeesWhenQuartersAreDueAndSinceWhenTheyAreLate()
    {
        await using var member = await Visit.OpenAsync(_portal, "member@harbour", width: 320, scripts: false);
        await member.Page.GotoAsync("/");

        var quarters = await member.Page.Locator(".strip li").AllInnerTextsAsync();

        Assert.That(quarters, Has.Count.EqualTo(5));
        Assert.That(quarters[4], Does.Contain("Due on ").And.Contain("Open"));
        Assert.That(quarters[0], Does.Match("Was due on (30 April|30 July|30 October|30 January) \\d{4}").And.Contain("Late"));
        await AssertSoundAsync(member);
    }

    private static int Late() => DateOnly.FromDateTime(DateTime.UtcNow).DayNumber - new DateOnly(2025, 7, 30).DayNumber;

    private async Task ChangeAsync(string change)
    {
        await _admin.Page.GotoAsync($"/calendar/{InventedExtract.Quarter}");
        await _admin.Page.GetByRole(AriaRole.Link, new() { Name = change }).FollowAsync();
        await _admin.Page.GetByRole(AriaRole.Button, new() { Name = change }).FollowAsync();
    }

    private Task<string> RowAsync(string service) =>
        _admin
            .Page.Locator("tbody tr", new() { Has = _admin.Page.Locator("th", new() { HasText = service }) })
            .Locator("td")
            .First.InnerTextAsync();

    // Axe needs scripts of its own, so here it is the width alone; every state of these pages is in PortalAddress.
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
