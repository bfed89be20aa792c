using Microsoft.Playwright;
using Npgsql;
using NUnit.Framework;

namespace Portal.BrowserTests.Administration;

/// <summary>What happened is told to the lead and the administrator, and tampering is shown.</summary>
public class AuditJourneyTests : Journey
{
    [Test]
    public async Task Replace_WithReason_StandsOnReceiptAndInTheLeadsLog()
    {
        await using var lead = await Visit.OpenAsync(Running, "lead@harbour", width: 375, scripts: false);
        await SubmitAsync(lead, InventedExtract.Cases, null);
        await SubmitAsync(lead, InventedExtract.Cases.Replace("TWO_PARENT", "OTHER", StringComparison.Ordinal), "CORRECTION");
        Assert.That(
            await lead.Page.Locator("dl.facts").InnerTextAsync(),
            Does.Contain("Why it was sent again").And.Contain("Something in it was wrong")
        );

        await lead.Page.OpenOnceAYearAsync("Our audit log");

        var rows = await lead.Page.Locator("tbody tr").AllInnerTextsAsync();
        Assert.That(
            await lead.Page.Locator("tbody tr th").AllInnerTextsAsync(),
            Is.EqualTo(new[] { "Replaced an extract", "Checked an extract", "Submitted an extract", "Checked an extract" })
        );
        Assert.That(rows[0], Does.Contain("lead@harbour").And.Contain("Apr-Jun 2025").And.Contain("Something in it was wrong"));
        Assert.That(rows, Has.None.Match("[0-9a-f]{8}"), "an id of a draft says nothing to people");
    }

    [Test]
    public async Task Check_FirstExtractOfAQuarter_AsksForNoReplacementReason()
    {
        await using var lead = await Visit.OpenAsync(Running, "lead@harbour", scripts: false);

        await lead.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));

        Assert.That(await lead.Page.GetByLabel("Why are you sending it again?").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Log_Filtered_ShowsThoseEntriesAndTheirDownload()
    {
        await using (var lead = await Visit.OpenAsync(Running, "lead@harbour", scripts: false))
            await SubmitAsync(lead, InventedExtract.Cases, null);
        await using var admin = await Visit.OpenAsync(Running, "admin", scripts: false);
        await admin.Page.GotoAsync("/audit");
        Assert.That(await admin.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Verified"));

        await admin.Page.GetByLabel("Service").SelectOptionAsync("HARBOUR");
        await admin.Page.GetByLabel("What").SelectOptionAsync("EXTRACT_SUBMITTED");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show these entries" }).FollowAsync();

        Assert.That(await admin.Page.Locator("tbody tr").CountAsync(), Is.EqualTo(1));
        var download = await admin.Page.APIRequest.GetAsync(
            await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Download them (CSV)" }).GetAttributeAsync("href") ?? ""
        );
        var lines = (await download.TextAsync()).Trim().Split("\r\n");
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[1], Does.Contain("lead@harbour,EXTRACT_SUBMITTED,HARBOUR,2025-Q2,"));
    }

    [Test]
    public async Task Log_TamperedWith_NamesTheEntryAndIsStillAccessible()
    {
        await using (var lead = await Visit.OpenAsync(Running, "lead@harbour", scripts: false))
            await SubmitAsync(lead, InventedExtract.Cases, null);
        await using (var administrator = new NpgsqlConnection(Running.Database.AdministratorConnectionString))
        {
            await administrator.OpenAsync();
            await using var tampering = new NpgsqlCommand(
                "UPDATE audit_entry SET person_id = 'member@harbour' WHERE entry_number = 2",
                administrator
            );
            Assert.That(await tampering.ExecuteNonQueryAsync(), Is.EqualTo(1));
        }

        await using var admin = await Visit.OpenAsync(Running, "admin", width: 375);
        await admin.Page.GotoAsync("/audit");

        Assert.That(
            await admin.Page.Locator(".state").InnerTextAsync(),
            Does.Contain("The log has been tampered with").And.Contain("Entry 2 is not as it was written.")
        );
        Assert.That(await Axe.FaultsAsync(admin.Page), Is.Empty);
    }

    private static async Task SubmitAsync(Visit visit, string cases, string? replacementReason)
    {
        await visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", cases));
        if (replacementReason is not null)
            await visit.Page.GetByLabel("Why are you sending it again?").SelectOptionAsync(replacementReason);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        Assert.That(await visit.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Accepted"));
    }
}
