using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Calendar;

[NeedsDatabase]
public sealed class CalendarOverHttpTests
{
    private const string Extract = "/api/v1/services/HARBOUR/extracts/2025-Q2/";
    private const string Closure = "/api/v1/admin/calendar/2025-Q2/closure";
    private const string Calendar = "/api/v1/admin/calendar?to=2025-Q2";

    private RunningPortal _portal = null!;
    private HttpClient _admin = null!;
    private HttpClient _lead = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await _portal.ClientAsync("admin");
        _lead = await _portal.ClientAsync("lead@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _admin.Dispose();
        _lead.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Close_ThenReopen_RefusesAndTakesAgain()
    {
        var closed = await CloseAsync();
        Assert.That((string?)closed.Json["state"], Is.EqualTo("CLOSED"));
        Assert.That((string?)closed.Json["closedBy"], Is.EqualTo("admin"));
        Assert.That((await SendAsync("submissions")).Code, Is.EqualTo("QUARTER_CLOSED"));
        Assert.That((await SendAsync("checks", "2025-Q3")).Code, Is.Not.EqualTo("QUARTER_CLOSED"), "another quarter");

        var reopened = await ReopenAsync();

        Assert.That(((string?)reopened["state"], reopened["closedAt"]), Is.EqualTo(("OPEN", (JsonNode?)null)));
        Assert.That((await SendAsync("checks")).Status, Is.EqualTo(200));
        Assert.That((await SendAsync("submissions")).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Close_AskedTwice_KeepsTheFirst()
    {
        var first = await CloseAsync();

        var second = await CloseAsync();

        Assert.That(second.Body, Is.EqualTo(first.Body));
        var entries = (await _admin.GetAnswerAsync("/api/v1/network/audit?event=QUARTER_CLOSED")).Json;
        Assert.That((int)entries["total"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Close_QuarterThatHasNotBegun_IsRefused()
    {
        var answer = await _admin.PostAnswerAsync("/api/v1/admin/calendar/2199-Q1/closure", Requests.Json(""));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((409, "QUARTER_NOT_BEGUN")));
    }

    [Test]
    public async Task Withdraw_InAClosedQuarter_IsAllowed()
    {
        var id = (string)(await SendAsync("submissions")).Json["id"]!;
        await CloseAsync();

        var answer = await _lead.PostAnswerAsync(
            $"/api/v1/services/HARBOUR/submissions/{id}/withdrawal",
            Requests.Json("""{"reason":"CONSENT"}""")
        );

        Assert.That(((string?)answer.Json["state"], answer.Status), Is.EqualTo(("WITHDRAWN", 200)));
        Assert.That((await SendAsync("submissions")).Code, Is.EqualTo("QUARTER_CLOSED"), "the way back begins with reopening");
    }

    [Test]
    public async Task Submit_WhileTheQuarterIsBeingClosed_IsRefused()
    {
        // The closing has the quarter but has not committed: the request's first look still finds it open.
        await using var closing = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Application,
            Scope.None,
            CancellationToken.None
        );
        await ClosedQuarters.TakeAsync(closing, new Quarter(2025, 2), CancellationToken.None);
        await closing.Connection.ExecuteAsync(
            closing.Command("INSERT INTO closed_quarter VALUES ('2025-Q2', now(), 'admin')", null, CancellationToken.None)
        );
        var sending = SendAsync("submissions");
        await SomebodyWaitsAsync();

        await closing.CommitAsync(CancellationToken.None);

        Assert.That((await sending).Code, Is.EqualTo("QUARTER_CLOSED"));
        Assert.That((int)(await _lead.GetAnswerAsync("/api/v1/services/HARBOUR/submissions")).Json["total"]!, Is.Zero);
    }

    [Test]
    public async Task Close_WhileAnExtractIsBeingStored_WaitsForIt()
    {
        await using var storing = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Application,
            Scope.None,
            CancellationToken.None
        );
        Assert.That(await ClosedQuarters.RefusalAsync(storing, 1, new Quarter(2025, 2), CancellationToken.None), Is.Null);
        var closing = CloseAsync();
        await SomebodyWaitsAsync();
        Assert.That(closing.IsCompleted, Is.False);

        await storing.CommitAsync(CancellationToken.None);

        Assert.That((string?)(await closing).Json["state"], Is.EqualTo("CLOSED"));
    }

    [Test]
    public async Task Read_SentLateAndClosed_TellsEachServiceApart()
    {
        await SendAsync("submissions");
        var before = (await _admin.GetAnswerAsync(Calendar)).Json;
        Assert.That(Standing(before, "HARBOUR"), Is.EqualTo("SENT"));
        Assert.That(Standing(before, "TEASEL"), Is.EqualTo("LATE"));
        var quarter = before["quarters"]![0]!;
        var expected = (int)quarter["expected"]!;
        Assert.That(
            ((string?)quarter["period"], (string?)quarter["due"], (int)quarter["sent"]!, (int)quarter["late"]!),
            Is.EqualTo(("2025-Q2", "2025-07-30", 1, expected - 1))
        );

        await CloseAsync();

        var after = (await _admin.GetAnswerAsync(Calendar)).Json;
        Assert.That((Standing(after, "HARBOUR"), Standing(after, "TEASEL")), Is.EqualTo(("SENT", "NOT_SENT")));
        Assert.That(((string?)after["quarters"]![0]!["state"], (int)after["quarters"]![0]!["late"]!), Is.EqualTo(("CLOSED", 0)));
    }

    [Test]
    public async Task Read_ServiceThatOpenedLater_IsNotExpected()
    {
        await using (var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString))
            await administrator.ExecuteAsync("UPDATE service SET opened = DATE '2025-07-01' WHERE code = 'TEASEL'");

        var calendar = (await _admin.GetAnswerAsync(Calendar)).Json;

        Assert.That(Standing(calendar, "TEASEL"), Is.EqualTo("NOT_EXPECTED"));
        Assert.That(
            (await _admin.GetAnswerAsync("/api/v1/admin/calendar/2025-Q2/late.csv")).Body,
            Does.Contain("HARBOUR").And.Not.Contain("TEASEL")
        );
    }

    [Test]
    public async Task Late_List_NamesWhoHasNotSent()
    {
        await SendAsync("submissions");

        var bytes = await _admin.GetByteArrayAsync(new Uri("/api/v1/admin/calendar/2025-Q2/late.csv", UriKind.Relative));

        var days = DateOnly.FromDateTime(DateTime.UtcNow).DayNumber - new DateOnly(2025, 7, 30).DayNumber;
        Assert.That(bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }), "byte order mark");
        var csv = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        Assert.That(csv, Does.StartWith("period,service,name,due,state,days_late\r\n").And.Not.Contain("HARBOUR"));
        Assert.That(csv, Does.Match($"2025-Q2,TEASEL,[^,]+,2025-07-30,LATE,({days}|{days + 1})\r\n"));
    }

