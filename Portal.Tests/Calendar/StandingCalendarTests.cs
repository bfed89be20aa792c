using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Calendar;
using Portal.Api.Mail;
using Portal.Api.Periods;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Mail;
using Portal.Tests.SignIn;

namespace Portal.Tests.Calendar;

/// <summary>The calendar of the sample network stands on a day of its own; nothing else does.</summary>
[NeedsDatabase]
public sealed partial class StandingCalendarTests
{
    private const string Words = "Sample network. The calendar stands on 20 January 2026.";

    private RunningPortal _portal = null!;
    private MovedClock _clock = null!;

    [SetUp]
    public async Task StartPortal() => _portal = await RunningPortal.StartAsync(_clock = new MovedClock(), CalendarDay.OfSamples);

    [TearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [Test]
    public async Task Home_ServiceThatHasSentNothing_SaysWhatIsOpenDueAndLateOnThatDay()
    {
        var home = await HomeAsync(_portal);

        Assert.That(home, Does.Contain(Words));
        Assert.That(home, Does.Contain("Due on 30 April 2026").And.Contain("Due on 30 January 2026"));
        Assert.That(
            Late().Matches(home).Select(match => match.Value),
            Is.EqualTo(new[] { "Was due on 30 April 2025", "Was due on 30 July 2025", "Was due on 30 October 2025" })
        );
    }

    [Test]
    public async Task Home_SampleNetwork_HasSentItsLastQuarterAndOwesNothing()
    {
        var home = await HomeAsync(await RunningPortal.WithSamplesAsync());

        Assert.That(home, Does.Contain(Words).And.Contain("Due on 30 April 2026"));
        Assert.That(home, Does.Contain("Oct-Dec 2025 Accepted").And.Not.Match(Late()));
    }

    [Test]
    public async Task Calendar_SampleNetwork_CallsNothingLateThatWasSentAndCountsLateDaysFromTheDay()
    {
        using var admin = await (await RunningPortal.WithSamplesAsync()).ClientAsync("admin");
        using var empty = await _portal.ClientAsync("admin");

        var sent = (await admin.GetAnswerAsync("/api/v1/admin/calendar")).Json;
        var late = (await empty.GetAnswerAsync("/api/v1/admin/calendar?to=2025-Q3")).Json;

        Assert.That((string?)sent["quarters"]![0]!["period"], Is.EqualTo("2026-Q1"));
        Assert.That(
            sent["services"]!.AsArray().Select(line => ((string?)line!["quarters"]![1]!["state"], (int)line["quarters"]![1]!["daysLate"]!)),
            Is.All.EqualTo(("SENT", 0))
        );
        Assert.That((int)late["services"]![0]!["quarters"]![0]!["daysLate"]!, Is.EqualTo(82), "from 30 October to 20 January");
    }

    // The day after the standing one: what the calendar has not begun is refused, however late it really is.
    [Test]
    public async Task Requests_OfTheCalendar_GoByTheDay()
    {
        using var admin = await _portal.ClientAsync("admin");
        using var member = await _portal.ClientAsync("member@harbour");

        Assert.That((await admin.GetAnswerAsync("/api/v1/admin/calendar?to=2026-Q2")).Code, Is.EqualTo("QUARTER_NOT_BEGUN"));
        Assert.That((await admin.GetAnswerAsync("/api/v1/admin/calendar?to=2026-Q1")).Status, Is.EqualTo(200));
        Assert.That((string?)(await member.GetAnswerAsync("/api/v1/services/HARBOUR/profile")).Json["before"], Is.EqualTo("2026-01"));
    }

    [Test]
    public async Task Session_LeftAlone_EndsByTheClock()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var token = await _portal.ClientAsync("member@harbour");
        Assert.That((await browser.MeAsync(), await StatusAsync(token)), Is.EqualTo((200, 200)));

        _clock.Move(TimeSpan.FromDays(1));

        Assert.That((await browser.MeAsync(), await StatusAsync(token)), Is.EqualTo((401, 401)));
    }

    [Test]
    public async Task Reminder_OnTheStandingDay_IsWrittenInRealTimeAndOnce()
    {
        var began = DateTime.UtcNow;

        var first = await RemindAsync();
        _clock.Move(TimeSpan.FromDays(7));

        Assert.That((first > 2, await RemindAsync()), Is.EqualTo((true, 0)));
        Assert.That((await _portal.Database.OutboxAsync()).Select(mail => mail.About), Is.All.EqualTo("2025-Q4/14"));
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        var queued = await administrator.ExecuteScalarAsync<DateTime>("SELECT min(queued_at) FROM mail");
        Assert.That(queued, Is.GreaterThan(began.AddMinutes(-1)));
    }

    private Task<int> RemindAsync() =>
        RemindSenders.RunAsync(
            _portal.Database.Portal,
            CalendarSettings.Default,
            "https://outcomes.example.org",
            new CalendarDay(_clock, CalendarDay.OfSamples),
            CancellationToken.None
        );

    private static async Task<int> StatusAsync(HttpClient client) => (await client.GetAnswerAsync("/api/v1/me")).Status;

    private static async Task<string> HomeAsync(RunningPortal portal)
    {
        using var browser = await Browser.SignInAsync(portal, "member@harbour");
        return Space().Replace(WebUtility.HtmlDecode(Tag().Replace((await browser.OpenAsync("/")).Body, "")), " ");
    }

    [GeneratedRegex("(?<=Late )Was due on [0-9]+ [A-Za-z]+ [0-9]{4}")]
    private static partial Regex Late();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
