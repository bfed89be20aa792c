using Dapper;
using MimeKit;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Api.Mail;
using Portal.Api.Mail.Messages;
using Portal.Tests.Database;
using Portal.Tests.SignIn;

namespace Portal.Tests.Mail;

[NeedsDatabase]
public sealed class SendMailTests
{
    private readonly MovedClock _clock = new();
    private TestDatabase _database = null!;

    [SetUp]
    public async Task CreateDatabase() => _database = await TestDatabase.CreateWithServicesAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Due_ServerThatFails_IsTriedAfterGrowingWaitsAndThenGivenUp()
    {
        await QueueAsync("jo@example.org");
        var sink = new KeptMail { Failure = MailFailures.NotReached };

        var first = await SendAsync(sink);
        Assert.That((first.Sent, first.Failed, first.GivenUp), Is.EqualTo((0, 1, 0)));
        foreach (var (minutes, rounds) in new[] { (1, 1), (5, 2), (30, 3), (120, 4) })
        {
            _clock.Move(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(20));
            Assert.That((await SendAsync(sink)).IsEmpty, Is.True, $"before {minutes} minutes");
            _clock.Move(TimeSpan.FromSeconds(20));
            var round = await SendAsync(sink);
            Assert.That((round.Failed, round.GivenUp), Is.EqualTo(rounds < 4 ? (1, 0) : (0, 1)), $"after {minutes} minutes");
        }

        _clock.Move(TimeSpan.FromDays(1));
        Assert.That((await SendAsync(sink)).IsEmpty, Is.True);
        var row = (await _database.OutboxAsync()).Single();
        Assert.That((row.Tries, row.Failure, row.Plain), Is.EqualTo((5, "NOT_REACHED", "Hello")));
    }

    [Test]
    public async Task TryAgain_GivenUpMail_IsSentAndItsWordsEmptied()
    {
        await QueueAsync("jo@example.org");
        var sink = new KeptMail { Failure = MailFailures.NoTls };
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await SendAsync(sink);
            _clock.Move(TimeSpan.FromHours(3));
        }

        sink.Failure = null;
        Assert.That((await SendAsync(sink)).IsEmpty, Is.True);
        var line = (await SentMail.PageAsync(_database.Portal, new(1, 10), CancellationToken.None)).Items.Single();
        Assert.That((line.State, line.To, line.CanTryAgain), Is.EqualTo((MailState.GivenUp, "Jo", true)));

        var again = await SentMail.TryAgainAsync(_database.Portal, line.Id, _clock, CancellationToken.None);

