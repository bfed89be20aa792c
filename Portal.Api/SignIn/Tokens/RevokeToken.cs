using Dapper;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Audit;

namespace Portal.Api.SignIn.Tokens;

/// <summary>Makes an access token open nothing from the next request on; asking twice changes nothing.</summary>
public static class RevokeToken
{
    private const string Revoke = """
        UPDATE access_token SET revoked_at = @Now, revoked_by = @By
        WHERE service_id = @ServiceId AND token_id = @Id AND revoked_at IS NULL
        """;

    private const string Exists = "SELECT EXISTS (SELECT FROM access_token WHERE service_id = @ServiceId AND token_id = @Id)";

    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    /// <returns>The id; 404 when the service has no such token.</returns>
    public static async Task<Answer<string>> RunAsync(AdministrationCall call, Service service, string id, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        var row = new
        {
            ServiceId = service.Id,
            Id = id,
            By = call.Caller.PersonId,
            Now = call.Now.UtcDateTime,
        };
        if (!await transaction.Connection.ExecuteScalarAsync<bool>(transaction.Command(Exists, row, cancellation)))
            return Refusal.NotFound;
        if (await transaction.Connection.ExecuteAsync(transaction.Command(Revoke, row, cancellation)) == 0)
            return id;
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(service.Id, call.Caller.PersonId, AuditEvents.AccessTokenRevoked, call.Now, Subject: id),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return id;
    }
}
