using System.Text.Json.Nodes;
using Dapper;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Api.Records;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Records;

namespace Portal.Tests.Submissions;

[NeedsDatabase]
public sealed class SubmissionsOverHttpTests
{
    private const string Submissions = "/api/v1/services/HARBOUR/extracts/2025-Q2/submissions";
    private const string Checks = "/api/v1/services/HARBOUR/extracts/2025-Q2/checks";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Submit_ValidFiles_IsStoredWithReceiptAndCounted()
    {
        var answer = await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(SampleFiles.Valid()));

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer.Json["state"], Is.EqualTo("ACCEPTED"));
            Assert.That((string?)answer.Json["acceptedBy"], Is.EqualTo("member@harbour"));
            Assert.That(answer.Json["replaces"], Is.Null);
            Assert.That(answer.Json["files"]!.AsArray(), Has.Count.EqualTo(6));
            Assert.That(answer.Location, Is.EqualTo($"/api/v1/services/HARBOUR/submissions/{(string)answer.Json["id"]!}"));
        });
        var profile = await _member.GetAnswerAsync("/api/v1/services/HARBOUR/profile?from=2020-01&before=2026-01");
        var cases = SampleFiles.Valid()["cases.csv"].TrimEnd().Split('\n').Length - 1;
        Assert.That((int)profile.Json["referrals"]!, Is.EqualTo(cases));
    }

    [Test]
    public async Task Submit_SameBytesAgain_GivesStandingReceiptAndStoresNothing()
    {
        var first = await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(SampleFiles.Valid()));
        var second = await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(SampleFiles.Valid()));

        Assert.That(second.Status, Is.EqualTo(200), second.Body);
        Assert.That(second.Body, Is.EqualTo(first.Body));
        Assert.That(await CountAsync("submission"), Is.EqualTo(1));
    }

    [Test]
    public async Task Submit_SameBytesFiftyTimesAtOnce_GivesOneSubmissionAndOneReceipt()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => _member.PostAnswerAsync(Submissions, SampleFiles.Upload(SampleFiles.Valid())))
        );

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(200, 49).Append(201)));
        Assert.That(answers.Select(answer => answer.Body).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await CountAsync("submission"), Is.EqualTo(1));
    }

    [Test]
    public async Task Submit_TwoDifferentExtractsAtOnce_OneReplacesTheOther()
    {
        var other = SampleFiles.Valid().With("cases.csv", 1, "household", "OTHER");
        var answers = await Task.WhenAll(
            _member.PostAnswerAsync(Submissions, SampleFiles.Upload(SampleFiles.Valid())),
            _member.PostAnswerAsync(Submissions, SampleFiles.Upload(other))
        );

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(201));
        var replacing = answers.Single(answer => answer.Json["replaces"] is not null);
        var replaced = answers.Single(answer => answer.Json["replaces"] is null);
        Assert.That((string)replacing.Json["replaces"]!, Is.EqualTo((string)replaced.Json["id"]!));
        var history = await _member.GetAnswerAsync("/api/v1/services/HARBOUR/submissions");
        Assert.That(
            history.Json["items"]!.AsArray().Select(item => (string)item!["state"]!).Order(),
            Is.EqualTo(new[] { "ACCEPTED", "REPLACED" })
        );
        await AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Submit_Replacement_CountsNewRowsOnly()
    {
        await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(SampleFiles.Valid()));
        var before = await _member.GetAnswerAsync("/api/v1/services/HARBOUR/profile?from=2020-01&before=2026-01");
        var changed = SampleFiles.Valid().Adding("cases.csv", 1, ("case_ref", "NEW-1X2Y"));

        var answer = await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(changed));

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        var after = await _member.GetAnswerAsync("/api/v1/services/HARBOUR/profile?from=2020-01&before=2026-01");
        Assert.That((int)after.Json["referrals"]!, Is.EqualTo((int)before.Json["referrals"]! + 1));
    }

    [Test]
    public async Task Submit_OneFaultyCell_IsRefusedWithItsPlaceAndStoresNothing()
    {
        var faulty = SampleFiles.Valid().With("cases.csv", 2, "household", "CASTLE");

        var answer = await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(faulty));

        Assert.That(answer.Status, Is.EqualTo(422), answer.Body);
        Assert.That(answer.Code, Is.EqualTo("NEEDS_FIXING"));
        var problem = answer.Json["problems"]!.AsArray().Single(problem => (string)problem!["severity"]! == "error")!;
        Assert.Multiple(() =>
        {
            Assert.That((string)problem["code"]!, Is.EqualTo("value.not_allowed"));
            Assert.That((string)problem["file"]!, Is.EqualTo("cases.csv"));
            Assert.That((string)problem["column"]!, Is.EqualTo("household"));
            Assert.That((int)problem["places"]![0]!["record"]!, Is.EqualTo(2));
            Assert.That((int)problem["places"]![0]!["line"]!, Is.EqualTo(3));
        });
        foreach (
            var table in new[]
            {
                "submission",
                "submission_file",
                "case_record",
                "risk_record",
                "score_record",
                "contact_record",
                "feedback_record",
                "activity_record",
                "profile_count",
            }
        )
            Assert.That(await CountAsync(table), Is.Zero, table);
    }

    [Test]
    public async Task Check_ThenSubmitTheDraft_StoresItAndDropsTheDraft()
    {
        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(SampleFiles.Valid()));
        Assert.That(check.Status, Is.EqualTo(200), check.Body);
        Assert.That((string?)check.Json["state"], Is.EqualTo("READY"));
        Assert.That(await CountAsync("submission"), Is.Zero);
        var id = (string)check.Json["check"]!;
        var again = await _member.GetAnswerAsync($"{Checks}/{id}");
        Assert.That(again.Body, Is.EqualTo(check.Body));

        var answer = await _member.PostAnswerAsync(Submissions, Requests.Json($$"""{"check":"{{id}}","acknowledgements":[]}"""));

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.That(await CountAsync("draft"), Is.Zero);
        Assert.That((await _member.GetAnswerAsync($"{Checks}/{id}")).Status, Is.EqualTo(404));

        var retry = await _member.PostAnswerAsync(Submissions, Requests.Json($$"""{"check":"{{id}}"}"""));
        Assert.That((retry.Status, retry.Body), Is.EqualTo((200, answer.Body)), "a retry after a lost answer");
    }

    [Test]
    public async Task Check_FileThatSeemsToHoldAnIdentifier_KeepsNoDraftAndEchoesNothing()
    {
        const string planted = "943 476 5919";
        var answer = await _member.PostAnswerAsync(
            Checks,
            SampleFiles.Upload(SampleFiles.Valid().With("cases.csv", 1, "family_ref", planted))
        );

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        Assert.That(answer.Json["check"], Is.Null);
        Assert.That((string?)answer.Json["state"], Is.EqualTo("NEEDS_FIXING"));
        Assert.That(answer.Json["problems"]!.AsArray().Select(problem => (string)problem!["code"]!), Has.Member("identifier.nhs_number"));
        Assert.That(answer.Body, Does.Not.Contain("476 5919").And.Not.Contain("9434765919"));
        Assert.That(await CountAsync("draft"), Is.Zero);
    }

    [Test]
    public async Task ErrorFile_DownloadedAndSentAgain_HasTheSameProblems()
    {
        var files = SampleFiles.Valid().With("cases.csv", 2, "household", "=CASTLE");
        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(files));
        using var download = await _member.GetAsync(
            new Uri($"{Checks}/{(string)check.Json["check"]!}/error-files/cases.csv", UriKind.Relative)
        );
        var bytes = await download.Content.ReadAsByteArrayAsync();
        var name = download.Content.Headers.ContentDisposition?.FileName?.Trim('"');

        Assert.That(
            ((int)download.StatusCode, download.Content.Headers.ContentType?.MediaType, name),
            Is.EqualTo((200, "text/csv", "cases-2025-Q2-problems.csv"))
        );
        files.Remove("cases.csv");
        var form = SampleFiles.Upload(files);
        form.Add(new ByteArrayContent(bytes), "files", name!);
        var again = await _member.PostAnswerAsync(Checks, form);

        Assert.That(System.Text.Encoding.UTF8.GetString(bytes), Does.Contain(",'=CASTLE,").And.Contain("value.not_allowed in household"));
        Assert.That(again.Json["problems"]!.ToJsonString(), Is.EqualTo(check.Json["problems"]!.ToJsonString()));
    }

    [Test]
    public async Task CheckPage_FileWithProblems_LinksItsErrorFileAndNoOther()
    {
        var check = await _member.PostAnswerAsync(
            Checks,
            SampleFiles.Upload(SampleFiles.Valid().With("cases.csv", 2, "household", "CASTLE"))
        );
        var id = (string)check.Json["check"]!;

        var page = await _member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{id}");

        Assert.That(page.Status, Is.EqualTo(200), page.Body);
        Assert.That(page.Body.Split("/error-files/"), Has.Length.EqualTo(2));
        Assert.That(page.Body, Does.Contain($"\"{Checks}/{id}/error-files/cases.csv\""));
    }

    [TestCase("names.csv")]
    [TestCase("CASES.csv")]
    public async Task ErrorFile_UnknownFile_IsNotFound(string file)
    {
        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(SampleFiles.Valid()));

        Assert.That((await _member.GetAnswerAsync($"{Checks}/{(string)check.Json["check"]!}/error-files/{file}")).Status, Is.EqualTo(404));
        Assert.That((await _member.GetAnswerAsync($"{Checks}/unknown/error-files/cases.csv")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Check_DraftOfAnotherService_IsNotFound()
    {
        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(SampleFiles.Valid()));
        using var stranger = await _portal.ClientAsync("lead@teasel");

        var answer = await stranger.GetAnswerAsync($"/api/v1/services/TEASEL/extracts/2025-Q2/checks/{(string)check.Json["check"]!}");

        Assert.That(answer.Status, Is.EqualTo(404));
    }

    [TestCase("2025-Q9", 400, "PERIOD_MALFORMED")]
    [TestCase("2199-Q1", 409, "QUARTER_NOT_BEGUN")]
    public async Task Submit_PeriodThatTakesNoExtract_IsRefused(string period, int status, string code)
    {
        var answer = await _member.PostAnswerAsync(
            $"/api/v1/services/HARBOUR/extracts/{period}/submissions",
            SampleFiles.Upload(SampleFiles.Valid())
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((status, code)));
    }

    [TestCase("{", "application/json")]
    [TestCase("{}", "application/json")]
    [TestCase("""{"check":"a","acknowledgements":[null]}""", "application/json")]
    [TestCase("""{"check":"\u0000"}""", "application/json")]
    [TestCase("--x", "multipart/form-data; boundary=x")]
    [TestCase("", "multipart/form-data")]
    public async Task Submit_MalformedBody_Is400(string body, string contentType)
    {
        var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await _member.PostAnswerAsync(Submissions, content);

        Assert.That(answer.Status, Is.EqualTo(400), answer.Body);
        Assert.That(answer.Code, Is.EqualTo("UPLOAD_MALFORMED").Or.EqualTo("NO_FILES"));
    }

    [Test]
    public async Task Submit_PlainText_Is415() =>
        Assert.That((await _member.PostAnswerAsync(Submissions, new StringContent("plain"))).Status, Is.EqualTo(415));

    [Test]
    public async Task Submit_BodyBeyondTheLimit_Is413()
    {
        // The answer comes before the body is sent, as it does for a careful client.
        _member.DefaultRequestHeaders.ExpectContinue = true;
        var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[130 * 1024 * 1024]), "files", "cases.csv" } };

        var answer = await _member.PostAnswerAsync(Submissions, form);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((413, "BODY_TOO_LARGE")));
    }

    [Test]
    public async Task Receipt_ReadLater_EqualsTheOneGiven()
    {
        var given = await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(SampleFiles.Valid()));

        var read = await _member.GetAnswerAsync($"/api/v1/services/HARBOUR/submissions/{(string)given.Json["id"]!}/receipt");

        Assert.That(JsonNode.DeepEquals(read.Json, given.Json), Is.True);
    }

    // As if the two had come one after the other, and nothing of the first were left.
    private async Task AssertAggregatesEqualARebuildAsync()
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        var service = await connection.ExecuteScalarAsync<int>("SELECT service_id FROM service WHERE code = 'HARBOUR'");
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Application,
            new Scope([service]),
            CancellationToken.None
        );
        foreach (var table in new[] { "profile_count", "cohort_count", "outcome_moment" })
        {
            var stored = (await connection.QueryAsync<(int, string)>(AggregateRefreshTests.Rounded(table))).Order().ToList();
            await AggregateRefresh.RunAsync(transaction, service, CancellationToken.None);
            var rebuilt = await transaction.Connection.QueryAsync<(int, string)>(
                transaction.Command(AggregateRefreshTests.Rounded(table), null, CancellationToken.None)
            );
            Assert.That(stored, Is.Not.Empty, table);
            Assert.That(rebuilt.Order(), Is.EqualTo(stored), table);
        }
    }

    private async Task<int> CountAsync(string table)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM " + table);
    }
}
