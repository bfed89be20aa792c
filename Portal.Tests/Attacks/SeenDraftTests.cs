using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>What an analyst learns who makes a draft, has one family corrected, and makes it again.</summary>
[NeedsDatabase]
public sealed class SeenDraftTests
{
    private const string Releases = "/api/v1/network/releases";
    private const int Families = 11;
    private const int Corrected = 3;

    // Reliably improved before and after, so that no count of the measure changes.
    private const int StillImproved = 0;

    private static readonly string[] Services = ["HARBOUR", "TEASEL", "CURLEW", "FESCUE", "LAPWING", "MARRAM", "SALTWORT"];

    private RunningPortal _portal = null!;
    private HttpClient _analyst = null!;
    private HttpClient _second = null!;
    private string _draft = "";

    [SetUp]
    public async Task SendAndDraft()
    {
        _portal = await RunningPortal.StartAsync();
        (_analyst, _second) = (await _portal.ClientAsync("analyst"), await _portal.ClientAsync("analyst2"));
        foreach (var service in Services)
            await SampleExtracts.SendAsync(_portal, service, InventedExtract.Quarter, InventedExtract.Of(service, Families));
        _draft = await DraftAsync();
    }

    [TearDown]
    public async Task StopPortal()
    {
        _analyst.Dispose();
        _second.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task OneFamilyCorrected_TwoDraftsSeen_DoNotTellItsScore(bool isDiscarded)
    {
        await OpenAsync(_draft);
        var before = await ShownAsync(_draft);
        if (isDiscarded)
            await DiscardAsync(_draft);
        await CorrectAsync();
        var again = await DraftAsync();
        await OpenAsync(again);
        var after = await ShownAsync(again);

        Assert.That(before, Has.Count.GreaterThan(5));
        Assert.That(
            after.Where(cell => before.TryGetValue(cell.Key, out var printed) && printed != cell.Value),
            Is.Empty,
            "one family's correction shows"
        );
    }

    [Test]
    public async Task OneFamilyCorrected_DraftSeenAndNextPublished_DoNotTellItsScore()
    {
        await OpenAsync(_draft);
        var before = await ShownAsync(_draft);
        await DiscardAsync(_draft);
        await CorrectAsync();
        var published = await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter);

        Assert.That((await ShownAsync(published)).Where(cell => before.TryGetValue(cell.Key, out var was) && was != cell.Value), Is.Empty);
    }

