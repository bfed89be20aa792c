using Microsoft.Playwright;
using NUnit.Framework;

namespace Portal.BrowserTests.Submissions;

/// <summary>A lead takes a quarter out of the figures, without JavaScript.</summary>
public class WithdrawalJourneyTests : Journey
{
    [Test]
    public async Task Withdraw_ByALead_AsksForAReasonThenShowsItWithdrawn()
    {
        await using var visit = await Visit.OpenAsync(Running, "lead@harbour", scripts: false);
        var page = visit.Page;
        await SubmitAsync(visit);
        var receipt = new Uri(page.Url).AbsolutePath;

        await page.GetByText("Withdraw this submission").ClickAsync();
        await WithdrawAsync(page);
        Assert.That(await page.Locator(".error-summary").InnerTextAsync(), Does.Contain("Choose a reason for the withdrawal"));

        await page.GetByLabel("Why is it withdrawn?").SelectOptionAsync("WRONG_DATA");
        await WithdrawAsync(page);

        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo(receipt));
        Assert.That(await page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("The submission is withdrawn."));
        Assert.That(await page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Withdrawn"));
        Assert.That(
            await page.Locator("dl.facts").InnerTextAsync(),
            Does.Contain("lead@harbour").And.Contain("The figures in it are wrong")
        );
        Assert.That(await page.GetByText("Withdraw this submission").CountAsync(), Is.Zero);
        await page.GotoAsync("/history/HARBOUR");
        Assert.That(await page.Locator("tbody .tag").InnerTextAsync(), Is.EqualTo("Withdrawn"));
        await page.GotoAsync("/families/HARBOUR");
        Assert.That(await page.Locator(".empty").InnerTextAsync(), Does.Contain("No referrals are known"));
    }

    [Test]
    public async Task Receipt_ForAMember_OffersNoWithdrawal()
    {
        await using var visit = await Visit.OpenAsync(Running, "member@harbour", scripts: false);

        await SubmitAsync(visit);

        Assert.That(await visit.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Accepted"));
        Assert.That(await visit.Page.GetByText("Withdraw this submission").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Withdraw_PostedByAMember_IsRefused()
    {
        await using var visit = await Visit.OpenAsync(Running, "member@harbour", scripts: false);
        await SubmitAsync(visit);
        var token = await visit.Page.Locator("input[name='form-token']").First.InputValueAsync();
        var form = visit.Page.APIRequest.CreateFormData();
        form.Set("form-token", token).Set("reason", "OTHER");

        var answer = await visit.Page.APIRequest.PostAsync(visit.Page.Url, new() { Form = form });

        Assert.That(answer.Status, Is.EqualTo(403));
        await visit.Page.ReloadAsync();
        Assert.That(await visit.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Accepted"));
    }

    private static async Task SubmitAsync(Visit visit)
    {
        await visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
    }

    private static Task WithdrawAsync(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the submission" }).FollowAsync();
}
