using Dapper;
using MimeKit;
using MimeKit.Text;
using Portal.Api.Database;

namespace Portal.Api.Mail;

/// <summary>What one round of sending came to.</summary>
public sealed record MailRound(int Sent, int Failed, int GivenUp)
{
    public bool IsEmpty => Sent + Failed + GivenUp == 0;
}

/// <summary>Sends the mails that are due. Each row is locked while it is sent, so that no other node sends it as well.</summary>
/// <remarks>
/// Source: docs/operations.md, "Mail". A node that dies between sending and writing it down sends the mail once more, under the same
/// Message-Id.
/// </remarks>
public static class SendMail
{
    /// <summary>How long to wait after the first, second, third and fourth failure; after the fifth nothing is tried any more.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
    ];

    // So that a round ends, and a node that stops is not kept from it.
    private const int MostInARound = 200;

    private const string TakeOne = """
        SELECT m.mail_id AS Id, m.subject, m.plain_text AS Plain, m.html, m.tries, coalesce(m.to_name, p.name) AS Name,
          coalesce(m.to_address, p.email) AS Address
        FROM mail m LEFT JOIN person p ON p.person_id = m.person_id
        WHERE m.next_try_at <= @Now ORDER BY m.next_try_at, m.mail_id LIMIT 1 FOR UPDATE OF m SKIP LOCKED
        """;

    private const string MarkSent = """
        UPDATE mail SET sent_at = @Now, next_try_at = NULL, tries = tries + 1, failure = NULL, plain_text = NULL, html = NULL
        WHERE mail_id = @Id
        """;

    private const string MarkFailed = """
        UPDATE mail SET tries = tries + 1, failure = @Failure, next_try_at = @NextTryAt,
          gave_up_at = CASE WHEN @NextTryAt::timestamptz IS NULL THEN @Now END
        WHERE mail_id = @Id
        """;

    /// <param name="from">Who the mails are from.</param>
    public static async Task<MailRound> DueAsync(
        PortalDatabase database,
        IMailSink sink,
        MailboxAddress from,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var round = new MailRound(0, 0, 0);
        for (var count = 0; count < MostInARound; count++)
        {
            await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
            var mail = await transaction.Connection.QuerySingleOrDefaultAsync<DueMail>(
                transaction.Command(TakeOne, new { Now = clock.GetUtcNow().UtcDateTime }, cancellation)
            );
            if (mail is null)
                return round;
            var failure = await TryAsync(mail, sink, from, clock, cancellation);
            var now = clock.GetUtcNow();
            DateTimeOffset? next =
                failure is null || MailFailures.IsFinal(failure) || mail.Tries >= Waits.Count ? null : now + Waits[mail.Tries];
            var row = new
            {
                mail.Id,
                Failure = failure,
                NextTryAt = next?.UtcDateTime,
                Now = now.UtcDateTime,
            };
            // What was sent is written down even while the portal stops.
            await transaction.Connection.ExecuteAsync(
                transaction.Command(failure is null ? MarkSent : MarkFailed, row, CancellationToken.None)
            );
            await transaction.CommitAsync(CancellationToken.None);
            round =
                failure is null ? round with { Sent = round.Sent + 1 }
                : next is null ? round with { GivenUp = round.GivenUp + 1 }
                : round with { Failed = round.Failed + 1 };
        }

        return round;
    }

    private static async Task<string?> TryAsync(
        DueMail mail,
        IMailSink sink,
        MailboxAddress from,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (mail.Address is not { } address)
            return MailFailures.NoAddress;
        MailboxAddress to;
        try
        {
            to = new MailboxAddress(mail.Name, address);
        }
        catch (ParseException)
        {
            return MailFailures.AddressMalformed;
        }

        using var message = new MimeMessage([from], [to], mail.Subject, Body(mail));
        message.MessageId = $"{mail.Id:N}@{from.Domain}";
        message.Date = clock.GetUtcNow();
        // No holiday notes in answer.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        return await sink.SendAsync(mail.Id, message, cancellation);
    }

    private static MultipartAlternative Body(DueMail mail) =>
        [new TextPart(TextFormat.Plain) { Text = mail.Plain }, new TextPart(TextFormat.Html) { Text = mail.Html }];

    private sealed class DueMail
    {
        public Guid Id { get; init; }

        public string Subject { get; init; } = "";

        public string Plain { get; init; } = "";

        public string Html { get; init; } = "";

        public int Tries { get; init; }

        public string? Name { get; init; }

        public string? Address { get; init; }
    }
}
