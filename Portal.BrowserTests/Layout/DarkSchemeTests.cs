using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>On a dark device every text stands out from its ground, and pictures stay on white paper.</summary>
public sealed class DarkSchemeTests
{
    private const string Ground = "part => getComputedStyle(part).backgroundColor";

    [TestCase("/")]
    [TestCase("/families/HARBOUR")]
    [TestCase("/outcomes/HARBOUR")]
    [TestCase("/send")]
    [TestCase("/opt-in/HARBOUR/2024/out")]
    [TestCase("/people/HARBOUR")]
    [TestCase("/help/guide")]
    [TestCase("/help/rules/value.not_month")]
    [TestCase("/compare/HARBOUR")]
    public async Task Page_DarkDevice_IsDarkAndAxeFindsNoFault(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.Page.GotoAsync(address);

        Assert.That(await visit.Page.Locator("body").EvaluateAsync<string>(Ground), Is.EqualTo("rgb(18, 25, 28)"));
        Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty);
    }

    [Test]
    public async Task Picture_DarkDevice_StaysOnWhitePaperAndPaperStaysWhite()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.Page.GotoAsync("/families/HARBOUR");

        Assert.That(await visit.Page.Locator(".for-page svg").First.EvaluateAsync<string>(Ground), Is.EqualTo("rgb(255, 255, 255)"));
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, Media = Media.Print });
        Assert.That(await visit.Page.Locator("body").EvaluateAsync<string>(Ground), Is.EqualTo("rgb(255, 255, 255)"));
    }
}
