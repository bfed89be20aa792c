using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Mail.Messages;

/// <summary>A mail that is to be queued.</summary>
/// <param name="About">Code of what it tells about; a person gets one mail of a kind about one thing.</param>
public sealed record NewMail(MailKind Kind, string About, MailText Text);

/// <summary>Queues a mail in the transaction of what it tells about, so that it is sent if and only if that is kept.</summary>
/// <remarks>Source: docs/operations.md, "Mail".</remarks>
public static class QueueMail
{
    private const string ToPerson = """
        INSERT INTO mail (mail_id, kind, about, person_id, subject, plain_text, html, queued_at, next_try_at)
        SELECT @Id, @Kind, @About, @PersonId, @Subject, @Plain, @Html, @Now, @Now
        WHERE NOT EXISTS (SELECT FROM mail_choice WHERE person_id = @PersonId AND kind = @Kind)
        ON CONFLICT DO NOTHING
        """;

    private const string ToAddress = """
        INSERT INTO mail (mail_id, kind, about, to_name, to_address, subject, plain_text, html, queued_at, next_try_at)
        VALUES (@Id, @Kind, @About, @Name, @Address, @Subject, @Plain, @Html, @Now, @Now)
        """;

    /// <summary>Queues a mail to somebody whom the portal knows, at the address that it has when the mail goes.</summary>
    /// <param name="transaction">Of the administration role, or of the application role for a receipt to the person of its scope.</param>
    /// <returns>False when the person has turned the kind off, or was told before.</returns>
    public static async Task<bool> ToPersonAsync(
        PortalTransaction transaction,
        string personId,
        NewMail mail,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = new
        {
            Id = Guid.CreateVersion7(now),
            Kind = Codes.Of(mail.Kind),
            mail.About,
            PersonId = personId,
            mail.Text.Subject,
            mail.Text.Plain,
            mail.Text.Html,
            Now = now.UtcDateTime,
        };
        return await transaction.Connection.ExecuteAsync(transaction.Command(ToPerson, row, cancellation)) > 0;
    }

    /// <summary>Queues a mail to somebody who is nobody here yet.</summary>
    /// <param name="transaction">Of the administration role.</param>
    public static Task ToAddressAsync(
        PortalTransaction transaction,
        (string Name, string Address) to,
        NewMail mail,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = new
        {
            Id = Guid.CreateVersion7(now),
            Kind = Codes.Of(mail.Kind),
            mail.About,
            to.Name,
            to.Address,
            mail.Text.Subject,
            mail.Text.Plain,
            mail.Text.Html,
            Now = now.UtcDateTime,
        };
        return transaction.Connection.ExecuteAsync(transaction.Command(ToAddress, row, cancellation));
    }
}
