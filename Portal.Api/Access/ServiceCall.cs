using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Access;

/// <summary>One call on a service: where its rows are, which service it is about, who asks, and what day and time it is.</summary>
/// <param name="Service">The caller's own, which is checked before the call is made.</param>
public sealed record ServiceCall(PortalDatabase Database, Service Service, Caller Caller, CalendarDay Day)
{
    /// <summary>The application's log; no cell, file name or reference is ever written to it.</summary>
    public ILogger Log { get; init; } = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    /// <summary>Where a check waits for its turn; <c>null</c> where nobody has to wait.</summary>
    public ServiceTurns? Turns { get; init; }

    /// <summary>Address of the portal, for links in mails, without a trailing slash; <c>null</c> where nobody is told by mail.</summary>
    public string? Portal { get; init; }

    public DateTimeOffset Now => Day.Clock.GetUtcNow();

    /// <summary>Begins a transaction of the application role that sees this service and no other.</summary>
    public Task<PortalTransaction> BeginAsync(CancellationToken cancellation) =>
        PortalTransaction.BeginAsync(Database.Application, new Scope([Service.Id], Caller.PersonId), cancellation);
}
