using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Erasure;
using Portal.Tests.Http;
using Portal.Tests.Mail;
using Portal.Tests.SignIn;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Closing;

/// <summary>A service is closed by two people, over HTTP and by a clock that the tests move.</summary>
[NeedsDatabase]
public sealed class ClosingOverHttpTests
{
    private const string AnyService = "/api/v1/admin/services/HARBOUR/closing";

    private const string OwnService = Own + "/closing";

    // The second administrator of these tests.
    private const string Second = "analyst2";

    // Another quarter is never the same to the cell.
    private static readonly IReadOnlyDictionary<string, string> Later = Files.With("cases.csv", 1, "household", "OTHER");

    private MovedClock _clock = null!;
    private ErasingPortal _portal = null!;

    [SetUp]
    public async Task StartPortalThatHoldsAnExtract()
    {
        _clock = new MovedClock();
        _portal = await ErasingPortal.StartAsync(_clock);
        await _portal.SubmittedAsync(Files);
    }

    [TearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [Test]
    public async Task Propose_Service_ClosesNothingAndTellsThoseConcerned()
    {
        var answer = await ProposeAsync();

        Assert.That((answer.Status, answer.Location), Is.EqualTo((202, AnyService)), answer.Body);
        var own = await _portal.Lead.GetAnswerAsync(OwnService);
        Assert.That((string?)own.Json["closedOn"], Is.Null);
        Assert.That(own.Json["proposal"]!.ToJsonString(), Is.EqualTo(answer.Json.ToJsonString()));
        Assert.That(
            ((string?)answer.Json["on"], (string?)answer.Json["lastPeriod"], (string?)answer.Json["proposedBy"]),
            Is.EqualTo(("2025-08-31", "2025-Q2", "admin"))
        );
        Assert.That((await _portal.Admin.GetAnswerAsync("/api/v1/admin/closings")).Json.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await _portal.LogAsync()).Events[^1], Is.EqualTo("SERVICE_CLOSING_PROPOSED"));
        var mails = (await _portal.Portal.Database.OutboxAsync()).Where(mail => mail.Kind == "CLOSING").ToList();
        Assert.That(mails.Select(mail => mail.PersonId), Is.EquivalentTo(new[] { "lead@harbour", "member@harbour" }));
        var toLead = mails.Single(mail => mail.PersonId == "lead@harbour").Plain;
        Assert.That(toLead, Does.Contain("/closing/HARBOUR").And.Contain("31 August 2025").And.Not.Contain(CaseRef));
        Assert.That(mails.Single(mail => mail.PersonId == "member@harbour").Plain, Does.Not.Contain("/closing/"));
        Assert.That((await _portal.SubmitAsync(Later, "2025-Q3")).Status, Is.EqualTo(201), "a proposal closes nothing");
    }