    [Test]
    public async Task Reminder_ToAllAndToOne_NamesWhomItConcerns()
    {
        await SendAsync("submissions");

        var all = (await _admin.GetAnswerAsync("/api/v1/admin/calendar/2025-Q2/reminder")).Body;
        var one = (await _admin.GetAnswerAsync("/api/v1/admin/calendar/2025-Q2/reminder?service=TEASEL")).Body;
        var sent = await _admin.GetAnswerAsync("/api/v1/admin/calendar/2025-Q2/reminder?service=HARBOUR");

        var names = (await _admin.GetAnswerAsync(Calendar)).Json["services"]!
            .AsArray()
            .ToDictionary(line => (string)line!["service"]!, line => (string)line!["name"]!);
        Assert.That(
            all,
            Does.Contain("Apr-Jun 2025 (Q1 2025/26)").And.Contain("was due on 30 July 2025").And.Contain(_portal.Address + "send")
        );
        Assert.That(
            names.Values.Where(name => all.Contains(name, StringComparison.Ordinal)),
            Is.EquivalentTo(names.Values.Where(name => name != names["HARBOUR"]))
        );
        Assert.That(names.Values.Where(name => one.Contains(name, StringComparison.Ordinal)), Is.EqualTo(new[] { names["TEASEL"] }));
        Assert.That(sent.Status, Is.EqualTo(404), "nobody to remind");
    }

    [Test]
    public async Task Read_BadQuarter_IsRefused()
    {
        Assert.That((await _admin.GetAnswerAsync("/api/v1/admin/calendar?to=spring")).Code, Is.EqualTo("PERIOD_MALFORMED"));
        Assert.That((await _admin.GetAnswerAsync("/api/v1/admin/calendar?to=2199-Q1")).Code, Is.EqualTo("QUARTER_NOT_BEGUN"));
    }

    private static string? Standing(JsonNode calendar, string service) =>
        (string?)calendar["services"]!.AsArray().Single(line => (string?)line!["service"] == service)!["quarters"]![0]!["state"];

    private async Task<HttpAnswer> CloseAsync()
    {
        var answer = await _admin.PostAnswerAsync(Closure, Requests.Json(""));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer;
    }

    private async Task<JsonNode> ReopenAsync()
    {
        using var answer = await _admin.DeleteAsync(new Uri(Closure, UriKind.Relative));
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private Task<HttpAnswer> SendAsync(string step, string period = "2025-Q2") =>
        _lead.PostAnswerAsync(Extract.Replace("2025-Q2", period, StringComparison.Ordinal) + step, SampleFiles.Upload(SampleFiles.Valid()));

    private async Task SomebodyWaitsAsync()
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        while (
            !await administrator.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM "
                    + "pg_database WHERE datname = current_database()))"
            )
        )
            await Task.Delay(10);
    }
}
