using Dapper;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Records;

namespace Portal.Api.Closing;

/// <summary>Opens a closed service again: from then on it sends every quarter as before.</summary>
public static class ReopenService
{
    private const string Reopen = """
        UPDATE service SET closed_on = NULL, last_period = NULL, closed_because = NULL WHERE service_id = @Id AND closed_on IS NOT NULL
        """;

    private static readonly Refusal NotClosed = new(
        StatusCodes.Status409Conflict,
        "SERVICE_NOT_CLOSED",
        "This service is open. Nothing was changed."
    );

    /// <param name="call">Of an administrator.</param>
    /// <returns>409 SERVICE_NOT_CLOSED.</returns>
    public static async Task<Answer<ClosingState>> RunAsync(AdministrationCall call, Service service, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        await AggregateRefresh.LockAsync(transaction, service.Id, cancellation);
        if (await transaction.Connection.ExecuteAsync(transaction.Command(Reopen, new { service.Id }, cancellation)) == 0)
            return NotClosed;
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(service.Id, call.Caller.PersonId, AuditEvents.ServiceReopened, call.Now),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return ClosingState.Of(service, null, null);
    }
}
