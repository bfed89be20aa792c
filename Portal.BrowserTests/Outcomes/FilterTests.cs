using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Outcomes;

/// <summary>A clinician narrows outcomes, looks at the year before, and goes back; no scripts are needed.</summary>
public sealed class FilterTests
{
    private const string Year = "from=2025-01&before=2026-01";

    [Test]
    public async Task Outcomes_NarrowedToMothersAndAnAge_AreTheNumbersOfTheApi()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), "member@harbour", scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/outcomes/HARBOUR?" + Year);

        await ChooseAsync(page, "Scores by", "Mothers");
        await ChooseAsync(page, "Age of the baby at referral", "6 to 11 months");

        Assert.That(await page.Locator(".chosen").InnerTextAsync(), Does.Contain("6 to 11 months").And.Contain("mothers"));
        var api = await JsonAsync(page, $"/api/v1/services/HARBOUR/outcomes?{Year}&respondent=MOTHER&babyAge=6-11");
        var outcomes = api.GetProperty("outcomes").EnumerateArray().ToList();
        Assert.That(outcomes, Is.Not.Empty);
        await page.Locator("#table summary").ClickAsync();
        var shown = await page.Locator("#table tbody tr td:nth-of-type(2)").AllInnerTextsAsync();
        Assert.That(shown, Is.EqualTo(outcomes.Select(one => $"{one.GetProperty("paired").GetInt32()}")));
        Assert.That(
            await page.Locator("#said").InnerTextAsync(),
            Does.Contain($"of {api.GetProperty("eligible").GetInt32()} families have both scores")
        );
        // The picture says whom it shows, on the page and as a file.
        Assert.That(
            await page.Locator(".for-page svg").TextContentAsync(),
            Does.Contain("babies 6 to 11 months at referral, scores by mothers")
        );
        Assert.That(
            await page.GetByRole(AriaRole.Link, new() { Name = "SVG" }).GetAttributeAsync("href"),
            Does.Contain("babyAge=6-11").And.Contain("respondent=MOTHER")
        );
        // What is chosen stays on a measure's page and when the months change.
        await page.GetByRole(AriaRole.Link, new() { Name = "Hospital Anxiety and Depression Scale: Anxiety" }).FollowAsync();
        Assert.That(await page.Locator(".for-page svg").First.TextContentAsync(), Does.Contain("scores by mothers"));
        await page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).FollowAsync();
        Assert.That(await page.Locator(".chosen li").CountAsync(), Is.EqualTo(2));
        Assert.That(visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task Choice_TakenAway_LeavesTheOtherAndTheMonths()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), "member@harbour", scripts: false);
        var page = visit.Page;
        await page.GotoAsync($"/outcomes/HARBOUR?{Year}&respondent=MOTHER&cohort=CLOSED");

        await page.Locator(".chosen").GetByRole(AriaRole.Link, new() { Name = "Scores by" }).FollowAsync();

        Assert.That(page.Url, Does.EndWith($"/outcomes/HARBOUR?{Year}&cohort=CLOSED"));
        Assert.That(await page.Locator("#said").InnerTextAsync(), Does.Contain("families have both scores"));
    }

    [Test]
    public async Task YearBefore_Compared_StandsBesideTheseMonths()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), "member@harbour", scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/outcomes/HARBOUR?" + Year);

        await ChooseAsync(page, "Compared with", "The year before");

        var then = await JsonAsync(page, "/api/v1/services/HARBOUR/outcomes?from=2024-01&before=2025-01");
        Assert.That(
            await page.Locator("#said").InnerTextAsync(),
            Does.Contain($"The year before, ").And.EndWith($"of {then.GetProperty("eligible").GetInt32()} families had both scores.")
        );
        await page.Locator("#table summary").ClickAsync();
        var row = page.Locator("#table tbody tr:has(th:text('Depression Scale: Anxiety')) td");
        var anxiety = then.GetProperty("outcomes").EnumerateArray().Single(one => one.GetProperty("subscale").GetString() == "ANXIETY");
        Assert.That(await row.Nth(9).InnerTextAsync(), Is.EqualTo($"{anxiety.GetProperty("paired").GetInt32()}"));
        Assert.That(
            await row.Nth(10).InnerTextAsync(),
            Does.EndWith($"{anxiety.GetProperty("standardised").GetProperty("estimate").GetDouble():0.00}")
        );
        Assert.That(await page.Locator(".for-page svg").TextContentAsync(), Does.Contain("Square: the year before"));
    }

    [TestCase("/families/HARBOUR", "families", "Referred", "flow", "referred")]
    [TestCase("/experience/HARBOUR", "experience", "Forms from parents and other caregivers", "", "parents")]
    [TestCase("/our-work/HARBOUR", "work", "Contacts offered", "contacts", "offered")]
    public async Task YearBefore_OnEveryPage_IsWhatTheApiSaysOfBothYears(
        string address,
        string operation,
        string label,
        string part,
        string field
    )
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), "member@harbour", scripts: false);
        var page = visit.Page;
        await page.GotoAsync($"{address}?{Year}");
        await ChooseAsync(page, "Compared with", "The year before");

        var shown = await page.Locator($"[aria-label='With the year before'] tr:has(th:text-is('{label}')) td").AllInnerTextsAsync();

        Assert.That(shown, Is.EqualTo(new[] { await FieldAsync(Year), await FieldAsync("from=2024-01&before=2025-01") }));
        Assert.That(shown, Is.Unique);
        Assert.That(visit.Complaints, Is.Empty);

        async Task<string> FieldAsync(string months)
        {
            var answer = await JsonAsync(page, $"/api/v1/services/HARBOUR/{operation}?{months}");
            var number = (part.Length == 0 ? answer : answer.GetProperty(part)).GetProperty(field).GetInt32();
            return number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [TestCase("respondent=X&babyAge=6-11", "6 to 11 months")]
    [TestCase("babyAge=X&respondent=MOTHER", "mothers")]
    [TestCase("from=2023-01&before=2026-01&compared=YEAR_BEFORE&cohort=CLOSED", "any number of contacts")]
    public async Task Address_WithAChoiceThatIsNot_SaysSoAndKeepsTheRest(string query, string kept)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), "member@harbour", scripts: false);
        await visit.Page.GotoAsync("/outcomes/HARBOUR?" + query);

        Assert.That(await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync(), Does.Contain("There is a problem"));
        Assert.That(await visit.Page.Locator(".chosen li").AllInnerTextsAsync(), Has.Count.EqualTo(1).And.All.Contains(kept));
    }

    [Test]
    public async Task Choice_OfNobody_OffersAllFamilies()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), "member@harbour", scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/outcomes/HARBOUR?from=2025-01&before=2025-02&respondent=OBSERVER&babyAge=24%2B");

        Assert.That(
            await page.Locator(".empty").InnerTextAsync(),
            Does.Contain("babies 24 months and over at referral, scores by observers")
        );
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all families of these months" }).FollowAsync();
        Assert.That(await page.Locator("#said").InnerTextAsync(), Does.Contain("families have both scores"));
    }

    private static async Task ChooseAsync(IPage page, string field, string option)
    {
        await page.GetByText("Filter or compare").ClickAsync();
        await page.GetByLabel(field).SelectOptionAsync(new SelectOptionValue { Label = option });
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).FollowAsync();
    }

    private static async Task<System.Text.Json.JsonElement> JsonAsync(IPage page, string address) =>
        (await (await page.APIRequest.GetAsync(address)).JsonAsync())!.Value;
}
