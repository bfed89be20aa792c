using System.Collections.Concurrent;
using Dapper;
using MimeKit;
using Npgsql;
using Portal.Api.Database;
using Portal.Api.Mail;
using Portal.Api.Mail.Messages;
using Portal.Tests.Database;

namespace Portal.Tests.Mail;

/// <summary>What waits and what was sent, as the server's administrator sees it.</summary>
internal sealed class OutboxRow
{
    public string Kind { get; init; } = "";

    public string About { get; init; } = "";

    public string? PersonId { get; init; }

    public string? ToAddress { get; init; }

    public string Subject { get; init; } = "";

    public string? Plain { get; init; }

    public int Tries { get; init; }

    public DateTime? NextTryAt { get; init; }

    public DateTime? SentAt { get; init; }

    public DateTime? GaveUpAt { get; init; }

    public string? Failure { get; init; }
}

/// <summary>Ways to queue and look.</summary>
internal static class Outbox
{
    private const string All = """
        SELECT kind, about, person_id AS PersonId, to_address AS ToAddress, subject, plain_text AS Plain, tries, next_try_at AS NextTryAt,
          sent_at AS SentAt, gave_up_at AS GaveUpAt, failure
        FROM mail ORDER BY queued_at, mail_id
        """;

    public static async Task<IReadOnlyList<OutboxRow>> OutboxAsync(this TestDatabase database)
    {
        await using var administrator = new NpgsqlConnection(database.AdministratorConnectionString);
        return (await administrator.QueryAsync<OutboxRow>(All)).AsList();
    }

    /// <summary>Queues mails to an address, each on its own.</summary>
    public static async Task QueueAsync(
        this PortalDatabase database,
        DateTimeOffset now,
        params IEnumerable<(string Name, string Address)> people
    )
    {
        foreach (var to in people)
        {
            await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, CancellationToken.None);
            var mail = new NewMail(MailKind.Invitation, "i-0123456789abcdef", new MailText("Subject", "Hello", "<p>Hello</p>"));
            await QueueMail.ToAddressAsync(transaction, to, mail, now, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    public static Task<MailRound> SendAsync(this PortalDatabase database, IMailSink sink, TimeProvider clock) =>
        SendMail.DueAsync(database, sink, MailboxAddress.Parse("portal@example.org"), clock, CancellationToken.None);
}

/// <summary>Takes mails, or fails as it is told.</summary>
internal sealed class KeptMail : IMailSink
{
    public string? Failure { get; set; }

    /// <summary>How long it takes.</summary>
    public TimeSpan Delay { get; init; }

    public ConcurrentQueue<(Guid Id, string To, string Message)> Taken { get; } = new();

    public async Task<string?> SendAsync(Guid id, MimeMessage message, CancellationToken cancellation)
    {
        await Task.Delay(Delay, cancellation);
        if (Failure is null)
            Taken.Enqueue((id, message.To.Mailboxes.Single().Address, message.ToString()));
        return Failure;
    }
}
