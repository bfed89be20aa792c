using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>Gives somebody a role, or takes it, in a transaction that does something else as well.</summary>
/// <remarks>Roles are read at each request. Losing one ends the person's sessions by a trigger (0027_create_session.sql).</remarks>
internal static class KeepPosition
{
    private const string GiveRole = "INSERT INTO person_role (person_id, role) VALUES (@PersonId, @Role) ON CONFLICT DO NOTHING";

    private const string TakeRole = "DELETE FROM person_role WHERE person_id = @PersonId AND role = @Role";

    private const string Join = """
        INSERT INTO membership (service_id, person_id, role) VALUES (@ServiceId, @PersonId, @Role)
        ON CONFLICT (service_id, person_id) DO UPDATE SET role = excluded.role WHERE membership.role <> excluded.role
        """;

    private const string Leave = "DELETE FROM membership WHERE service_id = @ServiceId AND person_id = @PersonId AND role = @Role";

    private const string Share = """
        INSERT INTO report_share (service_id, person_id, shared_at, shared_by) VALUES (@ServiceId, @PersonId, @Now, @By)
        ON CONFLICT DO NOTHING
        """;

    private const string Unshare = "DELETE FROM report_share WHERE service_id = @ServiceId AND person_id = @PersonId";

    // What concerns services follows from memberships and shares; only what differs is touched, since a change ends sessions.
    private const string Follow = """
        WITH due AS (
          SELECT role FROM membership WHERE person_id = @PersonId
          UNION SELECT 'Report.Reader' WHERE EXISTS (SELECT FROM report_share WHERE person_id = @PersonId)
        ), given AS (
          INSERT INTO person_role (person_id, role) SELECT @PersonId, role FROM due ON CONFLICT DO NOTHING
        )
        DELETE FROM person_role WHERE person_id = @PersonId AND role NOT IN (SELECT role FROM due)
          AND role IN ('Service.Member', 'Service.Lead', 'Report.Reader')
        """;

    /// <returns>False when the person had it before.</returns>
    public static Task<bool> GiveAsync(
        PortalTransaction transaction,
        string personId,
        Position position,
        (string By, DateTimeOffset Now) given,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            transaction,
            position.Role switch
            {
                Roles.Reader => Share,
                Roles.Member or Roles.Lead => Join,
                _ => GiveRole,
            },
            Values(personId, position, given),
            cancellation
        );

    /// <returns>False when the person did not have it.</returns>
    public static Task<bool> TakeAsync(PortalTransaction transaction, string personId, Position position, CancellationToken cancellation) =>
        ChangeAsync(
            transaction,
            position.Role switch
            {
                Roles.Reader => Unshare,
                Roles.Member or Roles.Lead => Leave,
                _ => TakeRole,
            },
            Values(personId, position, ("", default)),
            cancellation
        );

    private static async Task<bool> ChangeAsync(PortalTransaction transaction, string change, Row row, CancellationToken cancellation)
    {
        if (await transaction.Connection.ExecuteAsync(transaction.Command(change, row, cancellation)) == 0)
            return false;
        await transaction.Connection.ExecuteAsync(transaction.Command(Follow, row, cancellation));
        return true;
    }

    private static Row Values(string personId, Position position, (string By, DateTimeOffset Now) given) =>
        new(personId, position.Role, position.Service?.Id, given.By, given.Now.UtcDateTime);

    private sealed record Row(string PersonId, string Role, int? ServiceId, string By, DateTime Now);
}
