using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;
using Portal.Web.Pages.Layout;

namespace Portal.Tests.Records;

/// <summary>What is kept of a service's figures is that service's, and of its records as they stand.</summary>
[NeedsDatabase]
public sealed class KeptFiguresTests
{
    private const string Year = "from=2025-01&before=2026-01";

    [Test]
    public async Task Families_AfterAnotherQuarter_AreThoseOfTheNewRecords()
    {
        await using var portal = await RunningPortal.StartAsync();
        await SampleExtracts.SendAsync(portal, "2025-Q3", code => code is "HARBOUR" or "TEASEL");
        using var member = await portal.ClientAsync("member@harbour");
        var before = await AssertCountedAsync(member, "HARBOUR");
        Assert.That(await AssertCountedAsync(member, "HARBOUR"), Is.EqualTo(before), "asked again");

        await SampleExtracts.SendAsync(portal, "2025-Q4", code => code == "HARBOUR");

        Assert.That(await AssertCountedAsync(member, "HARBOUR"), Is.GreaterThan(before));
        // The same months of another service, and nothing of it for who is none of its people.
        using var other = await portal.ClientAsync("member@teasel");
        await AssertCountedAsync(other, "TEASEL");
        foreach (var what in new[] { "families", "risks-together", "families-together", "work", "experience" })
            Assert.That((await other.GetAnswerAsync($"/api/v1/services/HARBOUR/{what}?{Year}")).Status, Is.EqualTo(404), what);
    }

    [Test]
    public void Picture_OfKeptFigures_IsDrawnOnceForEachOfAllThatIsInIt()
    {
        var (figures, others, drawn) = (new object(), new object(), 0);
        Picture Of(object of, string name, string address) =>
            Picture.Kept((of, name), _ => new DrawnPicture($"{name} {++drawn}", new PictureTable([], [])), address);

        var first = Of(figures, "Harbour", "/a.svg").Page;

        Assert.That(Of(figures, string.Concat("Har", "bour"), "/a.svg").Page, Is.SameAs(first), "the same, by what is in the name");
        Assert.That(Of(figures, "Haven", "/a.svg").Page.Svg, Is.EqualTo("Haven 2"), "renamed");
        Assert.That(Of(figures, "Harbour", "/b.svg").Page.Svg, Is.EqualTo("Harbour 3"), "another picture");
        Assert.That(Of(others, "Harbour", "/a.svg").Page.Svg, Is.EqualTo("Harbour 4"), "other figures");
    }

    [Test]
    public async Task Answer_OfTheSameQuestion_IsFoundOnceAndOfAnotherKindNever()
    {
        using var kept = new KeptAnswers();
        var read = 0;

        var answers = new[]
        {
            await kept.ReadAsync((1, "7"), ReadAsync),
            await kept.ReadAsync((1, "7"), ReadAsync),
            await kept.ReadAsync((1, "8"), ReadAsync),
            await kept.ReadAsync((2, "7"), ReadAsync),
        };

        Assert.That(answers, Is.EqualTo(new[] { "1", "1", "2", "3" }));
        Assert.That(await kept.ReadAsync((1, "7"), () => Task.FromResult(new object())), Is.Not.EqualTo("1"));

        Task<string> ReadAsync() => Task.FromResult($"{++read}");
    }

    // The profile is made from counts, in another way and without being kept.
    private static async Task<int> AssertCountedAsync(HttpClient client, string service)
    {
        var families = await client.GetAnswerAsync($"/api/v1/services/{service}/families?{Year}");
        var profile = await client.GetAnswerAsync($"/api/v1/services/{service}/profile?{Year}");
        Assert.That((families.Status, profile.Status), Is.EqualTo((200, 200)));
        var referred = (int)families.Json["flow"]!["referred"]!;
        Assert.That(referred, Is.GreaterThan(0).And.EqualTo((int)profile.Json["referrals"]!), service);
        return referred;
    }
}
