using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Administration;

/// <summary>One call on people or services: where they are kept, who asks, and what day and time it is.</summary>
/// <param name="Caller">An administrator, or a lead of the service concerned; this is checked before the call is made.</param>
public sealed record AdministrationCall(PortalDatabase Database, Caller Caller, CalendarDay Day)
{
    /// <summary>Address of the portal, for links in mails, without a trailing slash; <c>null</c> where nobody is told by mail.</summary>
    public string? Portal { get; init; }

    public DateTimeOffset Now => Day.Clock.GetUtcNow();

    /// <summary>Begins a transaction of the role that may change people; its log entries may concern this service and no other.</summary>
    /// <param name="service">The service concerned; <c>null</c> for the network.</param>
    public Task<PortalTransaction> BeginAsync(Service? service, CancellationToken cancellation) =>
        PortalTransaction.BeginAsync(
            Database.ForJob("ADMINISTRATION", Caller.PersonId).Administration,
            new Scope(service is null ? [] : [service.Id], Caller.PersonId),
            cancellation
        );
}