    // What nobody has seen binds nobody: the usual way to put a mistake right before publication.
    [Test]
    public async Task OneFamilyCorrected_DraftNeverOpened_TheNextShowsTheCorrection()
    {
        var closed = await _analyst.GetAnswerAsync($"{Releases}/{_draft}/preview");
        await DiscardAsync(_draft);
        await CorrectAsync();
        var again = await DraftAsync();
        await OpenAsync(again);
        var mean = (await ShownAsync(again)).Single(cell => cell.Key.Contains("|EPDS||MEAN_LAST|NETWORK|NONE|", StringComparison.Ordinal));
        var last =
            Enumerable.Range(0, Families).Sum(InventedExtract.Last) * Services.Length + StillImproved - InventedExtract.Last(Corrected);

        Assert.That(closed.Status, Is.EqualTo(200));
        Assert.That(
            double.Parse(mean.Value, System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(last / (double)(Families * Services.Length)).Within(0.051)
        );
    }

    [Test]
    public async Task Unopened_EverySurfaceOfADraft_HasNoFigure()
    {
        var preview = (await _analyst.GetAnswerAsync($"{Releases}/{_draft}/preview")).Json;
        var page = await _analyst.GetAnswerAsync($"/releases/{_draft}");
        var asReaders = await _analyst.GetAnswerAsync($"/releases/{_draft}?view=figures");
        var bands = await _analyst.GetAnswerAsync($"/api/v1/network/analysis?measure=EPDS&by=BABY_AGE&release={_draft}");

        Assert.That(
            (await _analyst.GetAnswerAsync($"{Releases}/{_draft}")).Json["contentHash"] ?? preview["release"]!["contentHash"],
            Is.Null,
            "a hash to try guesses on"
        );
        foreach (var file in new[] { "cells.json", "cells.csv", "bundle.zip", "charts/referral-risks.svg", "charts/changes.svg" })
            Assert.That((await _analyst.GetAnswerAsync($"{Releases}/{_draft}/{file}")).Status, Is.EqualTo(404), file);
        Assert.That((int)preview["shown"]!, Is.GreaterThan(5));
        Assert.That(preview["cells"]!.AsArray().Select(cell => cell!["printed"]), Is.All.Null);
        Assert.That(page.Body, Does.Contain("Nobody has seen its figures yet").And.Contain("Open its figures"));
        Assert.That((asReaders.Status, asReaders.Location, asReaders.Body), Is.EqualTo((302, $"/releases/{_draft}/opening", "")));
        Assert.That(bands.Status, Is.EqualTo(200), bands.Body);
        Assert.That(bands.Json["bands"]!.AsArray().Select(band => (string?)band!["reason"]), Is.All.EqualTo("NOT_OPENED"));
        Assert.That(bands.Json["bands"]!.AsArray().Select(band => band!["n"] ?? band["meanImprovement"]), Is.All.Null);
        await OpenAsync(_draft);
        var opened = (await _analyst.GetAnswerAsync($"/api/v1/network/analysis?measure=EPDS&by=BABY_AGE&release={_draft}")).Json;
        Assert.That(opened["bands"]!.AsArray().Select(band => (string?)band!["reason"]), Has.None.EqualTo("NOT_OPENED"));
    }

    [Test]
    public async Task Unopened_DraftBegunBeforeAnotherWasOpened_IsOutOfDate()
    {
        var other = await DraftAsync();
        var first = await OpenAsync(_draft);
        var again = await OpenAsync(_draft);
        var opened = await OpenAsync(other);
        var published = await _second.PostAnswerAsync($"{Releases}/{other}/publication", Requests.Json("{}"));
        var later = await OpenAsync(await DraftAsync());

        Assert.That((first.Status, again.Status), Is.EqualTo((200, 200)));
        Assert.That(((string?)first.Json["openedBy"], first.Body), Is.EqualTo(("analyst2", again.Body)));
        Assert.That((opened.Status, opened.Code), Is.EqualTo((409, "DRAFT_OUT_OF_DATE")));
        Assert.That((published.Status, published.Code), Is.EqualTo((409, "DRAFT_OUT_OF_DATE")));
        Assert.That(later.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Discarded_AfterItWasOpened_KeepsWhoWasBehindItAndNothingElse()
    {
        await OpenAsync(_draft);
        await DiscardAsync(_draft);
        var gone = await _analyst.GetAnswerAsync($"{Releases}/{_draft}");
        using var again = await _analyst.DeleteAsync(new Uri($"{Releases}/{_draft}", UriKind.Relative));

        Assert.That((gone.Status, (int)again.StatusCode), Is.EqualTo((404, 404)));
        Assert.That((int)(await _analyst.GetAnswerAsync(Releases)).Json["total"]!, Is.Zero);
        Assert.That(
            (await _analyst.GetAnswerAsync($"/api/v1/network/outcomes?measure=EPDS&release={_draft}")).Code,
            Is.EqualTo("NO_SNAPSHOT")
        );
        foreach (var table in new[] { "release_roll", "release_population", "release_value" })
            Assert.That(await RowsAsync(table), Is.GreaterThan(0), table);
        foreach (var table in new[] { "release_for_service", "service_report", "workspace_group", "workspace_part", "workspace_profile" })
            Assert.That(await RowsAsync(table), Is.Zero, table);
        Assert.That(await RowsAsync("release", "content IS NULL AND reasons IS NULL AND submissions IS NULL"), Is.EqualTo(1));
        Assert.That(
            (await _second.GetAnswerAsync("/api/v1/network/audit?event=RELEASE_OPENED")).Status,
            Is.EqualTo(403),
            "the log is the administrator's"
        );
    }

    // An erasure drops every draft, and what analysts saw of one stays known.
    [Test]
    public async Task Erased_AfterADraftWasSeen_DoesNotTellTheFamily()
    {
        await OpenAsync(_draft);
        var before = await ShownAsync(_draft);
        using (var admin = await _portal.ClientAsync("admin"))
        {
            var order = new JsonObject
            {
                ["service"] = "HARBOUR",
                ["caseRef"] = InventedExtract.CaseRef("HARBOUR", Corrected),
                ["reason"] = "REQUEST_OF_FAMILY",
            };
            var erased = await admin.PostAnswerAsync("/api/v1/admin/erasures", Requests.Json(order.ToJsonString()));
            Assert.That(erased.Status, Is.EqualTo(201), erased.Body);
        }

        var gone = await _analyst.GetAnswerAsync($"{Releases}/{_draft}");
        var again = await DraftAsync();
        await OpenAsync(again);

        Assert.That(gone.Status, Is.EqualTo(404));
        Assert.That((await ShownAsync(again)).Where(cell => before.TryGetValue(cell.Key, out var was) && was != cell.Value), Is.Empty);
    }

    [TestCase("UPDATE release SET opened_at = NULL, opened_by = NULL")]
    [TestCase("UPDATE release SET opened_at = now()")]
    public async Task ReleaseRole_OpenedDraft_CannotBeClosed(string sql)
    {
        await OpenAsync(_draft);
        await using var transaction = await BeginAsync();

        Assert.That(
            () => transaction.Connection.ExecuteAsync(transaction.Command(sql, null, CancellationToken.None)),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );
    }

    [Test]
    public async Task ReleaseRole_OpenedDraft_CannotBeRemoved()
    {
        await OpenAsync(_draft);
        await using var transaction = await BeginAsync();

        Assert.That(
            await transaction.Connection.ExecuteAsync(transaction.Command("DELETE FROM release", null, CancellationToken.None)),
            Is.Zero
        );
    }

    private Task<PortalTransaction> BeginAsync() =>
        PortalTransaction.BeginAsync(_portal.Database.Portal.Release, Scope.None, CancellationToken.None);

    private Task<string> DraftAsync() => PublishedRelease.DraftAsync(_analyst, InventedExtract.Quarter);

    private Task<HttpAnswer> OpenAsync(string id) => _second.PostAnswerAsync($"{Releases}/{id}/opening", Requests.Json("{}"));

    private async Task DiscardAsync(string id)
    {
        using var discarded = await _analyst.DeleteAsync(new Uri($"{Releases}/{id}", UriKind.Relative));
        Assert.That((int)discarded.StatusCode, Is.EqualTo(204));
    }

    private Task CorrectAsync() =>
        SampleExtracts.SendAsync(
            _portal,
            "HARBOUR",
            InventedExtract.Quarter,
            InventedExtract.Of("HARBOUR", Families, (Corrected, StillImproved))
        );

    // Everything that the preview prints, by its address.
    private async Task<Dictionary<string, string>> ShownAsync(string id) =>
        (await _analyst.GetAnswerAsync($"{Releases}/{id}/preview")).Json["cells"]!
            .AsArray()
            .Where(cell => (string?)cell!["printed"] is not (null or "c"))
            .ToDictionary(
                cell => string.Join('|', cell!["at"]!.AsObject().Select(part => part.Value?.ToString())) + "|",
                cell => (string)cell!["printed"]!
            );

    private async Task<int> RowsAsync(string table, string condition = "true")
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await connection.ExecuteScalarAsync<int>(
            $"SELECT count(*)::int FROM {table} WHERE release_id = @Id AND {condition}",
            new { Id = _draft }
        );
    }
}
