using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Network;

public class OneServiceLessTests
{
    [Test]
    public async Task Overview_MeasureWithNamedServices_ShowsOneStageAndWhatEachNamedServiceChanges()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, "analyst", scripts: false);

        await visit.Page.GotoAsync("/network?from=2023-01&before=2026-01&measure=HADS&subscale=ANXIETY");

        var without = await visit
            .Page.GetByRole(AriaRole.Region, new() { Name = "What one service changes" })
            .Locator("tbody th")
            .AllInnerTextsAsync();
        var named = await visit
            .Page.GetByRole(AriaRole.Region, new() { Name = "By service" })
            .Locator("tbody tr:not(:has-text('withheld')) th")
            .AllInnerTextsAsync();
        Assert.That(without, Is.Not.Empty.And.EqualTo(named));
        Assert.That(
            await visit.Page.Locator("dt:text-is('In one stage') + dd").InnerTextAsync(),
            Does.Contain("points (95 % interval").And.Contain("random intercept")
        );
    }
}
