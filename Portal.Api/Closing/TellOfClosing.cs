using Dapper;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;

namespace Portal.Api.Closing;

/// <summary>Queues mails to those whom closing a service concerns: its members and leads, and the other administrators.</summary>
internal static class TellOfClosing
{
    private const string Concerned = """
        SELECT p.person_id AS Id, p.name, coalesce(m.role = 'Service.Lead', false) AS IsLead, a.person_id IS NOT NULL AS IsAdministrator
        FROM person p
        LEFT JOIN membership m ON m.person_id = p.person_id AND m.service_id = @ServiceId
        LEFT JOIN person_role a ON a.person_id = p.person_id AND a.role = 'Network.Admin'
        WHERE p.email IS NOT NULL AND p.person_id <> @But AND (m.person_id IS NOT NULL OR a.person_id IS NOT NULL)
        ORDER BY p.person_id
        """;

    /// <summary>Tells of a proposal everybody concerned but the proposer.</summary>
    /// <param name="transaction">The one that keeps the proposal.</param>
    public static Task ProposedAsync(
        PortalTransaction transaction,
        AdministrationCall call,
        Service service,
        ServiceProposal proposal,
        CancellationToken cancellation
    ) =>
        RunAsync(
            transaction,
            call,
            (service, proposal, "PROPOSED"),
            (reader, news, portal) =>
                ClosingMail.Proposed(
                    reader.Name,
                    news,
                    call.Caller.Name,
                    CalendarSettings.Day(proposal.LapsesAt),
                    reader.IsLead ? $"{portal}/closing/{service.Code}"
                        : reader.IsAdministrator ? $"{portal}/services/{service.Code}/closing"
                        : null
                ),
            cancellation
        );

    /// <summary>Tells that the service is closed everybody concerned but the one who confirmed it.</summary>
    /// <param name="transaction">The one that closes it.</param>
    public static Task ClosedAsync(
        PortalTransaction transaction,
        AdministrationCall call,
        Service service,
        ServiceProposal proposal,
        CancellationToken cancellation
    ) =>
        RunAsync(
            transaction,
            call,
            (service, proposal, "CLOSED"),
            static (reader, news, portal) => ClosingMail.Closed(reader.Name, news, portal),
            cancellation
        );

    private static async Task RunAsync(
        PortalTransaction transaction,
        AdministrationCall call,
        (Service Service, ServiceProposal Proposal, string What) told,
        Func<Reader, ClosingNews, string, MailText> write,
        CancellationToken cancellation
    )
    {
        if (call.Portal is not { } portal)
            return;
        var (service, proposal, what) = told;
        var news = new ClosingNews(service.Name, proposal.ClosesOn!.Value, proposal.LastPeriod!.Value);
        var about = $"{service.Code}/{proposal.ProposedAt.ToUnixTimeSeconds()}/{what}";
        var readers = await transaction.Connection.QueryAsync<Reader>(
            transaction.Command(Concerned, new { ServiceId = service.Id, But = call.Caller.PersonId }, cancellation)
        );
        foreach (var reader in readers.AsList())
        {
            var mail = new NewMail(MailKind.Closing, about, write(reader, news, portal));
            await QueueMail.ToPersonAsync(transaction, reader.Id, mail, call.Now, cancellation);
        }
    }

    private sealed record Reader(string Id, string Name, bool IsLead, bool IsAdministrator);
}