    [TestCase("""{"on":null,"reason":"ENDED"}""")]
    [TestCase("""{"on":"2025-08-31"}""")]
    [TestCase("""{"on":"2025-08-31","reason":"BORED"}""")]
    [TestCase("""{"on":"2025-08-31","reason":"ENDED","lastPeriod":"2025-Q4"}""")]
    [TestCase("""{"on":"2025-08-31","reason":"ENDED","lastPeriod":"summer"}""")]
    [TestCase("""{"on":"1980-01-01","reason":"ENDED"}""")]
    [TestCase("""{"on":"2199-01-01","reason":"ENDED"}""")]
    public async Task Propose_WhatCannotBe_Is400(string body)
    {
        var answer = await _portal.Admin.PostAnswerAsync(AnyService, Requests.Json(body));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "CLOSING_MALFORMED")), answer.Body);
        Assert.That(await _portal.CountAsync("service_proposal"), Is.Zero);
        Assert.That(await _portal.CountAsync("mail WHERE kind = 'CLOSING'"), Is.Zero);
    }

    [Test]
    public async Task Propose_Again_KeepsTheProposalThatIsOpenAndTellsNobodyTwice()
    {
        var first = await ProposeAsync();
        _clock.Move(TimeSpan.FromMinutes(5));

        var again = await ProposeAsync("2025-09-30");

        Assert.That((again.Status, again.Body), Is.EqualTo((202, first.Body)));
        Assert.That(await _portal.CountAsync("mail WHERE kind = 'CLOSING'"), Is.EqualTo(2));
        Assert.That((await _portal.LogAsync()).Events.Count(name => name == "SERVICE_CLOSING_PROPOSED"), Is.EqualTo(1));
    }

    [Test]
    public async Task Confirm_ByTheProposer_IsRefusedAlsoAfterSevenDays()
    {
        await ProposeAsync();

        var atOnce = await ConfirmAsync(_portal.Admin);
        await MoveAsync(TimeSpan.FromDays(8));
        var later = await ConfirmAsync(_portal.Admin);

        Assert.That(new[] { atOnce, later }.Select(answer => (answer.Status, answer.Code)), Is.All.EqualTo((409, "SECOND_PERSON_NEEDED")));
        await AssertOpenAsync();
    }

    [Test]
    public async Task Confirm_ByTheProposerWhereNobodyElseIs_WaitsForSevenDays()
    {
        await _portal.ExecuteAsync("DELETE FROM person_role WHERE person_id = 'lead@harbour'");
        await ProposeAsync();
        _clock.Move(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5));
        using var admin = await _portal.Portal.ClientAsync("admin");
        var before = await ConfirmAsync(admin);
        var closed = await _portal.CountAsync("service WHERE closed_on IS NOT NULL");

        _clock.Move(TimeSpan.FromMinutes(6));
        var after = await ConfirmAsync(admin);

        Assert.That((before.Status, before.Code, closed), Is.EqualTo((409, "SECOND_PERSON_NEEDED", 0)), before.Body);
        Assert.That((after.Status, (string?)after.Json["closedOn"]), Is.EqualTo((200, "2025-08-31")), after.Body);
    }

    [Test]
    public async Task Confirm_AfterFourteenDays_HasLapsedAndCanBeProposedAgain()
    {
        await ProposeAsync();
        await MoveAsync(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(1));

        Assert.That((await ConfirmOwnAsync(_portal.Lead)).Code, Is.EqualTo("CLOSING_NOT_PROPOSED"));
        Assert.That((await _portal.Lead.GetAnswerAsync(OwnService)).Json["proposal"], Is.Null);
        await AssertOpenAsync();
        Assert.That((await ProposeAsync()).Status, Is.EqualTo(202));
        Assert.That((await ConfirmOwnAsync(_portal.Lead)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Confirm_ByThoseWhomItDoesNotConcern_IsRefused()
    {
        await ProposeAsync();
        using var member = await _portal.Portal.ClientAsync("member@harbour");
        using var teasel = await _portal.Portal.ClientAsync("lead@teasel");
        using var analyst = await _portal.Portal.ClientAsync("analyst");

        Assert.That((await ConfirmOwnAsync(member)).Status, Is.EqualTo(403));
        Assert.That((await ConfirmOwnAsync(teasel)).Status, Is.EqualTo(404));
        Assert.That((await ConfirmAsync(teasel)).Status, Is.EqualTo(403), "a lead is no administrator");
        Assert.That((await ConfirmAsync(analyst)).Status, Is.EqualTo(403));
        Assert.That((await analyst.PostAnswerAsync(AnyService, Body())).Status, Is.EqualTo(403));
        Assert.That((await _portal.Lead.PostAnswerAsync(AnyService, Body())).Status, Is.EqualTo(403), "a lead does not propose");
        await AssertOpenAsync();
    }

    [Test]
    public async Task Confirm_ByTwoAtOnce_ClosesOnce()
    {
        await ProposeAsync();
        await _portal.ExecuteAsync($"INSERT INTO person_role VALUES ('{Second}', 'Network.Admin')");
        using var second = await _portal.Portal.ClientAsync(Second);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(place => place % 2 == 0 ? ConfirmOwnAsync(_portal.Lead) : ConfirmAsync(second))
        );

        Assert.That(answers.Select(answer => (answer.Status, answer.Body)).Distinct().Single().Status, Is.EqualTo(200));
        var (events, fault) = await _portal.LogAsync();
        Assert.That((events.Count(name => name == "SERVICE_CLOSED"), fault), Is.EqualTo((1, (string?)null)));
        Assert.That(await _portal.CountAsync("service_proposal"), Is.Zero);
    }

    [TestCase("lead@harbour", OwnService)]
    [TestCase("admin", AnyService)]
    public async Task Withdraw_Proposal_LeavesNothingToConfirm(string user, string address)
    {
        await ProposeAsync();
        using var client = await _portal.Portal.ClientAsync(user);

        using var first = await client.DeleteAsync(new Uri(address, UriKind.Relative));
        using var again = await client.DeleteAsync(new Uri(address, UriKind.Relative));

        Assert.That(((int)first.StatusCode, (int)again.StatusCode), Is.EqualTo((204, 404)));
        Assert.That((await ConfirmOwnAsync(_portal.Lead)).Code, Is.EqualTo("CLOSING_NOT_PROPOSED"));
        Assert.That((await _portal.LogAsync()).Events[^1], Is.EqualTo("SERVICE_CLOSING_WITHDRAWN"));
        await AssertOpenAsync();
    }

    [Test]
    public async Task Send_AfterClosing_IsTakenUpToTheLastQuarterOnly()
    {
        var draft = (string)(await _portal.CheckAsync(Later, "2025-Q3")).Json["check"]!;
        await CloseAsync();

        var answers = new[]
        {
            await _portal.CheckAsync(Later, "2025-Q3"),
            await _portal.SubmitAsync(Later, "2025-Q3"),
            await _portal.Lead.PostAnswerAsync(
                Own + "/extracts/2025-Q3/submissions",
                Requests.Json($$"""{"check":"{{draft}}","acknowledgements":[]}""")
            ),
        };

        Assert.That(answers.Select(answer => (answer.Status, answer.Code)), Is.All.EqualTo((409, "SERVICE_CLOSED")), answers[2].Body);
        Assert.That(answers[0].Body, Does.Contain("Apr-Jun 2025"));
        Assert.That(await _portal.CountAsync("submission"), Is.EqualTo(1));
        var corrected = await _portal.SubmitAsync(Files.With("cases.csv", 1, "household", "OTHER"));
        Assert.That(corrected.Status, Is.EqualTo(201), "the last quarter can still be put right: " + corrected.Body);
        var withdrawn = await _portal.Lead.PostAnswerAsync(
            $"{Own}/submissions/{(string)corrected.Json["id"]!}/withdrawal",
            Requests.Json("""{"reason":"CONSENT"}""")
        );
        Assert.That(withdrawn.Status, Is.EqualTo(200), withdrawn.Body);
    }

    [Test]
    public async Task Read_AfterClosing_IsAsBefore()
    {
        var addresses = new[] { Own + "/submissions", Own + "/outcomes", Own + "/profile" };
        var before = new List<HttpAnswer>();
        foreach (var address in addresses)
            before.Add(await _portal.Lead.GetAnswerAsync(address));
        await CloseAsync();

        foreach (var (address, was) in addresses.Zip(before))
            Assert.That(await _portal.Lead.GetAnswerAsync(address), Is.EqualTo(was), address);
        Assert.That(before[0].Status, Is.EqualTo(200));
        var listed = (await _portal.Admin.GetAnswerAsync("/api/v1/admin/services?pageSize=100")).Json["items"]!.AsArray();
        Assert.That(
            listed.Where(one => (string?)one!["closedOn"] == "2025-08-31").Select(one => (string?)one!["code"]),
            Is.EqualTo(new[] { "HARBOUR" })
        );
    }

    [Test]
    public async Task Calendar_AfterClosing_ExpectsNothingMoreAndRemindsNobody()
    {
        await CloseAsync();

        var calendar = await _portal.Admin.GetAnswerAsync("/api/v1/admin/calendar?to=2025-Q4");

        var quarters = calendar.Json["services"]!.AsArray().Single(one => (string?)one!["service"] == "HARBOUR")!["quarters"]!.AsArray();
        Assert.That(
            quarters.Where(one => string.CompareOrdinal((string)one!["period"]!, "2025-Q2") > 0).Select(one => (string?)one!["state"]),
            Is.EqualTo(new[] { "NOT_EXPECTED", "NOT_EXPECTED" })
        );
        var reminder = await _portal.Admin.GetAnswerAsync("/api/v1/admin/calendar/2025-Q4/reminder?service=HARBOUR");
        Assert.That(reminder.Status, Is.EqualTo(404));
        var others = await _portal.Admin.GetAnswerAsync("/api/v1/admin/calendar/2025-Q4/reminder");
        Assert.That((others.Status, others.Body.Contains("Harbour", StringComparison.Ordinal)), Is.EqualTo((200, false)));
    }

    [Test]
    public async Task Reopen_ClosedService_SendsAgain()
    {
        var early = await _portal.Admin.PostAnswerAsync(AnyService + "/reopening", Requests.Json("{}"));
        await CloseAsync();
        Assert.That((await ProposeAsync()).Code, Is.EqualTo("SERVICE_CLOSED_ALREADY"));

        var reopened = await _portal.Admin.PostAnswerAsync(AnyService + "/reopening", Requests.Json("{}"));

        Assert.That((early.Status, early.Code), Is.EqualTo((409, "SERVICE_NOT_CLOSED")));
        Assert.That((reopened.Status, reopened.Json["closedOn"]), Is.EqualTo((200, (object?)null)), reopened.Body);
        Assert.That((await _portal.LogAsync()).Events[^1], Is.EqualTo("SERVICE_REOPENED"));
        Assert.That((await _portal.SubmitAsync(Later, "2025-Q3")).Status, Is.EqualTo(201));
    }

    // What the lead has read is not what is proposed now.
    [Test]
    public async Task Confirm_AProposalThatWasMadeAnew_ClosesNothing()
    {
        var first = await ProposeAsync();
        using (var withdrawn = await _portal.Admin.DeleteAsync(new Uri(AnyService, UriKind.Relative)))
            Assert.That((int)withdrawn.StatusCode, Is.EqualTo(204));
        _clock.Move(TimeSpan.FromMinutes(1));
        var second = await ProposeAsync("2025-07-31");

        var stale = await ConfirmOwnAsync(_portal.Lead, first.Json["proposedAt"]!.ToString());
        await AssertOpenAsync();
        var fresh = await ConfirmOwnAsync(_portal.Lead, second.Json["proposedAt"]!.ToString());

        Assert.That((stale.Status, stale.Code), Is.EqualTo((409, "CLOSING_CHANGED")));
        Assert.That(fresh.Status, Is.EqualTo(200), fresh.Body);
    }

    [Test]
    public async Task Close_WhileExtractsAreBeingStored_LeavesNoneAfterIt()
    {
        await ProposeAsync();

        var sending = Enumerable.Range(0, 3).Select(_ => _portal.SubmitAsync(Later, "2025-Q3")).ToList();
        var closed = await ConfirmOwnAsync(_portal.Lead);
        var sent = await Task.WhenAll(sending);

        Assert.That(closed.Status, Is.EqualTo(200));
        Assert.That(sent.Select(answer => answer.Status), Is.All.AnyOf(200, 201, 409));
        var events = (await _portal.LogAsync()).Events;
        Assert.That(events.SkipWhile(name => name != "SERVICE_CLOSED"), Has.None.EqualTo("EXTRACT_SUBMITTED"));
    }

    private static StringContent Body(string on = "2025-08-31") =>
        Requests.Json($$"""{"on":"{{on}}","lastPeriod":"2025-Q2","reason":"ENDED"}""");

    private Task<HttpAnswer> ProposeAsync(string on = "2025-08-31") => _portal.Admin.PostAnswerAsync(AnyService, Body(on));

    private static Task<HttpAnswer> ConfirmAsync(HttpClient administrator) =>
        administrator.PostAnswerAsync(AnyService + "/confirmation", Requests.Json("{}"));

    private static Task<HttpAnswer> ConfirmOwnAsync(HttpClient lead, string? proposedAt = null) =>
        lead.PostAnswerAsync(OwnService + "/confirmation" + (proposedAt is null ? "" : "?proposedAt=" + proposedAt), Requests.Json("{}"));

    private async Task CloseAsync()
    {
        await ProposeAsync();
        var closed = await ConfirmOwnAsync(_portal.Lead);
        Assert.That(closed.Status, Is.EqualTo(200), closed.Body);
    }

    private async Task MoveAsync(TimeSpan by)
    {
        _clock.Move(by);
        await _portal.SignInAgainAsync();
    }

    private async Task AssertOpenAsync()
    {
        Assert.That(await _portal.CountAsync("service WHERE closed_on IS NOT NULL"), Is.Zero);
        Assert.That((await _portal.SubmitAsync(Later, "2025-Q3")).Status, Is.EqualTo(201));
    }
}
