using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Everywhere;

/// <summary>What holds on every page: accessible, narrow enough, and within the content security policy.</summary>
public class EveryPageTests
{
    private const string BodyOverflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    // Each person looks at page after page in one window.
    private readonly Dictionary<string, Visit> _windows = [];

    [TestCaseSource(typeof(PortalAddress), nameof(PortalAddress.All))]
    public async Task Page_WideAndNarrowScreen_HasNoFaultThatAxeOrTheBrowserFinds(PortalAddress address)
    {
        var visit = await WindowAsync(address.User);
        await visit.Page.GotoAsync(address.Path);

        await AssertSoundAsync(visit, axe: !address.IsTwin);
        Assert.That(await visit.Page.TitleAsync(), Does.EndWith(" - Outcomes Portal"));
        Assert.That(await visit.Page.Locator("h1").CountAsync(), Is.EqualTo(1));
        foreach (var width in new[] { 375, 320 })
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            Assert.That(await visit.Page.EvaluateAsync<int>(BodyOverflow), Is.Zero, $"{visit.Page.Url} at {width}");
        }
    }

    [Test]
    public async Task CheckReport_EachState_HasNoFaultThatAxeOrTheBrowserFinds()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, "lead@harbour", 375);
        var faulty = InventedExtract.Cases.Replace(",2025-04,", ",04/25,", StringComparison.Ordinal);

        await visit.CheckAsync(InventedExtract.Quarter);
        await AssertSoundAsync(visit);
        await visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", faulty));
        await AssertSoundAsync(visit);
        await visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("names.csv", "forename,surname\nA,B\n"));
        await AssertSoundAsync(visit);
        await visit.CheckAsync(
            InventedExtract.Quarter,
            InventedExtract.File("cases.csv", InventedExtract.Cases),
            InventedExtract.File("risks.csv", InventedExtract.RisksOnlyPresent)
        );
        await AssertSoundAsync(visit);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        await AssertSoundAsync(visit);
        await visit.Page.Locator("#reason-0").SelectOptionAsync("TRUE_VALUE");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        await AssertSoundAsync(visit);
        Assert.That(await visit.Page.Locator("h1").InnerTextAsync(), Does.Contain("Receipt"));
        await visit.Page.GetByText("Withdraw this submission").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the submission" }).FollowAsync();
        await AssertSoundAsync(visit);
        await visit.Page.Locator("#reason").SelectOptionAsync("OTHER");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the submission" }).FollowAsync();
        await AssertSoundAsync(visit);
        Assert.That(await visit.Page.Locator(".state h2").InnerTextAsync(), Is.EqualTo("Withdrawn"));
    }

    [Test]
    public async Task CheckReport_ComparedWithEarlierQuarters_CallsOutWhatVanishedAndOffersTheReasonAgain()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, "lead@harbour", 375);
        await CheckAsync("2025-Q2", 3);
        await SubmitAsync();

        await CheckAsync("2025-Q3", 2);
        Assert.That(
            await MainAsync(),
            Does.Contain("Compared with Apr-Jun 2025: 0 added, 0 changed, 1 gone, 2 the same")
                .And.Contain("1 case was waiting or open then and is not listed now: HB-W5X8")
        );
        await AssertSoundAsync(visit);
        await visit.Page.Locator("#reason-0").SelectOptionAsync("LATE_ENTRY");
        await SubmitAsync();

        await CheckAsync("2025-Q4", 1);
        Assert.That(await MainAsync(), Does.Contain("You gave this reason for Jul-Sep 2025: It was entered late."));
        await AssertSoundAsync(visit);
        await SubmitAsync();

        Task CheckAsync(string quarter, int cases) =>
            visit.CheckAsync(
                quarter,
                InventedExtract.File("cases.csv", string.Join('\n', InventedExtract.Cases.Split('\n').Take(cases + 1)))
            );

        Task<string> MainAsync() => visit.Page.Locator("main").InnerTextAsync();

        async Task SubmitAsync()
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
            Assert.That(await visit.Page.Locator("h1").InnerTextAsync(), Does.Contain("Receipt"));
        }
    }

    [Test]
    public async Task SkipLink_FirstTabStop_LeadsToTheContent()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, null);
        await visit.Page.GotoAsync("/help");

        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.That(await visit.Page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("main"));
    }

    [OneTimeTearDown]
    public async Task CloseWindows()
    {
        foreach (var window in _windows.Values)
            await window.DisposeAsync();
    }

    private async Task<Visit> WindowAsync(string? user)
    {
        if (!_windows.TryGetValue(user ?? "", out var window))
            _windows[user ?? ""] = window = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), user);
        window.ForgetComplaints();
        await window.Page.SetViewportSizeAsync(1280, 900);
        return window;
    }

    private static async Task AssertSoundAsync(Visit visit, bool axe = true)
    {
        if (axe)
            Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty, visit.Page.Url);
        Assert.That(await visit.Page.EvaluateAsync<int>(BodyOverflow), Is.Zero, visit.Page.Url);
        Assert.That(visit.Complaints, Is.Empty, visit.Page.Url);
    }
}
