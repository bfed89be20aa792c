using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Everywhere;

/// <summary>A page holds each of its pictures once; a narrow screen fetches the drawing that fits it.</summary>
public class OnePictureTests
{
    private static readonly string[] Pages =
    [
        "/outcomes/HARBOUR",
        "/outcomes/HARBOUR/EPDS",
        "/families/HARBOUR",
        "/over-time/HARBOUR",
        "/experience/HARBOUR",
        "/our-work/HARBOUR",
        "/compare/HARBOUR",
    ];

    [TestCaseSource(nameof(Pages))]
    public async Task Page_Wide_HoldsEachPictureOnceAndFetchesNoOther(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        var narrow = new List<string>();
        visit.Page.Request += (_, request) =>
            narrow.AddRange(new[] { request.Url }.Where(url => url.Contains("narrow=", StringComparison.Ordinal)));
        await visit.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });

        var titles = await visit.Page.Locator("figure.picture svg > title").AllTextContentsAsync();
        Assert.That(titles, Is.Not.Empty.And.Unique);
        Assert.That(narrow, Is.Empty);
    }

    [TestCaseSource(nameof(Pages))]
    public async Task Page_Narrow_ShowsTheDrawingThatFits(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour", width: 375);
        await visit.Page.GotoAsync(address);
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(folded => folded.open = true)");

        var images = await visit.Page.Locator("figure.picture img").AllAsync();
        Assert.That(images, Is.Not.Empty);
        foreach (var image in images)
        {
            await image.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(image).ToHaveJSPropertyAsync("complete", true);
            var drawn = await image.EvaluateAsync<int[]>(
                "i => [i.naturalWidth, i.naturalHeight, Math.round(i.getBoundingClientRect().width)]"
            );
            Assert.That(drawn[0], Is.InRange(300, 400), "natural width");
            Assert.That(drawn[1], Is.GreaterThan(60), "natural height");
            Assert.That(drawn[2], Is.LessThanOrEqualTo(375), "width on the screen");
            // The same picture as a wide page shows, and said in words to who cannot see it.
            var title = await image.Locator("xpath=ancestor::figure").Locator("svg > title").First.TextContentAsync();
            Assert.That(await image.GetAttributeAsync("alt"), Does.StartWith(title!));
        }

        Assert.That(visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task Address_OfTheNarrowPicture_RepeatsOnlyWhatThePageUnderstands()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        await visit.Page.GotoAsync("/outcomes/HARBOUR?from=2025-01&before=2026-01&secret=guess&respondent=MOTHER");

        Assert.That(
            await visit.Page.Locator("picture source").First.GetAttributeAsync("srcset"),
            Is.EqualTo("/outcomes/HARBOUR?from=2025-01&before=2026-01&respondent=MOTHER&narrow=1")
        );
    }

    [TestCase("narrow=0")]
    [TestCase("narrow=99")]
    [TestCase("narrow=x")]
    [TestCase("narrow=")]
    public async Task Page_OfAPictureThatItHasNot_Is404(string query)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");

        Assert.That((await visit.Page.APIRequest.GetAsync("/outcomes/HARBOUR?" + query)).Status, Is.EqualTo(404));
    }

    [TestCase("/outcomes/LAPWING?narrow=1")]
    [TestCase("/compare/LAPWING?narrow=1")]
    public async Task Picture_OfAnotherService_Is404(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");

        var answer = await visit.Page.APIRequest.GetAsync(address);

        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(await answer.TextAsync(), Does.Not.Contain("<svg xmlns"));
    }
}
