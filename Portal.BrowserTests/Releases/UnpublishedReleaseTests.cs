using Dapper;
using Microsoft.Playwright;
using Npgsql;
using NUnit.Framework;

namespace Portal.BrowserTests.Releases;

/// <summary>
/// Releases that run, fail, or cannot be published; their rows are put there, since a real one is in each state for moments only.
/// </summary>
public sealed class UnpublishedReleaseTests : Journey
{
    private const string Id = "00000000000000aa";
    private const string Address = "/releases/" + Id;

    // An hour ahead, so that the release does not count as given up while the test looks at it.
    private const string RunningRow = """
        INSERT INTO release (release_id, quarter, state, note, started_at, started_by, beat_at, step, steps_done, steps_total)
        VALUES (@Id, '2025-Q4', @State, '', now(), 'analyst', now() + interval '1 hour', @Step, 3, 10)
        """;

    private const string FrozenRow = """
        INSERT INTO release (release_id, quarter, state, note, started_at, started_by, beat_at, step, steps_done, steps_total, frozen_at, content, content_hash, reasons, submissions,
          published_at, published_by)
        VALUES (@Id, '2025-Q4', @State, '', now(), 'analyst', now(), '', 1, 1, now(), '{}', repeat('a', 64), '[]', '[]',
          CASE WHEN @State = 'PUBLISHED' THEN now() END, CASE WHEN @State = 'PUBLISHED' THEN 'admin' END)
        """;

    [Test]
    public async Task Running_Analyst_SeesHowFarItIsAndCancelsIt()
    {
        await ArrangeAsync(
            RunningRow,
            new
            {
                Id,
                State = "RUNNING",
                Step = "Estimating change",
            }
        );
        await using var visit = await Visit.OpenAsync(Running, "analyst");

        var answer = await visit.Page.GotoAsync(Address);
        Assert.That(answer!.Headers["refresh"], Is.EqualTo("3"));
        Assert.That(await visit.Page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("Estimating change: 3 of 10 done"));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Stop looking again" }).FollowAsync();
        answer = await visit.Page.ReloadAsync();
        Assert.That(answer!.Headers.ContainsKey("refresh"), Is.False);
        await SoundPage.AssertAsync(visit);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the release" }).FollowAsync();
        Assert.That(await visit.Page.GetByRole(AriaRole.Status).InnerTextAsync(), Does.StartWith("The release is discarded."));
        Assert.That((await visit.Page.GotoAsync(Address))!.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Running_Administrator_SeesItAndCannotCancelIt()
    {
        await ArrangeAsync(
            RunningRow,
            new
            {
                Id,
                State = "RUNNING",
                Step = "Estimating change",
            }
        );
        await using var visit = await Visit.OpenAsync(Running, "admin");

        await visit.Page.GotoAsync(Address + "?watch=false");

        Assert.That(await visit.Page.Locator("main").InnerTextAsync(), Does.Contain("Estimating change"));
        Assert.That(await visit.Page.Locator("main").GetByRole(AriaRole.Button).CountAsync(), Is.Zero);
    }

    [TestCase("INTERRUPTED", "The portal was stopped")]
    [TestCase("FAILED_INSIDE", "Something went wrong inside the portal")]
    public async Task Failed_Analyst_ReadsWhyAndDiscardsItWhenSure(string code, string words)
    {
        await ArrangeAsync(
            RunningRow,
            new
            {
                Id,
                State = "FAILED",
                Step = code,
            }
        );
        await using var visit = await Visit.OpenAsync(Running, "analyst");
        await visit.Page.GotoAsync("/releases");
        await SoundPage.AssertAsync(visit);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Oct-Dec 2025" }).FollowAsync();
        Assert.That(await visit.Page.Locator(".state").InnerTextAsync(), Does.Contain(words));
        await SoundPage.AssertAsync(visit);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Discard it" }).FollowAsync();
        await SoundPage.AssertAsync(visit);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Keep it" }).FollowAsync();
        Assert.That(await visit.Page.Locator(".state").InnerTextAsync(), Does.Contain(words));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Discard it" }).FollowAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).FollowAsync();

        Assert.That((await visit.Page.GotoAsync(Address))!.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Publish_AnotherReleasePublishedSince_IsRefusedInWords()
    {
        await ArrangeAsync(FrozenRow, new { Id, State = "DRAFT" });
        await ArrangeAsync(FrozenRow, new { Id = "00000000000000bb", State = "PUBLISHED" });
        await using var visit = await Visit.OpenAsync(Running, "analyst2");
        await visit.Page.GotoAsync(Address + "/publication");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Publish it for good" }).FollowAsync();

        Assert.That(
            await visit.Page.Locator(".error-summary").InnerTextAsync(),
            Does.Contain("Another release was published, or the figures of another draft were opened")
        );
        await SoundPage.AssertAsync(visit);
    }

    [Test]
    public async Task PublishAndDiscard_PublishedMeanwhile_AreRefusedInWords()
    {
        await ArrangeAsync(FrozenRow, new { Id, State = "DRAFT" });
        await using var approver = await Visit.OpenAsync(Running, "admin");
        await using var maker = await Visit.OpenAsync(Running, "analyst");
        await approver.Page.GotoAsync(Address + "/publication");
        await maker.Page.GotoAsync(Address + "/discard");
        await ArrangeAsync(
            "UPDATE release SET state = 'PUBLISHED', published_at = now(), published_by = 'analyst2' WHERE release_id = @Id",
            new { Id }
        );

        await approver.Page.GetByRole(AriaRole.Button, new() { Name = "Publish it for good" }).FollowAsync();
        await maker.Page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).FollowAsync();

        Assert.That(
            await approver.Page.Locator(".error-summary").InnerTextAsync(),
            Does.Contain("Only a draft can be published, and only once.")
        );
        Assert.That(await maker.Page.Locator(".error-summary").InnerTextAsync(), Does.Contain("A published release stays."));
        await SoundPage.AssertAsync(maker);
    }

    private async Task ArrangeAsync(string sql, object values)
    {
        await using var connection = new NpgsqlConnection(Running.Database.AdministratorConnectionString);
        await connection.ExecuteAsync(sql, values);
    }
}
