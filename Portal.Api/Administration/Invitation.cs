using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>Where an invitation stands.</summary>
[JsonConverter(typeof(CodeText<InvitationState>))]
public enum InvitationState
{
    Open,
    Claimed,
    Withdrawn,
    Expired,
}

/// <summary>An invitation to the portal, which whoever holds its link can claim by signing in with the address it went to.</summary>
/// <param name="Id">Stable id; it is not the key of the link.</param>
/// <param name="Name">Of the invited person, as whoever invited them wrote it.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Service">Code of the service; <c>null</c> for the network.</param>
/// <param name="InvitedBy">Name of whoever invited.</param>
public sealed record Invitation(
    string Id,
    string Email,
    string Name,
    string? Organisation,
    string Role,
    string? Service,
    string? ServiceName,
    string InvitedBy,
    DateTimeOffset InvitedAt,
    DateTimeOffset ExpiresAt,
    InvitationState State
)
{
    /// <summary>How long a link is good for.</summary>
    /// <remarks>Source: docs/security.md, "People".</remarks>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    internal const string Columns = """
        SELECT i.invitation_id AS Id, i.email, i.name, i.organisation, i.role, i.service_id AS ServiceId,
          s.code AS Service, s.name AS ServiceName,
          s.nation, s.host, i.invited_by AS InvitedById,
          coalesce(p.name, i.invited_by) AS InvitedBy, i.invited_at AS InvitedAt, i.expires_at AS ExpiresAt,
          i.claimed_by AS ClaimedBy, i.withdrawn_at IS NOT NULL AS IsWithdrawn
        FROM invitation i LEFT JOIN service s ON s.service_id = i.service_id LEFT JOIN person p ON p.person_id = i.invited_by
        """;

    private const string Open =
        Columns
        + """

            WHERE i.claimed_at IS NULL AND i.withdrawn_at IS NULL AND i.service_id = @ServiceId ORDER BY i.invited_at DESC
            """;

    private const string ByKey = Columns + "\nWHERE i.key_hash = @KeyHash";

    /// <summary>Invitations that nobody has claimed, the newest first; those that have expired are among them.</summary>
    /// <param name="service">Whose; <c>null</c> for those of the network.</param>
    public static async Task<IReadOnlyList<Invitation>> OpenAsync(AdministrationCall call, Service? service, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        var rows = await transaction.Connection.QueryAsync<InvitationRow>(
            transaction.Command(Open, new { ServiceId = service?.Id ?? AuditLog.Network }, cancellation)
        );
        return [.. rows.Select(row => row.At(call.Now))];
    }

    /// <summary>The invitation of a link, whatever its state.</summary>
    /// <returns><c>null</c> for a key of none.</returns>
    public static async Task<Invitation?> FindAsync(PortalDatabase database, string key, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
        return (await FindRowAsync(transaction, key, cancellation))?.At(now);
    }

    internal static Task<InvitationRow?> FindRowAsync(PortalTransaction transaction, string key, CancellationToken cancellation) =>
        transaction.Connection.QuerySingleOrDefaultAsync<InvitationRow>(
            transaction.Command(ByKey, new { KeyHash = TicketKey.Hash(key) }, cancellation)
        );
}

/// <summary>An invitation as it is stored.</summary>
internal sealed class InvitationRow
{
    public string Id { get; init; } = "";

    public string Email { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Organisation { get; init; }

    public string Role { get; init; } = "";

    public int ServiceId { get; init; }

    public string? Service { get; init; }

    public string? ServiceName { get; init; }

    public string? Nation { get; init; }

    public string? Host { get; init; }

    public string InvitedById { get; init; } = "";

    public string InvitedBy { get; init; } = "";

    public DateTimeOffset InvitedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string? ClaimedBy { get; init; }

    public bool IsWithdrawn { get; init; }

    public Position Position =>
        new(Role, ServiceId == AuditLog.Network ? null : new Service(ServiceId, Service!, ServiceName!, Nation!, Host!));

    public Invitation At(DateTimeOffset now) =>
        new(Id, Email, Name, Organisation, Role, Service, ServiceName, InvitedBy, InvitedAt, ExpiresAt, StateAt(now));

    private InvitationState StateAt(DateTimeOffset now) =>
        ClaimedBy is not null ? InvitationState.Claimed
        : IsWithdrawn ? InvitationState.Withdrawn
        : now >= ExpiresAt ? InvitationState.Expired
        : InvitationState.Open;
}
