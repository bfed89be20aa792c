using System.Globalization;
using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>A way in which the database fails to keep services apart.</summary>
/// <param name="Code">isolation.superuser, isolation.bypasses_row_security, isolation.member_of_stronger_role,
/// isolation.owner, isolation.wrong_role or isolation.unscoped_rows.</param>
/// <param name="Words">Which role or table, and what to do.</param>
public sealed record IsolationFault(string Code, string Words);

/// <summary>
/// Proves at start-up that row-level security holds on this server, with these logins. If it does not, the portal must not serve.
/// </summary>
public static class IsolationSelfTest
{
    private const string ReadRole = """
        SELECT current_user::text AS Name, mine.rolsuper AS IsSuperuser, mine.rolbypassrls AS BypassesRowSecurity,
               EXISTS (SELECT FROM pg_roles AS other
                       WHERE other.oid <> mine.oid AND pg_has_role(mine.oid, other.oid, 'MEMBER')
                         AND (other.rolsuper OR other.rolbypassrls OR other.rolname LIKE 'portal\_%')) AS IsMemberOfStrongerRole,
               (SELECT count(*)::int FROM pg_class AS thing JOIN pg_namespace AS space ON space.oid = thing.relnamespace
                WHERE thing.relowner = mine.oid AND thing.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                  AND NOT starts_with(space.nspname, 'pg_t')) AS OwnedObjects
        FROM pg_roles AS mine
        WHERE mine.rolname = current_user
        """;

    // The server writes the probe, because it can quote the names; EXISTS stops at the first row that leaks.
    private const string ProbesOfScopedTables = """
        SELECT thing.relname::text AS TableName, format('SELECT EXISTS (SELECT FROM %I.%I)', space.nspname, thing.relname) AS Probe
        FROM pg_class AS thing
        JOIN pg_namespace AS space ON space.oid = thing.relnamespace
        JOIN pg_attribute AS scoped ON scoped.attrelid = thing.oid AND scoped.attname = 'service_id' AND NOT scoped.attisdropped
        WHERE space.nspname = 'public' AND thing.relkind IN ('r', 'p', 'v', 'm', 'f') AND thing.relname <> 'service'
          AND has_any_column_privilege(thing.oid, 'SELECT')
        ORDER BY thing.relname
        """;

    // Network figures come from what a release has frozen; anything else with a service is live, or rows.
    private const string RowsOpenToNetwork = """
        SELECT thing.relname::text
        FROM pg_class AS thing
        JOIN pg_namespace AS space ON space.oid = thing.relnamespace
        JOIN pg_attribute AS scoped ON scoped.attrelid = thing.oid AND scoped.attname = 'service_id' AND NOT scoped.attisdropped
        WHERE space.nspname = 'public' AND thing.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND thing.relname NOT IN ('service', 'submission', 'submission_file', 'pooling_opt_in', 'workspace_group', 'workspace_part',
            'workspace_profile')
          AND has_any_column_privilege(thing.oid, 'SELECT')
        ORDER BY thing.relname
        """;

    /// <summary>Checks the four logins that serve requests.</summary>
    /// <returns>Every fault found; empty when services are kept apart.</returns>
    public static async Task<IReadOnlyList<IsolationFault>> RunAsync(PortalDatabase database, CancellationToken cancellation = default)
    {
        var faults = new List<IsolationFault>();
        faults.AddRange(await CheckRoleAsync(database.Application, PortalRole.Application, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckRoleAsync(database.Network, PortalRole.Network, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckRoleAsync(database.Release, PortalRole.Release, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckRoleAsync(database.SignIn, PortalRole.SignIn, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckNetworkAsync(database.Network, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckScopedTablesAsync(database.Application, cancellation).ConfigureAwait(false));
        return faults;
    }

    private static async Task<IEnumerable<IsolationFault>> CheckRoleAsync(
        NpgsqlDataSource source,
        PortalRole expected,
        CancellationToken cancellation
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var role = await connection
            .QuerySingleAsync<RoleFacts>(new CommandDefinition(ReadRole, cancellationToken: cancellation))
            .ConfigureAwait(false);
        return Faults(role, expected);
    }

    private static IEnumerable<IsolationFault> Faults(RoleFacts role, PortalRole expected)
    {
        if (role.Name != expected.Name)
            yield return new(
                "isolation.wrong_role",
                $"ConnectionStrings:{expected.ConnectionString} signs in as {role.Name}; it must be {expected.Name}."
            );
        if (role.IsSuperuser)
            yield return new("isolation.superuser", $"{role.Name} is a superuser: ALTER ROLE {role.Name} NOSUPERUSER.");
        if (role.BypassesRowSecurity)
            yield return new(
                "isolation.bypasses_row_security",
                $"{role.Name} bypasses row-level security: ALTER ROLE {role.Name} NOBYPASSRLS."
            );
        if (role.IsMemberOfStrongerRole)
            yield return new(
                "isolation.member_of_stronger_role",
                $"{role.Name} is a member of another portal role, or of one that is above row-level security: revoke that membership."
            );
        if (role.OwnedObjects > 0)
            yield return new(
                "isolation.owner",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{role.Name} owns {role.OwnedObjects} tables or views; only {PortalRole.Migrations.Name} may own."
                )
            );
    }

    private static async Task<IEnumerable<IsolationFault>> CheckNetworkAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var readable = await connection
            .QueryAsync<string>(new CommandDefinition(RowsOpenToNetwork, cancellationToken: cancellation))
            .ConfigureAwait(false);
        return readable.Select(name => new IsolationFault(
            "isolation.network_reads_rows",
            $"{PortalRole.Network.Name} may read {name}, which holds rows: REVOKE ALL ON {name} FROM {PortalRole.Network.Name}."
        ));
    }

    private static async Task<IReadOnlyList<IsolationFault>> CheckScopedTablesAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var unscoped = await PortalTransaction.BeginAsync(source, Scope.None, cancellation).ConfigureAwait(false);
        var faults = new List<IsolationFault>();
        foreach (
            var (tableName, probe) in await unscoped
                .Connection.QueryAsync<(string, string)>(unscoped.Command(ProbesOfScopedTables, null, cancellation))
                .ConfigureAwait(false)
        )
            if (await unscoped.Connection.ExecuteScalarAsync<bool>(unscoped.Command(probe, null, cancellation)).ConfigureAwait(false))
                faults.Add(
                    new(
                        "isolation.unscoped_rows",
                        $"{PortalRole.Application.Name} sees rows of {tableName} without a service: its row-level security is off or wrong."
                    )
                );
        return faults;
    }

    private sealed record RoleFacts(string Name, bool IsSuperuser, bool BypassesRowSecurity, bool IsMemberOfStrongerRole, int OwnedObjects);
}
