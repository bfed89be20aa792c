using NUnit.Framework;
using Portal.Api.Access;
using Portal.Api.Periods;
using Portal.Api.Releases;
using Portal.Api.Releases.Making;
using Portal.Api.Samples;
using Portal.Tests.Answers;
using Portal.Tests.Database;
using Portal.Tests.Releases;

namespace Portal.Tests.Samples;

/// <summary>The first release of the sample network, also when an earlier start could not finish it.</summary>
[NeedsDatabase]
public sealed class SampleReleaseTests
{
    private static readonly Caller Analyst = new("analyst", "Analyst", [Roles.Analyst]);

    [Test]
    public async Task Run_FrozenByAStartThatWasKilled_PublishesThatAndLeavesItAlone()
    {
        await using var database = await TestDatabase.CreateWithSamplesAsync();
        var begun = await StartRelease.BeginAsync(
            database.Portal,
            Analyst,
            new ReleaseRequest("2025-Q4", ""),
            new CalendarDay(TimeProvider.System),
            CancellationToken.None
        );
        var frozen = begun.Value();
        using (var stop = new CancellationTokenSource())
            await FreezeRelease.RunAsync(database.Portal, frozen.Id, InventedNetwork.QuarterOf("2025-Q4"), TimeProvider.System, stop);

        for (var start = 0; start < 2; start++)
        {
            await SampleRelease.RunAsync(database.Portal, TimeProvider.System, TextWriter.Null, CancellationToken.None);
            var all = await ReleaseRecords.AllAsync(database.Portal, null, CancellationToken.None);
            Assert.That(all.Select(release => (release.Id, release.State)), Is.EqualTo(new[] { (frozen.Id, ReleaseState.Published) }));
        }
    }
}
