using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Outcomes;

public class MissingLastScoresTests
{
    [Test]
    public async Task Outcomes_MissingLastScores_AreTalliedBeforeAnyGuessAndClosedAtFirst()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour", scripts: false);
        await visit.Page.GotoAsync("/outcomes/HARBOUR/HADS/ANXIETY?from=2023-01&before=2026-01");
        var details = visit.Page.Locator("section.measure details");

        Assert.That(await details.Locator("table").IsVisibleAsync(), Is.False);
        await details.Locator("summary").ClickAsync();

        Assert.That(
            await details.Locator("p").First.InnerTextAsync(),
            Does.Match(@"^\d+ of \d+ families with a first score have no last score; \d+ have both")
        );
        Assert.That(await details.Locator("tbody tr").CountAsync(), Is.EqualTo(9));
        Assert.That(visit.Complaints, Is.Empty);
    }
}
