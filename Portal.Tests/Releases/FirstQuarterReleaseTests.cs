using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>In the first quarter of a year the four quarters of the headline are the financial year as well.</summary>
[NeedsDatabase]
public sealed class FirstQuarterReleaseTests
{
    // It failed: the workspace's moments of the one window were written twice.
    [Test]
    public async Task Release_OfAFirstQuarter_IsMade()
    {
        await using var portal = await RunningPortal.WithOwnSamplesAsync();
        using var analyst = await portal.ClientAsync("analyst");

        var id = await PublishedRelease.DraftAsync(analyst, "2025-Q1");

        Assert.That((string?)(await analyst.GetAnswerAsync($"/api/v1/network/releases/{id}")).Json["quarter"], Is.EqualTo("2025-Q1"));
    }
}
