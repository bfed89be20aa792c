using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;
using static Microsoft.Playwright.Assertions;

namespace Portal.BrowserTests.Send;

/// <summary>A long upload with JavaScript on: progress, cancelling, and the plain form when the script's way fails.</summary>
public class UploadProgressTests
{
    private const int ManyCases = 20_000;

    private RunningPortal _portal = null!;
    private Visit _visit = null!;

    private IPage Page => _visit.Page;

    private ILocator Words => Page.Locator("[data-upload-words]");

    private ILocator CheckButton => Page.GetByRole(AriaRole.Button, new() { Name = "Check the files" });

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _visit = await Visit.OpenAsync(_portal, "member@harbour");
    }

    [TearDown]
    public async Task Close()
    {
        await _visit.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Send_SlowUpload_ShowsProgressAndThenTheReport()
    {
        var heard = await ListenAsync();
        await ChooseAsync(InventedExtract.File("cases.csv", LongCases()));
        await LimitUploadAsync(bytesPerSecond: 500_000);

        await CheckButton.ClickAsync();

        await Expect(Words).ToHaveTextAsync(new Regex("^[1-9][0-9]? % sent$"));
        await Expect(CheckButton).ToBeHiddenAsync();
        await Expect(Page)
            .ToHaveURLAsync(new Regex("/send/HARBOUR/2025-Q2/[a-z0-9]+$", RegexOptions.IgnoreCase), new() { Timeout = 60_000 });
        Assert.That(await Page.Locator(".state").InnerTextAsync(), Does.Contain("Ready"));
        Assert.That(heard, Does.Contain("Checking the files…"), "read out");
        Assert.That(heard.Count, Is.LessThanOrEqualTo(8), "only quarters are read out");
        Assert.That(_visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task Cancel_WhileSending_KeepsTheFormForAnotherTry()
    {
        await ChooseAsync(InventedExtract.File("cases.csv", LongCases()));
        await LimitUploadAsync(bytesPerSecond: 30_000);
        await CheckButton.ClickAsync();
        var cancel = Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" });
        await Expect(cancel).ToBeFocusedAsync();
        await Expect(Words).ToHaveTextAsync(new Regex("^[0-9]+ % sent$"));
        Assert.That(await Axe.FaultsAsync(Page), Is.Empty);

        await cancel.ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Cancelled. Nothing was checked or kept.");
        await Expect(CheckButton).ToBeFocusedAsync();
        await Expect(cancel).ToBeHiddenAsync();
        await LimitUploadAsync(bytesPerSecond: -1);
        await ChooseAsync(InventedExtract.File("cases.csv", InventedExtract.Cases), open: false);
        await CheckButton.ClickAsync();
        await Expect(Page.Locator(".state")).ToContainTextAsync("Ready");
    }

    [Test]
    public async Task Send_ScriptsRequestFails_FallsBackToThePlainForm()
    {
        var refused = 0;
        await Page.RouteAsync(
            "**/send**",
            async route =>
            {
                if (route.Request.ResourceType != "xhr")
                {
                    await route.ContinueAsync();
                    return;
                }
                refused++;
                await route.AbortAsync();
            }
        );
        await ChooseAsync(InventedExtract.File("cases.csv", InventedExtract.Cases));

        await CheckButton.ClickAsync();

        await Expect(Page.Locator(".state")).ToContainTextAsync("Ready");
        Assert.That(refused, Is.EqualTo(1));
        Assert.That(new Uri(Page.Url).AbsolutePath, Does.StartWith("/send/HARBOUR/2025-Q2/"));
    }

    [Test]
    public async Task Send_WithoutFiles_ShowsTheSameErrorAsThePlainForm()
    {
        await ChooseAsync();

        await CheckButton.ClickAsync();

        await Expect(Page.Locator(".error-summary")).ToContainTextAsync("Choose the files of the extract");
        await Expect(Page.Locator(".error-summary")).ToBeFocusedAsync();
        Assert.That(await Page.TitleAsync(), Is.EqualTo("Error: Send an extract - Outcomes Portal"));
        await ChooseAsync(InventedExtract.File("cases.csv", InventedExtract.Cases), open: false);
        await CheckButton.ClickAsync();
        await Expect(Page.Locator(".state")).ToContainTextAsync("Ready");
    }

    [Test]
    public async Task Send_FileThatMayIdentify_ShowsTheReportOfWhichNothingIsKept()
    {
        await ChooseAsync(InventedExtract.File("cases.csv", "service_code,surname\nHARBOUR,A\n"));

        await CheckButton.ClickAsync();

        await Expect(Page.Locator(".state")).ToContainTextAsync("Nothing of these files was kept.");
        Assert.That(await Page.TitleAsync(), Does.Contain("Check report"));
    }

    private async Task ChooseAsync(FilePayload? file = null, bool open = true)
    {
        if (open)
            await Page.GotoAsync("/send");
        await Page.GetByLabel("Which quarter is it for?").SelectOptionAsync(InventedExtract.Quarter);
        if (file is not null)
            await Page.GetByLabel("Files").SetInputFilesAsync(file);
    }

    // What a screen reader would be told, also after the page has gone.
    private async Task<List<string>> ListenAsync()
    {
        var heard = new List<string>();
        await Page.ExposeFunctionAsync("heard", (string text) => heard.Add(text));
        await Page.AddInitScriptAsync(
            """
            addEventListener('DOMContentLoaded', () => {
              const told = document.querySelector('[data-upload-told]');
              if (told) new MutationObserver(() => window.heard(told.textContent)).observe(told, { childList: true });
            });
            """
        );
        return heard;
    }

    private async Task LimitUploadAsync(int bytesPerSecond)
    {
        var session = await Page.Context.NewCDPSessionAsync(Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = false,
                ["latency"] = 0,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = bytesPerSecond,
            }
        );
    }

    private static string LongCases()
    {
        var rows = InventedExtract.Cases.TrimEnd().Split('\n');
        var text = new StringBuilder(rows[0]);
        for (var index = 0; index < ManyCases; index++)
            text.Append('\n')
                .Append(
                    rows[1].Replace("HB-K7Q2", string.Create(CultureInfo.InvariantCulture, $"HB-{index:X5}K"), StringComparison.Ordinal)
                );
        return text.ToString();
    }
}
