using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>Somebody loses a role between the draft of a release and its approval.</summary>
[NeedsDatabase]
public sealed class RoleLossTests
{
    private const string Draft = "00000000000000aa";
    private const string Address = "/api/v1/network/releases/" + Draft;

    private RunningPortal _portal = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public async Task StartPortalWithADraftOfTheAnalyst()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await _portal.ClientAsync("admin");
        await using var server = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await server.ExecuteAsync(
            $"""
            INSERT INTO release (release_id, quarter, state, note, started_at, started_by, beat_at, step, steps_done, steps_total,
              frozen_at, content, content_hash, reasons, submissions)
            VALUES ('{Draft}', '2025-Q3', 'DRAFT', '', now(), 'analyst', now(), 'Done', 9, 9, now(), '', repeat('0', 64), '', '')
            """
        );
    }

    [TearDown]
    public async Task StopPortal()
    {
        _admin.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Publish_MakerLostTheRole_TheDraftStandsForSomebodyElseAndTheMakerCanDoNothing()
    {
        using var maker = await _portal.ClientAsync("analyst");

        await ChangeRoleAsync("analyst", null);

        Assert.That((await PublishAsync(maker)).Status, Is.EqualTo(401));
        using (var discarded = await maker.DeleteAsync(new Uri(Address, UriKind.Relative)))
            Assert.That((int)discarded.StatusCode, Is.EqualTo(401));
        Assert.That(await StateAsync(), Is.EqualTo("DRAFT"));
        Assert.That((await PublishAsync(_admin)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Publish_MakerIsAdministratorNow_IsStillTheSamePerson()
    {
        await ChangeRoleAsync("analyst", "Network.Admin");
        using var maker = await _portal.ClientAsync("analyst");

        var answer = await PublishAsync(maker);

        Assert.That((answer.Status, answer.Code, await StateAsync()), Is.EqualTo((409, "SAME_PERSON", "DRAFT")));
    }

    [Test]
    public async Task Publish_ApproverLostTheRoleWithThePageOpen_IsSignedOutAndNothingIsPublished()
    {
        using var approver = await Browser.SignInAsync(_portal, "analyst2");
        var page = $"/releases/{Draft}/publication";
        Assert.That((await approver.OpenAsync(page)).Status, Is.EqualTo(200));
        using var script = await _portal.ClientAsync("analyst2");

        await ChangeRoleAsync("analyst2", null);

        var clicked = await approver.SubmitAsync(page);
        Assert.That(clicked.Status, Is.EqualTo(302));
        Assert.That(clicked.Location, Does.Contain("/sign-in"));
        Assert.That((await PublishAsync(script)).Status, Is.EqualTo(401));
        await AssertNothingIsPublishedAsync();
    }

    [Test]
    public async Task Publish_ApproverIsReaderNow_Is403AndNothingIsPublished()
    {
        await ChangeRoleAsync("analyst2", "Report.Reader");
        using var approver = await _portal.ClientAsync("analyst2");

        Assert.That((await PublishAsync(approver)).Status, Is.EqualTo(403));
        await AssertNothingIsPublishedAsync();
    }

    private static Task<HttpAnswer> PublishAsync(HttpClient client) =>
        client.PostAnswerAsync(Address + "/publication", Requests.Json("{}"));

    private async Task AssertNothingIsPublishedAsync()
    {
        Assert.That(await StateAsync(), Is.EqualTo("DRAFT"));
        Assert.That((int)(await _admin.GetAnswerAsync("/api/v1/network/audit?event=RELEASE_PUBLISHED")).Json["total"]!, Is.Zero);
    }

    private async Task<string?> StateAsync() => (string?)(await _admin.GetAnswerAsync(Address)).Json["state"];

    private async Task ChangeRoleAsync(string person, string? role)
    {
        await using var owner = await _portal.Database.Portal.Migrations.OpenConnectionAsync();
        await owner.ExecuteAsync("DELETE FROM person_role WHERE person_id = @person", new { person });
        if (role is not null)
            await owner.ExecuteAsync("INSERT INTO person_role VALUES (@person, @role)", new { person, role });
    }
}
