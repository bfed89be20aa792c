using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>Makes a database on a PostgreSQL server, with the portal's roles. Safe to run again; it removes nothing.</summary>
public static class PrepareDatabase
{
    private const string Exists = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = @Name)";

    // Neither statement takes parameters, so the server quotes name and password.
    private const string CreateDatabase = "SELECT format('CREATE DATABASE %I ENCODING ''UTF8'' TEMPLATE template0', @Name)";

    private const string SetPassword = "SELECT format('ALTER ROLE %I PASSWORD %L', @Role, @Password)";

    private const string BackupRole = """
        SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS', @Role)
        WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = @Role)
        UNION ALL SELECT format('GRANT pg_read_all_data TO %I', @Role)
        UNION ALL SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), @Role)
        UNION ALL SELECT format('ALTER ROLE %I PASSWORD %L', @Role, @Password) WHERE @Password IS NOT NULL
        """;

    /// <summary>Makes the database when it is not there.</summary>
    /// <param name="administrator">A login that may make roles and databases.</param>
    /// <returns>True when it was made now.</returns>
    public static async Task<bool> MakeAsync(string administrator, string database, CancellationToken cancellation)
    {
        await using var server = await OpenAsync(administrator, null, cancellation);
        if (await server.ExecuteScalarAsync<bool>(new CommandDefinition(Exists, new { Name = database }, cancellationToken: cancellation)))
            return false;
        var create = await server.ExecuteScalarAsync<string>(
            new CommandDefinition(CreateDatabase, new { Name = database }, cancellationToken: cancellation)
        );
        await server.ExecuteAsync(new CommandDefinition(create!, cancellationToken: cancellation));
        return true;
    }

    /// <summary>Gives the database its roles, and the roles these passwords.</summary>
    /// <param name="passwords">By role; one without a password keeps what it has.</param>
    public static async Task GiveRolesAsync(
        string administrator,
        string database,
        IReadOnlyDictionary<PortalRole, string?> passwords,
        CancellationToken cancellation
    )
    {
        await using var inside = await OpenAsync(administrator, database, cancellation);
        await inside.ExecuteAsync(new CommandDefinition(RolesScript.Text, cancellationToken: cancellation));
        foreach (var (role, password) in passwords)
        {
            if (password is not { Length: > 0 })
                continue;
            var row = new { Role = role.Name, Password = password };
            var set = await inside.ExecuteScalarAsync<string>(new CommandDefinition(SetPassword, row, cancellationToken: cancellation));
            await inside.ExecuteAsync(new CommandDefinition(set!, cancellationToken: cancellation));
        }
    }

    /// <summary>Makes the login that reads every row for backups, and gives it this database.</summary>
    /// <param name="role">Name and password.</param>
    public static async Task GiveBackupRoleAsync(
        string administrator,
        string database,
        (string Name, string? Password) role,
        CancellationToken cancellation
    )
    {
        await using var inside = await OpenAsync(administrator, database, cancellation);
        foreach (
            var statement in await inside.QueryAsync<string>(
                new CommandDefinition(BackupRole, new { Role = role.Name, role.Password }, cancellationToken: cancellation)
            )
        )
            await inside.ExecuteAsync(new CommandDefinition(statement, cancellationToken: cancellation));
    }

    private static async Task<NpgsqlConnection> OpenAsync(string administrator, string? database, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(administrator) { Pooling = false };
        settings.Database = database ?? settings.Database ?? "postgres";
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