        Assert.That(again.IsGiven(out var waiting, out _), Is.True);
        Assert.That(waiting!.State, Is.EqualTo(MailState.Waiting));
        Assert.That((await SendAsync(sink)).Sent, Is.EqualTo(1));
        var row = (await _database.OutboxAsync()).Single();
        Assert.That((row.SentAt is not null, row.Plain, row.Failure), Is.EqualTo((true, (string?)null, (string?)null)));
        var twice = await SentMail.TryAgainAsync(_database.Portal, line.Id, _clock, CancellationToken.None);
        Assert.That(twice.IsRefused(out var refusal) ? refusal.Code : null, Is.EqualTo("MAIL_NOT_GIVEN_UP"));
    }

    [Test]
    public async Task Due_TwoNodesAtOnce_SendEachMailOnce()
    {
        await QueueAsync([.. Enumerable.Range(0, 40).Select(number => $"person{number}@example.org")]);
        var sink = new KeptMail { Delay = TimeSpan.FromMilliseconds(5) };
        await using var other = await _database.OpenAgainAsync();

        var rounds = await Task.WhenAll(SendAsync(sink), other.SendAsync(sink, _clock));

        Assert.That(rounds.Select(round => round.Sent), Has.All.Positive, "both took part");
        Assert.That(sink.Taken.Select(mail => mail.To), Is.Unique.And.Exactly(40).Items);
        Assert.That(await _database.OutboxAsync(), Has.All.Property(nameof(OutboxRow.SentAt)).Not.Null);
    }

    [Test]
    public async Task Due_NodeThatDiesWhileItSends_LeavesTheMailToAnother()
    {
        await QueueAsync("jo@example.org");
        using var dies = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var slow = new KeptMail { Delay = TimeSpan.FromMinutes(1) };

        await Assert.CatchAsync<OperationCanceledException>(() =>
            SendMail.DueAsync(_database.Portal, slow, MailboxAddress.Parse("portal@example.org"), _clock, dies.Token)
        );

        var sink = new KeptMail();
        Assert.That((await SendAsync(sink)).Sent, Is.EqualTo(1));
        Assert.That(sink.Taken.Single().Message, Does.Contain($"Message-Id: <{sink.Taken.Single().Id:N}@example.org>"));
    }

    [Test]
    public async Task ToPerson_TransactionThatRollsBack_LeavesNoMail()
    {
        await using (var transaction = await BeginAsync())
            Assert.That(await ReceiptAsync(transaction, "admin", "1"), Is.True);
        await using (var transaction = await BeginAsync())
        {
            Assert.That(await ReceiptAsync(transaction, "admin", "2"), Is.True);
            await transaction.CommitAsync(CancellationToken.None);
        }

        Assert.That((await _database.OutboxAsync()).Select(mail => mail.About), Is.EqualTo(["2"]));
    }

    [Test]
    public async Task Due_PersonWithoutAddress_IsGivenUpAtOnce()
    {
        await using (var transaction = await BeginAsync())
        {
            await ReceiptAsync(transaction, "machine-of-nobody", "1");
            await ReceiptAsync(transaction, "analyst", "2");
            await transaction.CommitAsync(CancellationToken.None);
        }

        var sink = new KeptMail();
        var round = await SendAsync(sink);

        Assert.That((round.Sent, round.GivenUp), Is.EqualTo((1, 1)));
        Assert.That(sink.Taken.Single().To, Is.EqualTo("analyst@network.example"));
        Assert.That((await _database.OutboxAsync())[0].Failure, Is.EqualTo("NO_ADDRESS"));
    }

    [TestCase("Jo\r\nBcc: all@example.org", "jo@example.org")]
    [TestCase("\"Jo\" <all@example.org>,", "jo@example.org")]
    [TestCase("Zoë Ångström \u202E", "jo@example.org")]
    public async Task Due_HostileName_IsOneHeaderOfOneMail(string name, string address)
    {
        await _database.Portal.QueueAsync(_clock.GetUtcNow(), (name, address));
        var sink = new KeptMail();

        await SendAsync(sink);

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(sink.Taken.Single().Message));
        using var read = await MimeMessage.LoadAsync(stream);
        Assert.Multiple(() =>
        {
            Assert.That(read.To.Mailboxes.Select(to => to.Address), Is.EqualTo([address]));
            Assert.That(read.Bcc.Concat(read.Cc), Is.Empty);
            Assert.That((read.TextBody, read.HtmlBody), Is.EqualTo(("Hello", "<p>Hello</p>")));
            Assert.That(read.Headers["Auto-Submitted"], Is.EqualTo("auto-generated"));
        });
    }

    [Test]
    public async Task Tidy_OldMails_LosesWordsAfterAWeekAndRowsAfterNinetyDays()
    {
        await QueueAsync("jo@example.org");
        var sink = new KeptMail { Failure = MailFailures.NoAddress };
        await SendAsync(sink);
        await QueueAsync("waits@example.org");

        _clock.Move(TimeSpan.FromDays(8));
        await MailRounds.TidyAsync(_database.Portal, _clock, CancellationToken.None);
        Assert.That((await _database.OutboxAsync()).Select(mail => mail.Plain), Is.EqualTo([null, "Hello"]));

        _clock.Move(TimeSpan.FromDays(83));
        await MailRounds.TidyAsync(_database.Portal, _clock, CancellationToken.None);
        Assert.That(
            (await _database.OutboxAsync()).Select(mail => mail.ToAddress),
            Is.EqualTo(["waits@example.org"]),
            "what waits is kept"
        );
    }

    [Test]
    public async Task ApplicationRole_AnythingButAReceiptToItsOwnPerson_IsRefused()
    {
        await RefusedAsync("lead@harbour", MailKind.Receipt);
        await RefusedAsync("member@harbour", MailKind.Reminder);
        await using var transaction = await MemberAsync();
        Assert.That(await QueueAsync(transaction, "member@harbour", MailKind.Receipt), Is.True);
        var reading = await Assert.ThrowsAsync<PostgresException>(() =>
            transaction.Connection.ExecuteAsync(transaction.Command("SELECT FROM mail", null, CancellationToken.None))
        );
        Assert.That(reading!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    private async Task RefusedAsync(string person, MailKind kind)
    {
        await using var transaction = await MemberAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => QueueAsync(transaction, person, kind));
        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    private Task<PortalTransaction> MemberAsync() =>
        PortalTransaction.BeginAsync(
            _database.Portal.ForJob("TEST_MAIL", "member@harbour").Application,
            new Scope([], "member@harbour"),
            CancellationToken.None
        );

    private Task<PortalTransaction> BeginAsync() =>
        PortalTransaction.BeginAsync(_database.Portal.Administration.Source, CancellationToken.None);

    private Task<bool> ReceiptAsync(PortalTransaction transaction, string person, string about) =>
        QueueMail.ToPersonAsync(
            transaction,
            person,
            new NewMail(MailKind.Receipt, about, new MailText("Subject", "Hello", "<p>Hello</p>")),
            _clock.GetUtcNow(),
            CancellationToken.None
        );

    private Task<bool> QueueAsync(PortalTransaction transaction, string person, MailKind kind) =>
        QueueMail.ToPersonAsync(
            transaction,
            person,
            new NewMail(kind, "1", new MailText("Subject", "Hello", "<p>Hello</p>")),
            _clock.GetUtcNow(),
            CancellationToken.None
        );

    private Task QueueAsync(params IEnumerable<string> addresses) =>
        _database.Portal.QueueAsync(_clock.GetUtcNow(), addresses.Select(address => ("Jo", address)));

    private Task<MailRound> SendAsync(IMailSink sink) => _database.Portal.SendAsync(sink, _clock);
}
