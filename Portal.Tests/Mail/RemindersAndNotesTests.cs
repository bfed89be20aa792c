using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Calendar;
using Portal.Api.Mail;
using Portal.Api.Periods;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Mail;

/// <summary>What is told without anybody's click: extracts that are due soon, and releases.</summary>
[NeedsDatabase]
public sealed class RemindersAndNotesTests
{
    private const string Portal = "https://outcomes.example.org";

    private const string TurnOff = "INSERT INTO mail_choice (person_id, kind) VALUES (@Person, @Kind)";

    // Due on 30 July 2025: April to June, with 30 days to send.
    [TestCase("2025-07-15", null)]
    [TestCase("2025-07-16", "2025-Q2/14")]
    [TestCase("2025-07-26", "2025-Q2/14")]
    [TestCase("2025-07-27", "2025-Q2/3")]
    [TestCase("2025-07-30", "2025-Q2/3")]
    [TestCase("2025-07-31", null)]
    public async Task Remind_OnADay_SaysWhatIsDueToTheServicesThatHaveNotSent(string day, string? about)
    {
        await using var database = await TestDatabase.CreateWithServicesAsync();

        await RemindAsync(database, day);

        var mails = await database.OutboxAsync();
        Assert.That(mails.Select(mail => mail.About).Distinct(), Is.EqualTo(about is null ? [] : new[] { about }));
        Assert.That(mails.Any(mail => mail.PersonId == "lead@harbour"), Is.EqualTo(about is not null));
        Assert.That(mails.Select(mail => mail.PersonId), Has.None.EqualTo("admin").And.None.EqualTo("reader"));
    }

    [Test]
    public async Task Remind_AgainAndAgain_TellsEachPersonOnceForEachDistance()
    {
        await using var database = await TestDatabase.CreateWithServicesAsync();

        var first = await RemindAsync(database, "2025-07-16");
        Assert.That(first, Is.GreaterThan(2));
        Assert.That(await RemindAsync(database, "2025-07-16"), Is.Zero);
        Assert.That(await RemindAsync(database, "2025-07-20"), Is.Zero);
        Assert.That(await RemindAsync(database, "2025-07-28"), Is.EqualTo(first));
        Assert.That(await RemindAsync(database, "2025-07-29"), Is.Zero);
        var one = (await database.OutboxAsync()).First(mail => mail.PersonId == "member@harbour");
        Assert.That(one.Plain, Does.Contain("is due on 30 July 2025").And.Contain(Portal + "/send"));
    }

    [Test]
    public async Task Remind_PersonWhoTurnedItOff_IsLeftAlone()
    {
        await using var database = await TestDatabase.CreateWithServicesAsync();
        await ExecuteAsync(database, TurnOff, new { Person = "member@harbour", Kind = "REMINDER" });
        await ExecuteAsync(database, TurnOff, new { Person = "lead@teasel", Kind = "RECEIPT" });

        await RemindAsync(database, "2025-07-16");

        var people = (await database.OutboxAsync()).Select(mail => mail.PersonId).ToList();
        Assert.That(people, Does.Contain("lead@harbour").And.Contain("lead@teasel").And.Not.Contain("member@harbour"));
    }

    [Test]
    public async Task Remind_ServiceThatHasSentOrQuarterThatIsClosed_IsLeftAlone()
    {
        await using var database = await TestDatabase.CreateWithSamplesAsync();
        await ExecuteAsync(database, "DELETE FROM mail", null);
        const string sent =
            "SELECT EXISTS (SELECT FROM submission p JOIN service s USING (service_id) WHERE s.code = 'HARBOUR' "
            + "AND p.period = '2025-Q4' AND p.state = 'ACCEPTED')";
        await using (var administrator = new NpgsqlConnection(database.AdministratorConnectionString))
            Assert.That(await administrator.ExecuteScalarAsync<bool>(sent), Is.True, "the sample network has sent 2025-Q4");

        await RemindAsync(database, "2026-01-20");
        Assert.That((await database.OutboxAsync()).Select(mail => mail.PersonId), Has.None.EqualTo("lead@harbour"));

        await ExecuteAsync(database, "INSERT INTO closed_quarter (period, closed_at, closed_by) VALUES ('2026-Q1', now(), 'admin')", null);
        await ExecuteAsync(database, "DELETE FROM mail", null);
        Assert.That(await RemindAsync(database, "2026-04-20"), Is.Zero);
    }

