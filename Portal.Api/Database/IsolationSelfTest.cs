using System.Globalization;
using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>A way in which the database fails to keep services apart.</summary>
/// <param name="Code">isolation.superuser, isolation.bypasses_row_security, isolation.member_of_stronger_role,
/// isolation.owner, isolation.wrong_role, isolation.network_reads_rows, isolation.unscoped_rows, isolation.asserted_scope,
/// isolation.acts_as_owner or isolation.makes_tickets.</param>
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

    // A setting is chosen by whoever has SQL; a ticket is not.
    private const string AssertedScopes = """
        SELECT policyname || ' of ' || tablename FROM pg_policies
        WHERE schemaname = 'public' AND concat(qual, ' ', with_check) LIKE '%current\_setting%' ORDER BY 1
        """;

    private const string ActAsOwner = """
        SELECT proname::text FROM pg_proc AS function JOIN pg_namespace AS space ON space.oid = function.pronamespace
        WHERE function.prosecdef AND space.nspname = 'public' AND function.oid::regprocedure::text NOT IN
          ('append_audit(integer,text,text,text,text,text)', 'open_scope(text,integer[],text)')
        ORDER BY 1
        """;

    // What opens a scope, and what a ticket rests on.
    private const string MakesTickets = """
        SELECT relname::text FROM pg_class AS thing
        WHERE ((relname = 'opened_scope' AND has_any_column_privilege(thing.oid, 'INSERT, UPDATE'))
            OR (relname = 'membership' AND has_any_column_privilege(thing.oid, 'INSERT, UPDATE'))
            OR (relname IN ('session', 'job_ticket', 'person_role') AND has_any_column_privilege(thing.oid, 'SELECT, INSERT, UPDATE'))
            OR (relname IN ('opened_scope', 'membership', 'session', 'job_ticket', 'person_role')
              AND has_table_privilege(thing.oid, 'DELETE')))
          AND thing.relnamespace = 'public'::regnamespace
        ORDER BY 1
        """;

    /// <summary>Checks the five logins that serve requests.</summary>
    /// <returns>Every fault found; empty when services are kept apart.</returns>
    public static async Task<IReadOnlyList<IsolationFault>> RunAsync(PortalDatabase database, CancellationToken cancellation = default)
    {
        var faults = new List<IsolationFault>();
        faults.AddRange(await CheckRoleAsync(database.Application.Source, PortalRole.Application, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckRoleAsync(database.Network, PortalRole.Network, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckRoleAsync(database.Release.Source, PortalRole.Release, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckRoleAsync(database.SignIn, PortalRole.SignIn, cancellation).ConfigureAwait(false));
        faults.AddRange(
            await CheckRoleAsync(database.Administration.Source, PortalRole.Administration, cancellation).ConfigureAwait(false)
        );
        faults.AddRange(await CheckNetworkAsync(database.Network, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckTicketsAsync(database.Application.Source, cancellation).ConfigureAwait(false));
        faults.AddRange(await CheckScopedTablesAsync(database.Application.Source, cancellation).ConfigureAwait(false));
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

    private static async Task<IReadOnlyList<IsolationFault>> CheckTicketsAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var faults = new List<IsolationFault>();
        foreach (
            var (sql, code, words) in new[]
            {
                (
                    AssertedScopes,
                    "isolation.asserted_scope",
                    "reads a setting, which whoever has SQL can choose: it must ask scope_services()"
                ),
                (ActAsOwner, "isolation.acts_as_owner", "is a SECURITY DEFINER function that the portal does not know: drop it"),
                (MakesTickets, "isolation.makes_tickets", $"gives {PortalRole.Application.Name} a right by which it could open any scope"),
            }
        )
            faults.AddRange(
                (
                    await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: cancellation)).ConfigureAwait(false)
                ).Select(name => new IsolationFault(code, $"{name} {words}."))
            );
        return faults;
    }

    private static async Task<IReadOnlyList<IsolationFault>> CheckScopedTablesAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var unscoped = await PortalTransaction.BeginAsync(source, cancellation).ConfigureAwait(false);
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
