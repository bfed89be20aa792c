using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Records;

namespace Portal.Tests.Submissions;

[NeedsDatabase]
public sealed class WithdrawalOverHttpTests
{
    private const string Own = "/api/v1/services/HARBOUR";
    private const string Profile = Own + "/profile?from=2020-01&before=2026-01";
    private const string Body = """{"reason":"WRONG_DATA"}""";

    private RunningPortal _portal = null!;
    private HttpClient _lead = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _lead = await _portal.ClientAsync("lead@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _lead.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Withdraw_TheLaterOfTwoQuarters_LeavesTheFiguresOfTheEarlier()
    {
        await SubmittedAsync(SampleFiles.Valid());
        var before = await _lead.GetAnswerAsync(Profile);
        var later = SampleFiles
            .Valid()
            .With("cases.csv", 1, "household", "OTHER")
            .Adding("cases.csv", 1, ("case_ref", "NEW-1X2Y"), ("closure_month", "2025-07"));
        var id = await SubmittedAsync(later, "2025-Q3");
        var both = await _lead.GetAnswerAsync(Profile);
        Assert.That((int)both.Json["referrals"]!, Is.EqualTo((int)before.Json["referrals"]! + 1));

        var answer = await WithdrawAsync(id);

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        Assert.That((await _lead.GetAnswerAsync(Profile)).Body, Is.EqualTo(before.Body));
        await AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Home_QuarterWithdrawn_SaysSoAndNotLate()
    {
        var quarter = new CalendarDay(TimeProvider.System).Quarter.Plus(-3);
        await WithdrawAsync(await SubmittedAsync(SampleFiles.Valid(), quarter.ToString()));
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");

        var home = Regex.Replace((await browser.OpenAsync("/")).Body, "<[^>]+>|\\s+", " ");

        var after = home[home.IndexOf(quarter.Months, StringComparison.Ordinal)..];
        Assert.That(Regex.Replace(after, " +", " "), Does.Match("^.{0,60}Withdrawn [^.]* by lead@harbour ?; send it again"));
        Assert.That(after[..after.IndexOf("send it again", StringComparison.Ordinal)], Does.Not.Contain("Late"));
        Assert.That(home, Does.Contain("3 quarters are late"), "the next step does not call it late either");
    }

    [Test]
    public async Task Withdraw_TheOnlyQuarter_LeavesNoCountsAndKeepsTheDrafts()
    {
        var id = await SubmittedAsync(SampleFiles.Valid());
        await _lead.PostAnswerAsync($"{Own}/extracts/2025-Q2/checks", SampleFiles.Upload(SampleFiles.Valid()));

        var answer = await WithdrawAsync(id);

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        Assert.That((int)(await _lead.GetAnswerAsync(Profile)).Json["referrals"]!, Is.Zero);
        foreach (
            var table in new[] { "profile_count", "cohort_count", "outcome_moment", "current_case", "current_feedback", "current_activity" }
        )
            Assert.That(await CountAsync(table), Is.Zero, table);
        Assert.That(await CountAsync("draft"), Is.EqualTo(1));
    }

    [Test]
    public async Task Withdraw_Standing_GivesReceiptWithWhoWhenAndWhy()
    {
        var sent = await SubmitAsync(SampleFiles.Valid());
        foreach (var member in new[] { "withdrawnAt", "withdrawnBy", "withdrawalReason" })
            Assert.That(sent.Json.AsObject().TryGetPropertyValue(member, out var value) && value is null, Is.True, member);
        var id = (string)sent.Json["id"]!;

        var answer = await WithdrawAsync(id, """{"reason":"CONSENT"}""");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer.Json["id"], Is.EqualTo(id));
            Assert.That((string?)answer.Json["state"], Is.EqualTo("WITHDRAWN"));
            Assert.That((string?)answer.Json["withdrawnBy"], Is.EqualTo("lead@harbour"));
            Assert.That((string?)answer.Json["withdrawalReason"], Is.EqualTo("CONSENT"));
            Assert.That((string?)answer.Json["withdrawnAt"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"));
            Assert.That(JsonNode.DeepEquals(answer.Json["files"], sent.Json["files"]), Is.True);
        });
        Assert.That((await _lead.GetAnswerAsync($"{Own}/submissions/{id}/receipt")).Body, Is.EqualTo(answer.Body));
    }

    [Test]
    public async Task Submit_SameBytesAfterWithdrawal_IsANewSubmission()
    {
        var first = await SubmittedAsync(SampleFiles.Valid());
        var counted = await _lead.GetAnswerAsync(Profile);
        await WithdrawAsync(first);

        var again = await SubmitAsync(SampleFiles.Valid());

        Assert.That(again.Status, Is.EqualTo(201), again.Body);
        Assert.That((string)again.Json["id"]!, Is.Not.EqualTo(first));
        Assert.That(again.Json["replaces"], Is.Null);
        Assert.That((await _lead.GetAnswerAsync(Profile)).Body, Is.EqualTo(counted.Body));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "ACCEPTED", "WITHDRAWN" }));
    }

    [Test]
    public async Task Withdraw_AlreadyWithdrawn_Is409AndKeepsTheFirstReason()
    {
        var id = await SubmittedAsync(SampleFiles.Valid());
        var first = await WithdrawAsync(id);

        var second = await WithdrawAsync(id, """{"reason":"OTHER"}""");

        Assert.That((second.Status, second.Code), Is.EqualTo((409, "NOT_STANDING")));
        Assert.That((await _lead.GetAnswerAsync($"{Own}/submissions/{id}")).Body, Is.EqualTo(first.Body));
    }

    [Test]
    public async Task Withdraw_Replaced_Is409AndLeavesTheReplacement()
    {
        var replaced = await SubmittedAsync(SampleFiles.Valid());
        await SubmittedAsync(SampleFiles.Valid().With("cases.csv", 1, "household", "OTHER"));

        var answer = await WithdrawAsync(replaced);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((409, "NOT_STANDING")));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "ACCEPTED", "REPLACED" }));
    }

    [TestCase("member@harbour")]
    [TestCase("member@teasel")]
    [TestCase("analyst")]
    [TestCase("admin")]
    [TestCase("reader")]
    public async Task Withdraw_WhoeverIsNotALead_Is403AndChangesNothing(string user)
    {
        var id = await SubmittedAsync(SampleFiles.Valid());
        using var client = await _portal.ClientAsync(user);

        var answer = await client.PostAnswerAsync(Address(id), Requests.Json(Body));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((403, "ROLE_LACKS_OPERATION")));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "ACCEPTED" }));
    }

    [Test]
    public async Task Withdraw_WithoutToken_Is401()
    {
        using var nobody = await _portal.ClientAsync(null);

        Assert.That((await nobody.PostAnswerAsync(Address(Guid.NewGuid().ToString()), Requests.Json(Body))).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Withdraw_UnknownOrForeign_IsTheSame404()
    {
        var id = await SubmittedAsync(SampleFiles.Valid());
        using var stranger = await _portal.ClientAsync("lead@teasel");

        var answers = new[]
        {
            await stranger.PostAnswerAsync(Address(id), Requests.Json(Body)),
            await stranger.PostAnswerAsync($"/api/v1/services/TEASEL/submissions/{id}/withdrawal", Requests.Json(Body)),
            await stranger.PostAnswerAsync($"/api/v1/services/NOWHERE/submissions/{id}/withdrawal", Requests.Json(Body)),
            await WithdrawAsync(Guid.NewGuid().ToString()),
            await WithdrawAsync("not-an-id"),
        };

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(404));
        Assert.That(answers.Select(answer => answer.Body).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "ACCEPTED" }));
    }

    [TestCase("""{"reason":"BORED"}""")]
    [TestCase("""{"reason":"wrong_data"}""")]
    [TestCase("""{"reason":"WRONG_DATA\u0000"}""")]
    [TestCase("""{"reason":["WRONG_DATA"]}""")]
    [TestCase("""{"reason":null}""")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("")]
    public async Task Withdraw_UnknownReasonOrMalformedBody_Is400(string body)
    {
        var id = await SubmittedAsync(SampleFiles.Valid());

        var answer = await WithdrawAsync(id, body);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "REASON_MISSING")), answer.Body);
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "ACCEPTED" }));
    }

    [Test]
    public async Task Withdraw_ManyTimesAtOnce_WithdrawsOnce()
    {
        var id = await SubmittedAsync(SampleFiles.Valid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WithdrawAsync(id)));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(409, 7).Prepend(200)));
        await AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Withdraw_WhileTheQuarterIsSentAgain_LeavesTheNewOneCountedWhole()
    {
        var id = await SubmittedAsync(SampleFiles.Valid());
        for (var round = 1; round <= 6; round++)
        {
            var changed = SampleFiles.Valid().With("cases.csv", 1, "household", round % 2 == 1 ? "OTHER" : "MULTI_GENERATION");
            // Either may come first: they start in turn.
            var withdrawing = round % 2 == 1 ? WithdrawAsync(id) : null;
            var sending = SubmitAsync(changed);
            var withdrawal = await (withdrawing ?? WithdrawAsync(id));
            var sent = await sending;

            Assert.That(sent.Status, Is.EqualTo(201), sent.Body);
            var state = (string)(await _lead.GetAnswerAsync($"{Own}/submissions/{id}")).Json["state"]!;
            var replaces = (string?)sent.Json["replaces"];
            Assert.That(
                (withdrawal.Status, state, replaces),
                Is.EqualTo((200, "WITHDRAWN", (string?)null)).Or.EqualTo((409, "REPLACED", id))
            );
            Assert.That((await StatesAsync()).Count(each => each == "ACCEPTED"), Is.EqualTo(1));
            await AssertAggregatesEqualARebuildAsync();
            id = (string)sent.Json["id"]!;
        }
    }

    [TestCase("state = 'WITHDRAWN'", "withdrawal_without_")]
    [TestCase("withdrawn_by = 'lead@harbour'", "withdrawal_without_person")]
    [TestCase("state = 'WITHDRAWN', withdrawn_at = now(), withdrawn_by = 'x', withdrawal_reason = 'BORED'", "withdrawal_reason_unknown")]
    public async Task Submission_HalfWithdrawn_IsRefusedByTheDatabase(string change, string constraint)
    {
        await SubmittedAsync(SampleFiles.Valid());
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("UPDATE submission SET " + change));

        Assert.That(refusal!.ConstraintName, Does.StartWith(constraint));
    }

    private static string Address(string id) => $"{Own}/submissions/{id}/withdrawal";

    private Task<HttpAnswer> WithdrawAsync(string id, string body = Body) => _lead.PostAnswerAsync(Address(id), Requests.Json(body));

    private Task<HttpAnswer> SubmitAsync(IReadOnlyDictionary<string, string> files, string period = "2025-Q2") =>
        _lead.PostAnswerAsync(
            $"{Own}/extracts/{period}/submissions",
            SampleFiles.Upload(files, """[{"code":"period.nothing_in_quarter","file":"cases.csv","reason":"TRUE_VALUE"}]""")
        );

    private async Task<string> SubmittedAsync(IReadOnlyDictionary<string, string> files, string period = "2025-Q2")
    {
        var answer = await SubmitAsync(files, period);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return (string)answer.Json["id"]!;
    }

    private async Task<IReadOnlyList<string>> StatesAsync() =>
        [.. (await _lead.GetAnswerAsync(Own + "/submissions")).Json["items"]!.AsArray().Select(item => (string)item!["state"]!).Order()];

    private async Task<int> CountAsync(string table)
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM " + table);
    }

    private async Task AssertAggregatesEqualARebuildAsync()
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        var service = await administrator.ExecuteScalarAsync<int>("SELECT service_id FROM service WHERE code = 'HARBOUR'");
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Application,
            new Scope([service]),
            CancellationToken.None
        );
        await AggregateRefresh.RunAsync(transaction, service, CancellationToken.None);
        foreach (var table in new[] { "profile_count", "cohort_count", "outcome_moment" })
        {
            var stored = await administrator.QueryAsync<(int, string)>(AggregateRefreshTests.Rounded(table));
            var rebuilt = await transaction.Connection.QueryAsync<(int, string)>(
                transaction.Command(AggregateRefreshTests.Rounded(table), null, CancellationToken.None)
            );
            Assert.That(rebuilt.Order(), Is.EqualTo(stored.Order()), table);
        }
    }
}