    [Test]
    public async Task TellOfReleases_PublishedRelease_TellsEverybodyWithARoleOnce()
    {
        await using var database = await TestDatabase.CreateWithReleaseAsync();
        await ExecuteAsync(database, TurnOff, new { Person = "member@harbour", Kind = "RELEASE_NOTE" });
        await ExecuteAsync(
            database,
            "INSERT INTO person (person_id, name, email, entered_at) VALUES ('p-late', 'Late', 'l@e.example', now())",
            null
        );
        await ExecuteAsync(database, "INSERT INTO person_role (person_id, role) VALUES ('p-late', 'Network.Analyst')", null);
        var published = await PublishedAsync(database);

        var first = await TellAsync(database, published.At.AddHours(1));
        var second = await TellAsync(database, published.At.AddHours(2));

        var mails = await database.OutboxAsync();
        var people = mails.Select(mail => mail.PersonId).ToList();
        Assert.That((first, second), Is.EqualTo((mails.Count, 0)));
        Assert.That(people, Is.Unique.And.Contains("lead@harbour").And.Contains("reader").And.Contains("admin"));
        Assert.That(people, Has.None.EqualTo("member@harbour").And.None.EqualTo("p-late"));
        Assert.That(mails, Has.All.Property(nameof(OutboxRow.Plain)).Contains($"{Portal}/releases/{published.Id}"));
    }

    [Test]
    public async Task TellOfReleases_ReleaseOfLastMonth_IsNoNews()
    {
        await using var database = await TestDatabase.CreateWithReleaseAsync();
        var published = await PublishedAsync(database);

        Assert.That(await TellAsync(database, published.At.AddDays(8)), Is.Zero);
        Assert.That(await TellAsync(database, published.At.AddDays(6)), Is.Positive);
    }

    [TestCase("2025-07-16T06:30:00Z", false)]
    [TestCase("2025-07-16T07:30:00Z", true)]
    public async Task Rounds_OfARunningPortal_RemindFromEightInTheMorningInLondon(string moment, bool isReminded)
    {
        await using var portal = await RunningPortal.StartAsync(new HastyClock(At(moment)));
        await Task.Delay(TimeSpan.FromSeconds(2));

        var sent = (await portal.Database.OutboxAsync()).Where(mail => mail.Kind == "REMINDER").ToList();

        Assert.That(sent.Any(mail => mail.PersonId == "lead@harbour"), Is.EqualTo(isReminded));
        Assert.That(Directory.Exists(Path.Combine(portal.StateFolder, "mail")), Is.EqualTo(isReminded), "and sent");
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<int> RemindAsync(TestDatabase database, string day) =>
        RemindSenders.RunAsync(
            database.Portal,
            CalendarSettings.Default,
            Portal,
            new CalendarDay(new StandingClock(At(day + "T09:00:00Z"))),
            CancellationToken.None
        );

    private static Task<int> TellAsync(TestDatabase database, DateTimeOffset at) =>
        TellOfReleases.RunAsync(database.Portal, Portal, new StandingClock(at), CancellationToken.None);

    private static async Task<(string Id, DateTimeOffset At)> PublishedAsync(TestDatabase database)
    {
        await using var administrator = new NpgsqlConnection(database.AdministratorConnectionString);
        var (id, at) = await administrator.QuerySingleAsync<(string, DateTime)>(
            "SELECT release_id, published_at FROM release WHERE state = 'PUBLISHED'"
        );
        return (id, new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)));
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql, object? values)
    {
        await using var administrator = new NpgsqlConnection(database.AdministratorConnectionString);
        await administrator.ExecuteAsync(sql, values);
    }

    /// <summary>Stands still, while its timers ring again and again.</summary>
    private sealed class HastyClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
