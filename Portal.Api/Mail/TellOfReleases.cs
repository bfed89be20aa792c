using Dapper;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;
using Portal.Api.Releases;

namespace Portal.Api.Mail;

/// <summary>
/// Queues a note on each release that was just published, to everybody who had a role by then. It asks the database what is published, so
/// that no note is lost with a node and publishing needs no right to queue mail.
/// </summary>
public static class TellOfReleases
{
    /// <summary>A note that comes later is no news.</summary>
    public static readonly TimeSpan News = TimeSpan.FromDays(7);

    private const string ToTell = """
        SELECT p.person_id AS Id, p.name FROM person p
        WHERE p.email IS NOT NULL AND p.entered_at <= @PublishedAt
          AND EXISTS (SELECT FROM person_role r WHERE r.person_id = p.person_id)
          AND NOT EXISTS (SELECT FROM mail k WHERE k.person_id = p.person_id AND k.kind = 'RELEASE_NOTE' AND k.about = @Id)
        ORDER BY p.person_id
        """;

    /// <param name="database">Of a job.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    /// <returns>How many were queued.</returns>
    public static async Task<int> RunAsync(PortalDatabase database, string portal, TimeProvider clock, CancellationToken cancellation)
    {
        var (now, queued) = (clock.GetUtcNow(), 0);
        foreach (var release in await ReleaseRecords.PublishedAsync(database, null, cancellation))
        {
            if (release.PublishedAt is not { } publishedAt || publishedAt < now - News)
                continue;
            await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
            var row = new { release.Id, PublishedAt = publishedAt.UtcDateTime };
            foreach (
                var (id, name) in (
                    await transaction.Connection.QueryAsync<(string, string)>(transaction.Command(ToTell, row, cancellation))
                ).AsList()
            )
            {
                var text = ReleaseNoteMail.Write(name, release.Quarter, release.Corrects is not null, portal, $"/releases/{release.Id}");
                var mail = new NewMail(MailKind.ReleaseNote, release.Id, text);
                queued += await QueueMail.ToPersonAsync(transaction, id, mail, now, cancellation) ? 1 : 0;
            }

            await transaction.CommitAsync(cancellation);
        }

        return queued;
    }
}
