using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;

namespace Portal.Api.Closing;

/// <summary>Queues mails to those whom closing a service concerns: its members and leads, and the other administrators.</summary>
internal static class TellOfClosing
{
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
        Func<ConcernedPerson, ClosingNews, string, MailText> write,
        CancellationToken cancellation
    )
    {
        if (call.Portal is not { } portal)
            return;
        var (service, proposal, what) = told;
        var news = new ClosingNews(service.Name, proposal.ClosesOn!.Value, proposal.LastPeriod!.Value);
        var about = $"{service.Code}/{proposal.ProposedAt.ToUnixTimeSeconds()}/{what}";
        foreach (var reader in await ConcernedPeople.ReadAsync(transaction, service.Id, call.Caller.PersonId, cancellation))
        {
            var mail = new NewMail(MailKind.Closing, about, write(reader, news, portal));
            await QueueMail.ToPersonAsync(transaction, reader.Id, mail, call.Now, cancellation);
        }
    }
}
