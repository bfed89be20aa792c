using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;

namespace Portal.Api.Administration;

/// <summary>Makes an invitation's link open nothing; asking twice changes nothing.</summary>
public static class WithdrawInvitation
{
    private const string Withdraw = """
        UPDATE invitation SET withdrawn_at = @Now
        WHERE invitation_id = @Id AND service_id = @ServiceId AND claimed_at IS NULL AND withdrawn_at IS NULL
        """;

    private const string Exists = """
        SELECT EXISTS (SELECT FROM invitation WHERE invitation_id = @Id AND service_id = @ServiceId)
        """;

    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    /// <param name="service">Whose invitation; <c>null</c> for one of the network.</param>
    /// <returns>The id; 404 when the service has no such invitation. One that was claimed stays so.</returns>
    public static async Task<Answer<string>> RunAsync(AdministrationCall call, Service? service, string id, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        var row = new
        {
            Id = id,
            ServiceId = service?.Id ?? AuditLog.Network,
            Now = call.Now.UtcDateTime,
        };
        if (!await transaction.Connection.ExecuteScalarAsync<bool>(transaction.Command(Exists, row, cancellation)))
            return Refusal.NotFound;
        if (await transaction.Connection.ExecuteAsync(transaction.Command(Withdraw, row, cancellation)) == 0)
            return id;
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(service?.Id ?? AuditLog.Network, call.Caller.PersonId, AuditEvents.InvitationWithdrawn, call.Now, Subject: id),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return id;
    }
}
