using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Mail;

/// <summary>The administrator reads what the portal wrote, and a lead chooses what comes.</summary>
public sealed class MailJourneyTests
{
    private const string BodyOverflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    // Mails go every few seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Invitation_OnceSent_CanBeReadByTheAdministrator()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var lead = await portal.ClientAsync("lead@harbour");
        using var invited = await lead.PostAsJsonAsync(
            new Uri("/api/v1/services/HARBOUR/people/invitations", UriKind.Relative),
            new
            {
                name = "Jo Smith",
                email = "jo.smith@example.org",
                role = "Service.Member",
            }
        );
        var link = (string)(await invited.Content.ReadFromJsonAsync<JsonObject>())!["link"]!;
        await using var admin = await Visit.OpenAsync(portal, "admin", width: 375);
        await admin.Page.GotoAsync("/mail");
        using var patience = new CancellationTokenSource(Patience);
        while (await admin.Page.GetByText("Sent", new() { Exact = true }).CountAsync() == 0)
        {
            await Task.Delay(500, patience.Token);
            await admin.Page.ReloadAsync();
        }

        await AssertSoundAsync(admin);
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Invitation to Jo Smith" }).FollowAsync();

        Assert.That(await admin.Page.Locator("pre").InnerTextAsync(), Does.Contain(link));
        await AssertSoundAsync(admin);
    }

    [Test]
    public async Task MyMail_BoxThatIsUnticked_StaysUnticked()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var lead = await Visit.OpenAsync(portal, "lead@harbour", width: 375);
        await lead.Page.GotoAsync("/");
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "E-mails to you" }).FollowAsync();
        await lead.Page.GetByLabel("Reminders").UncheckAsync();
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Keep my choice" }).FollowAsync();

        Assert.That(await lead.Page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("Your choice is kept."));
        Assert.That(await lead.Page.GetByLabel("Reminders").IsCheckedAsync(), Is.False);
        Assert.That(await lead.Page.GetByLabel("Receipts").IsCheckedAsync(), Is.True);
        await AssertSoundAsync(lead);
    }

    private static async Task AssertSoundAsync(Visit visit)
    {
        Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty, visit.Page.Url);
        Assert.That(await visit.Page.EvaluateAsync<int>(BodyOverflow), Is.Zero, visit.Page.Url);
        Assert.That(visit.Complaints, Is.Empty, visit.Page.Url);
    }
}
