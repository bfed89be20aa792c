using System.Net.Http.Json;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Trends;

/// <summary>What a team writes down about a quarter is drawn for that team, and seen by nobody else.</summary>
[NeedsDatabase]
public sealed class QuarterNotesOverHttpTests
{
    private const string Own = "/api/v1/services/HARBOUR";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task Start()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task Stop()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Note_WrittenAndRemoved_IsKeptTidiedAndLoggedWithoutItsWords()
    {
        var written = await _member.PostAnswerAsync(
            Own + "/notes",
            JsonContent.Create(new { quarter = "2025-Q2", words = "  second   team opened " })
        );
        var listed = (await _member.GetAnswerAsync(Own + "/trends")).Json["notes"]!.AsArray();
        using var removed = await _member.DeleteAsync(new Uri($"{Own}/notes/{written.Json["id"]}", UriKind.Relative));
        var after = (await _member.GetAnswerAsync(Own + "/trends")).Json["notes"]!.AsArray();
        using var lead = await _portal.ClientAsync("lead@harbour");
        var log = await lead.GetAnswerAsync(Own + "/audit");

        Assert.That(
            (written.Status, (string?)written.Json["words"], (string?)written.Json["quarter"]),
            Is.EqualTo((201, "second team opened", "2025-Q2"))
        );
        Assert.That(listed.Select(note => (string?)note!["words"]), Is.EqualTo(new[] { "second team opened" }));
        Assert.That(((int)removed.StatusCode, after.Count), Is.EqualTo((204, 0)));
        Assert.That(
            log.Body,
            Does.Contain("NOTE_WRITTEN").And.Contain("NOTE_REMOVED").And.Contain("2025-Q2").And.Not.Contain("second team")
        );
    }

    [Test]
    public async Task Note_OfAnotherService_IsNeitherSeenNorRemoved()
    {
        var written = await _member.PostAnswerAsync(Own + "/notes", JsonContent.Create(new { quarter = "2025-Q2", words = "moved house" }));
        using var other = await _portal.ClientAsync("lead@teasel");
        var theirs = await other.GetAnswerAsync("/api/v1/services/TEASEL/trends");
        using var removed = await other.DeleteAsync(new Uri($"/api/v1/services/TEASEL/notes/{written.Json["id"]}", UriKind.Relative));
        var stands = await _member.GetAnswerAsync(Own + "/trends");

        Assert.That(theirs.Json["notes"]!.AsArray(), Is.Empty);
        Assert.That((int)removed.StatusCode, Is.EqualTo(404));
        Assert.That(stands.Body, Does.Contain("moved house"));
    }

    [TestCase("2025-Q5", "second team opened", "QUARTER_MALFORMED")]
    [TestCase(null, "second team opened", "QUARTER_MALFORMED")]
    [TestCase("2025-Q2", " ", "WORDS_LENGTH")]
    [TestCase("2025-Q2", "asked family 943 476 5919 to wait", "WORDS_IDENTIFY")]
    [TestCase("2025-Q2", "new room at SW1A 1AA", "WORDS_IDENTIFY")]
    [TestCase("2025-Q2", "ring 07700 900123", "WORDS_IDENTIFY")]
    [TestCase("2025-Q2", "write to jo@example.org", "WORDS_IDENTIFY")]
    [TestCase("2025-Q2", "Something so long that no chart could ever hold it, and that would rather be a letter", "WORDS_LENGTH")]
    public async Task Note_ThatCannotBeDrawn_IsRefusedAndNotKept(string? quarter, string words, string code)
    {
        var answer = await _member.PostAnswerAsync(Own + "/notes", JsonContent.Create(new { quarter, words }));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, code)));
        Assert.That((await _member.GetAnswerAsync(Own + "/trends")).Json["notes"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Notes_MoreThanAChartHolds_AreRefused()
    {
        for (var i = 0; i < 12; i++)
            Assert.That((await WriteAsync(i)).Status, Is.EqualTo(201));

        Assert.That(((await WriteAsync(12)).Status, (await WriteAsync(13)).Code), Is.EqualTo((409, "TOO_MANY_NOTES")));
    }

    private Task<HttpAnswer> WriteAsync(int number) =>
        _member.PostAnswerAsync(Own + "/notes", JsonContent.Create(new { quarter = "2024-Q1", words = $"note {number}" }));
}
