using Dapper;
using Portal.Api.Access;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;

namespace Portal.Api.Erasure;

/// <summary>
/// Queues a mail to those whom an open proposal to erase a service concerns: as soon as it is made, and again each minute for whoever was
/// left out with a node. It asks the database what is proposed, so that the role that proposes needs no right to queue mail.
/// </summary>
/// <remarks>Source: docs/security.md, "Erasing a whole service".</remarks>
public static class TellOfErasures
{
    private const string Open = """
        SELECT s.service_id AS Id, s.code, s.name, o.proposed_by AS By, coalesce(p.name, o.proposed_by) AS ByName, o.proposed_at AS At
        FROM service_proposal o JOIN service s ON s.service_id = o.service_id LEFT JOIN person p ON p.person_id = o.proposed_by
        WHERE o.kind = 'ERASURE' AND o.proposed_at > @LapsedBefore ORDER BY o.proposed_at, s.service_id
        """;

    private const string Told = "SELECT person_id FROM mail WHERE kind = 'ERASURE' AND about = @About AND person_id IS NOT NULL";

    /// <param name="database">Of a job.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    /// <returns>How many were queued.</returns>
    public static async Task<int> RunAsync(PortalDatabase database, string portal, TimeProvider clock, CancellationToken cancellation)
    {
        var (now, queued) = (clock.GetUtcNow(), 0);
        await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
        var open = await transaction.Connection.QueryAsync<Proposed>(
            transaction.Command(Open, new { LapsedBefore = (now - ServiceProposal.Life).UtcDateTime }, cancellation)
        );
        foreach (var proposal in open.AsList())
        {
            var about = $"{proposal.Code}/{proposal.At.ToUnixTimeSeconds()}/ERASURE";
            var told = (
                await transaction.Connection.QueryAsync<string>(transaction.Command(Told, new { About = about }, cancellation))
            ).ToHashSet();
            foreach (var person in await ConcernedPeople.ReadAsync(transaction, proposal.Id, proposal.By, cancellation))
            {
                if (told.Contains(person.Id))
                    continue;
                var text = ErasureMail.Proposed(
                    person.Name,
                    proposal.Name,
                    proposal.ByName,
                    CalendarSettings.Day(proposal.At + ServiceProposal.Life),
                    person.IsLead ? $"{portal}/erasure/{proposal.Code}"
                        : person.IsAdministrator ? $"{portal}/erasures"
                        : null
                );
                queued += await QueueMail.ToPersonAsync(transaction, person.Id, new(MailKind.Erasure, about, text), now, cancellation)
                    ? 1
                    : 0;
            }
        }

        await transaction.CommitAsync(cancellation);
        return queued;
    }

    private sealed class Proposed
    {
        public int Id { get; init; }

        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string By { get; init; } = "";

        public string ByName { get; init; } = "";

        public DateTimeOffset At { get; init; }
    }
}
