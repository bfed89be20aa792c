using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Releases;

/// <summary>A release of the sample network from the choice of its quarter to its correction, by three people.</summary>
public sealed class ReleaseJourneyTests
{
    private const string Quarter = "2025-Q4";

    private RunningPortal _portal = null!;
    private Visit _maker = null!;
    private Visit _approver = null!;
    private Visit _member = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.WithOwnSamplesAsync();
        _maker = await Visit.OpenAsync(_portal, "analyst");
        _approver = await Visit.OpenAsync(_portal, "analyst2");
        _member = await Visit.OpenAsync(_portal, "member@harbour");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        foreach (var visit in new[] { _maker, _approver, _member })
            await visit.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Release_MadeApprovedAndCorrected_IsReadByEverybodyAtItsAddress()
    {
        await _member.Page.GotoAsync("/releases");
        Assert.That(await MainAsync(_member), Does.Contain("Nothing has been released yet"));
        await SoundPage.AssertAsync(_member);

        var address = await MakeAsync(null);
        Assert.That(
            await MainAsync(_maker),
            Does.Contain("Ask another analyst or the administrator to approve it")
                .And.Contain("Too few cases")
                .And.Contain("The statistic needs more cases than there are.")
        );
        Assert.That(await _maker.Page.GetByRole(AriaRole.Link, new() { Name = "Publish it" }).CountAsync(), Is.Zero);
        await SoundPage.AssertAsync(_maker);
        await AssertHiddenAsync(address);
        await AssertCellsCanBeFilteredAsync();
        await AssertMakerIsRefusedAsync(address);

        await PublishAsync(address);
        await SoundPage.AssertAsync(_approver);
        await AssertReadAsync(address);
        await AssertDownloadsAsync(address);

        await _maker.Page.GotoAsync("/releases/new");
        await _maker.Page.GetByLabel("Which quarter is it for?").SelectOptionAsync(Quarter);
        await _maker.Page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).FollowAsync();
        Assert.That(await _maker.Page.Locator(".error-summary").InnerTextAsync(), Does.Contain("This quarter has been released"));
        await SoundPage.AssertAsync(_maker);
        var correction = await MakeAsync("One service sent its extract again");
        await PublishAsync(correction);
        await AssertCorrectedAsync(address, correction);
    }

    private async Task<string> MakeAsync(string? note)
    {
        var page = _maker.Page;
        await page.GotoAsync("/releases");
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a release" }).FollowAsync();
        await page.GetByLabel("Which quarter is it for?").SelectOptionAsync(Quarter);
        await page.GetByLabel("What has changed?").FillAsync(note ?? "");
        await SoundPage.AssertAsync(_maker);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).FollowAsync();
        // The page looks again by itself until the release is made.
        await page.GetByRole(AriaRole.Heading, new() { Name = "Draft, not published" }).WaitForAsync(new() { Timeout = 180_000 });
        return new Uri(page.Url).AbsolutePath;
    }

    private async Task AssertHiddenAsync(string draft)
    {
        var hidden = await AnswerAsync(draft);
        Assert.That(hidden.Status, Is.EqualTo(404));
        Assert.That(hidden, Is.EqualTo(await AnswerAsync("/releases/0123456789abcdef")));
        await _member.Page.GotoAsync("/releases");
        Assert.That(await MainAsync(_member), Does.Contain("Nothing has been released yet").And.Not.Contain("Draft"));

        async Task<(int Status, string Title, string Main)> AnswerAsync(string path)
        {
            var answer = await _member.Page.GotoAsync(path);
            return (answer!.Status, await _member.Page.TitleAsync(), await _member.Page.Locator("main").InnerHTMLAsync());
        }
    }

    private async Task AssertCellsCanBeFilteredAsync()
    {
        var page = _maker.Page;
        await page.GetByLabel("Whose cases").SelectOptionAsync("NATION_W");
        await page.GetByLabel("About").SelectOptionAsync("PROFILE");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show these figures" }).FollowAsync();

        var table = page.GetByRole(AriaRole.Region, new() { Name = "Figures", Exact = true });
        var places = await table.Locator("tbody tr td:nth-child(3)").AllInnerTextsAsync();
        Assert.That(places, Is.Not.Empty.And.All.EqualTo("Wales"));
        // A figure is withheld for one reason, or it is there.
        foreach (var row in await table.Locator("tbody tr").AllAsync())
        {
            var cells = await row.Locator("td").AllInnerTextsAsync();
            Assert.That(cells[^1].Length > 0, Is.EqualTo(cells[^2] == "c"), string.Join('|', cells));
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Open its figures" }).FollowAsync();
        await SoundPage.AssertAsync(_maker);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the figures" }).FollowAsync();
        Assert.That(await page.GetByRole(AriaRole.Heading, new() { Name = "Draft, not published" }).CountAsync(), Is.EqualTo(1));
        Assert.That(await page.GetByRole(AriaRole.Heading, new() { Name = "Figures: all services" }).CountAsync(), Is.EqualTo(1));
    }

    private async Task AssertMakerIsRefusedAsync(string address)
    {
        var page = _maker.Page;
        await page.GotoAsync(address + "/publication");
        Assert.That(await MainAsync(_maker), Does.Contain("Ask another analyst or the administrator"));
        var form = page.APIRequest.CreateFormData();
        form.Set("form-token", await page.Locator("input[name='form-token']").First.InputValueAsync());

        var answer = await page.APIRequest.PostAsync(address + "/publication", new() { Form = form });

        Assert.That(answer.Status, Is.EqualTo(409));
        Assert.That(await answer.TextAsync(), Does.Contain("Whoever made a release does not approve it"));
    }

    private async Task PublishAsync(string address)
    {
        var page = _approver.Page;
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Publish it" }).FollowAsync();
        Assert.That(await MainAsync(_approver), Does.Contain("This is for good."));
        await SoundPage.AssertAsync(_approver);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish it for good" }).FollowAsync();
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo(address));
        Assert.That(await MainAsync(_approver), Does.Contain("they never change"));
    }

    private async Task AssertReadAsync(string address)
    {
        var page = _member.Page;
        await page.GotoAsync("/");
        await page.OpenPlaceAsync("Together", "Released figures");
        await page.GetByRole(AriaRole.Link, new() { Name = "Four quarters to Oct-Dec 2025" }).FollowAsync();
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo(address));

        var main = await MainAsync(_member);
        Assert.That(
            main,
            Does.Contain("No comparison group: families often improve with time")
                .And.Contain("January 2025 to December 2025")
                .And.Contain("April 2024 to March 2025")
                .And.Contain("policy sdc-2")
        );
        Assert.That(main, Does.Not.Contain("analyst").IgnoreCase, "who made it is for those who make releases");
        Assert.That(await page.Locator("figure svg:visible").CountAsync(), Is.EqualTo(2));
        await SoundPage.AssertAsync(_member);

        var cells = JsonNode.Parse(await (await page.APIRequest.GetAsync($"/api/v1/network{address}/cells.json")).TextAsync())![
            "cells"
        ]!.AsArray();
        var referred = cells.Single(cell =>
            (string)cell!["statistic"]! == "REFERRALS"
            && (string)cell["scope"]! == "NETWORK"
            && (string)cell["dimension"]! == "NONE"
            && (string)cell["from"]! == "2025-01"
        )!;
        Assert.That(main, Does.Contain($"Cases referred: {(int)referred["value"]!:N0}"));

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Whose figures" })
            .GetByRole(AriaRole.Link, new() { Name = "Northern Ireland" })
            .FollowAsync();
        Assert.That(await page.TitleAsync(), Does.Contain("Northern Ireland"));
        Assert.That(await page.GetByRole(AriaRole.Heading, new() { Name = "Figures: Northern Ireland" }).CountAsync(), Is.EqualTo(1));
        await SoundPage.AssertAsync(_member);
        Assert.That((await page.GotoAsync(address + "?scope=NATION_X"))!.Status, Is.EqualTo(404));
    }

    private async Task AssertDownloadsAsync(string address)
    {
        var page = _member.Page;
        await page.GotoAsync(address);
        var links = await page.Locator("a[href^='/api/']")
            .EvaluateAllAsync<string[]>("found => found.map(link => link.getAttribute('href'))");
        Assert.That(
            links.Select(link => link.Split('/')[^1].Split('?')[0]).Distinct(),
            Is.EquivalentTo(
                new[] { "referral-risks", "changes" }
                    .SelectMany(picture => new[] { picture + ".svg", picture + ".png", picture + ".csv" })
                    .Concat(["cells.csv", "cells.json", "bundle.zip"])
            )
        );
        foreach (var link in links)
            Assert.That((await page.APIRequest.GetAsync(link)).Status, Is.EqualTo(200), link);

        var zip = await (
            await page.APIRequest.GetAsync(links.Single(link => link.EndsWith("bundle.zip", StringComparison.Ordinal)))
        ).BodyAsync();
        using var archive = new ZipArchive(new MemoryStream(zip));
        await using var frozen = archive.GetEntry("release.jsonl")!.Open();
        Assert.That(await MainAsync(_member), Does.Contain(Convert.ToHexStringLower(await SHA256.HashDataAsync(frozen))));
    }

    private async Task AssertCorrectedAsync(string first, string second)
    {
        var page = _member.Page;
        await page.GotoAsync(first);
        await page.Locator(".state", new() { HasText = "There is a later release of this quarter" }).GetByRole(AriaRole.Link).FollowAsync();
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo(second));
        Assert.That(await MainAsync(_member), Does.Contain("One service sent its extract again"));
        await page.Locator(".facts > div", new() { HasText = "Takes the place of" }).GetByRole(AriaRole.Link).FollowAsync();
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo(first));

        await using var admin = await Visit.OpenAsync(_portal, "admin");
        await admin.Page.GotoAsync("/audit");
        Assert.That(
            await admin.Page.Locator("tbody").InnerTextAsync(),
            Does.Contain("Began a release").And.Contain("Published a release").And.Contain("Looked at what a release withholds and why")
        );
    }

    private static Task<string> MainAsync(Visit visit) => visit.Page.Locator("main").InnerTextAsync();
}
