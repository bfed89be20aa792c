using System.Globalization;
using System.Security.Claims;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn.Tokens;

/// <summary>A token that came with a request and is good at this moment.</summary>
internal sealed record PresentedToken(
    string Id,
    string Name,
    int ServiceId,
    (string Id, string Name) Maker,
    string[] Actions,
    string? ExportReason
)
{
    private const string Find = """
        SELECT t.token_id AS Id, t.name, t.service_id AS ServiceId, t.made_by AS MadeBy, coalesce(p.name, t.made_by) AS MakerName,
          t.actions, t.export_reason AS ExportReason, t.used_at AS UsedAt
        FROM access_token t LEFT JOIN person p ON p.person_id = t.made_by
        WHERE t.key_hash = @KeyHash AND t.revoked_at IS NULL AND t.expires_at > @Now
        """;

    private const string Note = "UPDATE access_token SET used_at = @Now WHERE key_hash = @KeyHash AND (used_at IS NULL OR used_at < @Now)";

    /// <summary>Finds the token of a key, and notes that it was used.</summary>
    /// <returns><c>null</c> for a key of none, or of one that was revoked or has expired.</returns>
    public static async Task<PresentedToken?> FindAsync(
        PortalDatabase database,
        string key,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.SignIn, cancellation);
        var row = new { KeyHash = TicketKey.Hash(key), Now = now.UtcDateTime };
        var found = await transaction.Connection.QuerySingleOrDefaultAsync<Row>(transaction.Command(Find, row, cancellation));
        if (found is null)
            return null;
        if (found.UsedAt is not { } used || now - used >= SessionLimits.NotedEvery)
        {
            await transaction.Connection.ExecuteAsync(transaction.Command(Note, row, cancellation));
            await transaction.CommitAsync(cancellation);
        }
        return new PresentedToken(
            found.Id,
            found.Name,
            found.ServiceId,
            (found.MadeBy, found.MakerName),
            found.Actions,
            found.ExportReason
        );
    }

    /// <summary>
    /// The token as the rest of the portal sees it: somebody of its own, who is a member of one service and never a lead, and whose actions
    /// <see cref="TokenActions.RefuseAsync"/> heeds.
    /// </summary>
    public ClaimsPrincipal Principal(string scheme) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, Id),
                    new Claim(ClaimTypes.Name, Name),
                    new Claim(ClaimTypes.Role, Roles.Member),
                    new Claim(Caller.TokenServiceClaim, ServiceId.ToString(CultureInfo.InvariantCulture)),
                    new Claim(Caller.TokenMakerClaim, Maker.Id),
                    new Claim(Caller.TokenMakerNameClaim, Maker.Name),
                    .. Actions.Select(action => new Claim(TokenActions.Claim, action)),
                ],
                scheme
            )
        );

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public int ServiceId { get; init; }

        public string MadeBy { get; init; } = "";

        public string MakerName { get; init; } = "";

        public string[] Actions { get; init; } = [];

        public string? ExportReason { get; init; }

        public DateTimeOffset? UsedAt { get; init; }
    }
}
