using System.Globalization;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>Tables of many columns on a telephone, and tables of many rows anywhere.</summary>
public sealed class TableTests
{
    [TestCase("/history/HARBOUR")]
    [TestCase("/families/HARBOUR")]
    [TestCase("/compare/HARBOUR")]
    [TestCase("/our-work/HARBOUR")]
    [TestCase("/audit/HARBOUR")]
    public async Task Cards_Telephone_FitTheScreenAndStayATableForScreenReaders(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour", 375);
        await visit.Page.GotoAsync(address);
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(part => part.open = true)");
        var table = visit.Page.Locator("table.as-cards").First;
        var cell = table.Locator("tbody tr").First.Locator("td:not(:empty)").First; // an empty cell is not shown

        Assert.That((await table.BoundingBoxAsync())!.Width, Is.LessThanOrEqualTo(375));
        Assert.That(await cell.EvaluateAsync<string>("part => getComputedStyle(part).display"), Is.EqualTo("grid"));
        var head = await cell.EvaluateAsync<string>("part => part.closest('table').tHead.rows[0].cells[part.cellIndex].textContent");
        Assert.That(head, Is.Not.Empty);
        Assert.That(
            await cell.EvaluateAsync<string>("part => getComputedStyle(part, '::before').content"),
            Is.EqualTo($"\"{head.Trim()}\"")
        );
        var roles = await table.AriaSnapshotAsync();
        Assert.That(roles, Does.StartWith("- table").And.Contain("row ").And.Contain("rowheader ").And.Contain("- cell "));
        Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty);

        await visit.Page.SetViewportSizeAsync(1280, 900);
        Assert.That(await cell.EvaluateAsync<string>("part => getComputedStyle(part).display"), Is.EqualTo("table-cell"));
    }

    [Test]
    public async Task LongTable_HeadPressed_IsSortedUpThenDownAndSaysSo()
    {
        await using var visit = await OpenRisksAsync(scripts: true);
        var table = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Risks known at referral" }).Locator("table");
        var head = table.Locator("thead th").Nth(1);
        var before = await NumbersAsync(table);
        Assert.That(before, Has.Count.GreaterThan(15));

        await head.GetByRole(AriaRole.Button, new() { Name = "Present" }).ClickAsync();
        Assert.That(await head.GetAttributeAsync("aria-sort"), Is.EqualTo("ascending"));
        Assert.That(await NumbersAsync(table), Is.EqualTo(before.Order()));

        await head.GetByRole(AriaRole.Button).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.That(await head.GetAttributeAsync("aria-sort"), Is.EqualTo("descending"));
        Assert.That(await NumbersAsync(table), Is.EqualTo(before.OrderDescending()));
        Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty);
    }

    [Test]
    public async Task LongTable_WordTyped_ShowsTheRowsThatHoldItAndTheirNumber()
    {
        await using var visit = await OpenRisksAsync(scripts: true);
        var rows = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Risks known at referral" }).Locator("tbody tr");
        var all = await rows.CountAsync();

        var field = visit.Page.GetByLabel("Only rows with in Risks known at referral");
        await field.FillAsync("ABUSE");

        var shown = await rows.Filter(new() { Visible = true }).AllInnerTextsAsync();
        Assert.That(shown, Has.Count.InRange(1, all - 1).And.All.Contains("abuse").IgnoreCase);
        Assert.That(await visit.Page.GetByRole(AriaRole.Status).First.InnerTextAsync(), Is.EqualTo($"{shown.Count} of {all} rows"));
        await field.FillAsync("");
        Assert.That(await rows.Filter(new() { Visible = true }).CountAsync(), Is.EqualTo(all));
    }

    [Test]
    public async Task LongTable_WithoutScripts_IsThereWithNoButtonThatDoesNothing()
    {
        await using var visit = await OpenRisksAsync(scripts: false);

        Assert.That(await visit.Page.Locator("main tbody tr:visible").CountAsync(), Is.GreaterThan(15));
        Assert.That(await visit.Page.Locator("main .sort, main .filter").CountAsync(), Is.Zero);
    }

    private static async Task<Visit> OpenRisksAsync(bool scripts)
    {
        var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "member@harbour", scripts: scripts);
        await visit.Page.GotoAsync("/families/HARBOUR");
        await visit.Page.GetByText("All 27 risks as a table").ClickAsync();
        return visit;
    }

    private static async Task<IReadOnlyList<int>> NumbersAsync(ILocator table) =>
        [
            .. (await table.Locator("tbody tr td:nth-child(2)").AllInnerTextsAsync()).Select(text =>
                int.Parse(text, CultureInfo.InvariantCulture)
            ),
        ];
}
