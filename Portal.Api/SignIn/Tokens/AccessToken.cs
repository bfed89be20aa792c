using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.SignIn.Tokens;

/// <summary>Where an access token stands.</summary>
[JsonConverter(typeof(CodeText<AccessTokenState>))]
public enum AccessTokenState
{
    Active,
    Expired,

    /// <summary>Somebody revoked it, or its maker leads the service no more.</summary>
    Revoked,
}

/// <summary>An access token of a service, without its key: with it a script checks, submits or reads.</summary>
/// <param name="Id">Stable id, as in the audit log; not the key.</param>
/// <param name="Name">What it is for, in its maker's words.</param>
/// <param name="Actions">Of <see cref="TokenActions.All"/>; never empty.</param>
/// <param name="ExportReason">Why its script reads exact figures; <c>null</c> for a token that does not read.</param>
/// <param name="MadeBy">Name of its maker.</param>
/// <param name="UsedAt">When it was last used, to the minute; <c>null</c>: never.</param>
/// <remarks>Source: docs/security.md, "Access tokens".</remarks>
public sealed record AccessToken(
    string Id,
    string Name,
    IReadOnlyList<string> Actions,
    string? ExportReason,
    string MadeBy,
    DateTimeOffset MadeAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? UsedAt,
    AccessTokenState State
)
{
    /// <summary>What ids of tokens begin with, where the log names who acted.</summary>
    public const string IdPrefix = Person.TokenPrefix;

    /// <summary>What every key begins with, so that it is known for what it is wherever it turns up.</summary>
    public const string KeyPrefix = "outcomes_";

    /// <summary>The longest that a token is good for, in days.</summary>
    public const int MostDays = 365;

    /// <summary>How long it is good for unless its maker says otherwise, in days.</summary>
    public const int UsualDays = 90;

    /// <summary>How many a service can have at a time.</summary>
    public const int MostActive = 20;

    private const string All = """
        SELECT t.token_id AS Id, t.name, t.actions, t.export_reason AS ExportReason, coalesce(p.name, t.made_by) AS MadeBy,
          t.made_at AS MadeAt, t.expires_at AS ExpiresAt, t.used_at AS UsedAt, t.revoked_at IS NOT NULL AS IsRevoked
        FROM access_token t LEFT JOIN person p ON p.person_id = t.made_by WHERE t.service_id = @ServiceId
        ORDER BY t.made_at DESC, t.token_id
        """;

    /// <summary>Every token of a service, the newest first; those that have ended are among them.</summary>
    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    public static async Task<IReadOnlyList<AccessToken>> AllAsync(AdministrationCall call, Service service, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        return await AllAsync(transaction, service, call.Now, cancellation);
    }

    internal static async Task<IReadOnlyList<AccessToken>> AllAsync(
        PortalTransaction transaction,
        Service service,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var rows = await transaction.Connection.QueryAsync<Row>(transaction.Command(All, new { ServiceId = service.Id }, cancellation));
        return [.. rows.Select(row => row.At(now))];
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string[] Actions { get; init; } = [];

        public string? ExportReason { get; init; }

        public string MadeBy { get; init; } = "";

        public DateTimeOffset MadeAt { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? UsedAt { get; init; }

        public bool IsRevoked { get; init; }

        public AccessToken At(DateTimeOffset now) =>
            new(
                Id,
                Name,
                Actions,
                ExportReason,
                MadeBy,
                MadeAt,
                ExpiresAt,
                UsedAt,
                IsRevoked ? AccessTokenState.Revoked
                    : now >= ExpiresAt ? AccessTokenState.Expired
                    : AccessTokenState.Active
            );
    }
}
