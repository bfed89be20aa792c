using Dapper;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Records;

namespace Portal.Api.Closing;

/// <summary>The second person's answer to a proposal: the service is closed.</summary>
/// <remarks>Source: docs/security.md, "Closing a service".</remarks>
public static class ConfirmClosing
{
    private const string Close = """
        UPDATE service SET closed_on = @On, last_period = @LastPeriod, closed_because = @Reason WHERE service_id = @Id
        """;

    private static readonly Refusal NotProposed = new(
        StatusCodes.Status409Conflict,
        "CLOSING_NOT_PROPOSED",
        "Nobody proposes to close this service, or the proposal has lapsed or was refused. Nothing was closed. "
            + "A service is closed only when one person proposes it and a second one confirms."
    );

    private static readonly Refusal Changed = new(
        StatusCodes.Status409Conflict,
        "CLOSING_CHANGED",
        "Somebody has made the proposal anew since you looked at it. Nothing was closed. Look at it again."
    );

    private static readonly Refusal SecondNeeded = new(
        StatusCodes.Status409Conflict,
        "SECOND_PERSON_NEEDED",
        "Whoever proposes to close a service does not confirm it. Nothing was closed. Ask a lead of the service or another "
            + "administrator. Only where there is neither may the proposer confirm, after seven days."
    );

    /// <summary>Closes the service that somebody proposes to close. Of several who confirm, one closes it and all get one answer.</summary>
    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    /// <param name="seen">When the proposal was made that the person looked at, to the second; <c>null</c>: whichever is open.</param>
    /// <returns>409 CLOSING_NOT_PROPOSED, 409 CLOSING_CHANGED, 409 SECOND_PERSON_NEEDED.</returns>
    public static async Task<Answer<ClosingState>> RunAsync(
        AdministrationCall call,
        Service service,
        DateTimeOffset? seen,
        CancellationToken cancellation
    )
    {
        var person = call.Caller.PersonId;
        var isAlone = !await SecondPerson.ExistsAsync(call.Database, service, person, cancellation);
        await using var transaction = await call.BeginAsync(service, cancellation);
        // An extract that is being stored is stored first; whoever comes later finds the service closed.
        await AggregateRefresh.LockAsync(transaction, service.Id, cancellation);
        var what = (ProposalKind.Closing, (string?)null, seen);
        if (await StoredProposals.TakeAsync(transaction, service.Id, what, (person, isAlone), call.Now, cancellation) is not { } taken)
            return await WhyNotAsync(transaction, call, service, cancellation);
        var closing = new ServiceClosing(taken.ClosesOn!.Value, taken.LastPeriod!.Value, taken.Reason);
        var row = new
        {
            service.Id,
            closing.On,
            LastPeriod = closing.LastPeriod.ToString(),
            closing.Reason,
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(Close, row, cancellation));
        await TellOfClosing.ClosedAsync(transaction, call, service, taken, cancellation);
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(service.Id, person, AuditEvents.ServiceClosed, call.Now, closing.LastPeriod, Detail: closing.Reason),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return ClosingState.Of(service, closing, null);
    }

    private static async Task<Answer<ClosingState>> WhyNotAsync(
        PortalTransaction transaction,
        AdministrationCall call,
        Service service,
        CancellationToken cancellation
    )
    {
        if (await ClosedServices.FindAsync(transaction, service.Id, cancellation) is { } closed)
            return ClosingState.Of(service, closed, null);
        var open = await StoredProposals.FindAsync(transaction, service.Id, ProposalKind.Closing, call.Now, cancellation);
        return open is null ? NotProposed
            : open.ProposedBy == call.Caller.PersonId ? SecondNeeded
            : Changed;
    }
}
