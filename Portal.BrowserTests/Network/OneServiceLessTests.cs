using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Network;

public class OneServiceLessTests
{
    [Test]
    public async Task Overview_MeasureWithNamedServices_ShowsOneStageAndWhatEachNamedServiceChanges()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        await using var visit = await Visit.OpenAsync(portal, "analyst", scripts: false);

        await visit.Page.GotoAsync("/network?measure=HADS&subscale=ANXIETY");

        var without = await visit
            .Page.GetByRole(AriaRole.Region, new() { Name = "What one service changes" })
            .Locator("tbody th")
            .AllInnerTextsAsync();
        var named = await visit
            .Page.GetByRole(AriaRole.Region, new() { Name = "By service" })
            .Locator("tbody tr:not(:has-text('not shown by name')):not(:has-text('other services')) th")
            .AllInnerTextsAsync();
        Assert.That(without, Is.Not.Empty.And.EqualTo(named));
        Assert.That(
            await visit.Page.Locator("dt:text-is('In one stage') + dd").InnerTextAsync(),
            Does.Contain("points (95 % interval").And.Contain("random intercept")
        );
    }
}
