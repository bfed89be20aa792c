using Microsoft.Playwright;
using NUnit.Framework;

namespace Portal.BrowserTests.OptIn;

/// <summary>A lead decides year by year whether the service is pooled, without JavaScript; a member reads it.</summary>
public class OptInJourneyTests : Journey
{
    [Test]
    public async Task OptOutAndIn_ByALead_AsksFirstAndShowsWhatStands()
    {
        await using var visit = await Visit.OpenAsync(Running, "lead@harbour", width: 375, scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/");
        await page.OpenPlaceAsync("Together", "Being part of the network");

        await page.GetByRole(AriaRole.Link, new() { Name = "Opt out for 2024" }).FollowAsync();
        Assert.That(
            await page.Locator("main").InnerTextAsync(),
            Does.Contain("Opt out for 2024?").And.Contain("Releases that are published already stand as they are")
        );
        await page.GetByRole(AriaRole.Link, new() { Name = "Leave it as it is" }).FollowAsync();
        Assert.That(await YearAsync(page, 2024), Does.Contain("Part of it").And.Not.Contain("Not part of it"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Opt out for 2024" }).FollowAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Opt out for 2024" }).FollowAsync();
        Assert.That(
            await page.GetByRole(AriaRole.Status).InnerTextAsync(),
            Is.EqualTo("Harbour Parent-Infant Team is not part of pooled figures of 2024.")
        );
        Assert.That(await YearAsync(page, 2024), Does.Contain("Not part of it"));
        Assert.That(await YearAsync(page, 2025), Does.Not.Contain("Not part of it"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Opt in for 2024" }).FollowAsync();
        Assert.That(
            await page.GetByRole(AriaRole.Status).InnerTextAsync(),
            Is.EqualTo("Harbour Parent-Infant Team is part of pooled figures of 2024.")
        );
        Assert.That(await YearAsync(page, 2024), Does.Contain("by lead@harbour"));
        Assert.That(visit.Complaints, Is.Empty);

        await page.GotoAsync("/audit/HARBOUR");
        Assert.That(
            await page.Locator("tbody").InnerTextAsync(),
            Does.Contain("Opted in to being pooled for a year").And.Contain("Opted out of being pooled for a year")
        );
    }

    [Test]
    public async Task Page_Member_ReadsItAndCannotDecide()
    {
        await using var visit = await Visit.OpenAsync(Running, "member@harbour", scripts: false);
        await visit.Page.GotoAsync("/");
        await visit.Page.OpenPlaceAsync("Together", "Being part of the network");

        var main = visit.Page.Locator("main");
        Assert.That(
            await main.InnerTextAsync(),
            Does.Contain("Only a lead of your service can change this").And.Contain("Releases that are published already stand")
        );
        Assert.That(await main.GetByRole(AriaRole.Button).CountAsync() + await main.GetByRole(AriaRole.Link).CountAsync(), Is.Zero);

        var form = visit.Page.APIRequest.CreateFormData();
        form.Set("form-token", await visit.Page.Locator("input[name='form-token']").First.InputValueAsync()).Set("year", "2024");
        foreach (var address in new[] { "/opt-in/HARBOUR", "/opt-in/HARBOUR/2024/out" })
            Assert.That((await visit.Page.APIRequest.PostAsync(address, new() { Form = form })).Status, Is.EqualTo(403), address);
        await visit.Page.ReloadAsync();
        Assert.That(await YearAsync(visit.Page, 2024), Does.Not.Contain("Not part of it"));
    }

    private static Task<string> YearAsync(IPage page, int year) =>
        page.Locator(".tasks li", new() { HasText = $"{year}" })
            .Filter(new() { Has = page.Locator($"strong:text-is('{year}')") })
            .InnerTextAsync();
}
