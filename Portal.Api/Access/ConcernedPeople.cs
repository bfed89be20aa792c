using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Access;

/// <summary>Somebody whom a proposal about a whole service concerns, and who has an e-mail address.</summary>
/// <param name="IsLead">Of the service.</param>
/// <param name="IsAdministrator">Of the network.</param>
public sealed record ConcernedPerson(string Id, string Name, bool IsLead, bool IsAdministrator);

/// <summary>Whom a proposal about a whole service concerns: its members and leads, and the administrators.</summary>
/// <remarks>Source: docs/security.md, "Two people".</remarks>
public static class ConcernedPeople
{
    private const string Concerned = """
        SELECT p.person_id AS Id, p.name, coalesce(m.role = 'Service.Lead', false) AS IsLead, a.person_id IS NOT NULL AS IsAdministrator
        FROM person p
        LEFT JOIN membership m ON m.person_id = p.person_id AND m.service_id = @ServiceId
        LEFT JOIN person_role a ON a.person_id = p.person_id AND a.role = 'Network.Admin'
        WHERE p.email IS NOT NULL AND p.person_id <> @But AND (m.person_id IS NOT NULL OR a.person_id IS NOT NULL)
        ORDER BY p.person_id
        """;

    /// <param name="transaction">Of the administration role.</param>
    /// <param name="but">Id of whoever knows already, since it is their doing.</param>
    public static async Task<IReadOnlyList<ConcernedPerson>> ReadAsync(
        PortalTransaction transaction,
        int serviceId,
        string but,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<ConcernedPerson>(
                transaction.Command(Concerned, new { ServiceId = serviceId, But = but }, cancellation)
            )
        ).AsList();
}
