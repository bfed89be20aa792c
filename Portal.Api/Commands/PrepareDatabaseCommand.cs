using Npgsql;
using Portal.Api.Database;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary>
/// <c>prepare-database</c>: makes the database and the portal's roles on a PostgreSQL server, gives the roles the passwords of the six
/// connection strings, and migrates. Safe to run again; it removes nothing.
/// </summary>
public static class PrepareDatabaseCommand
{
    /// <summary>Connection string of a login that may make roles and databases; this command alone uses it.</summary>
    public const string Administrator = "Administrator";

    /// <returns>0 when the database is ready, 1 when it could not be made so.</returns>
    public static async Task<int> RunAsync(TextWriter output, TextWriter errors)
    {
        var configuration = PortalConfiguration.Read([]);
        try
        {
            if (configuration.GetConnectionString(Administrator) is not { Length: > 0 } administrator)
                throw new StartRefusedException(
                    "Set ConnectionStrings__Administrator to a login of the server that may make roles and databases, "
                        + "and the six connection strings of the portal (docs/operations.md)."
                );
            var (database, passwords) = Read(configuration);
            await MakeAsync(administrator, database, passwords, output);
            if (configuration.GetConnectionString("Backup") is { Length: > 0 } backup)
                await MakeBackupRoleAsync(administrator, database, backup, output);
            return await MigrateCommand.RunAsync(output, errors);
        }
        catch (Exception exception) when (exception is StartRefusedException or DatabaseConfigurationException or NpgsqlException)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task MakeAsync(
        string administrator,
        string database,
        IReadOnlyDictionary<PortalRole, string?> passwords,
        TextWriter output
    )
    {
        if (await PrepareDatabase.MakeAsync(administrator, database, CancellationToken.None))
            await output.WriteLineAsync($"The database {database} was made.");
        await PrepareDatabase.GiveRolesAsync(administrator, database, passwords, CancellationToken.None);
        await output.WriteLineAsync($"The roles are there: {string.Join(", ", PortalRole.All.Select(role => role.Name))}.");
    }

    private static async Task MakeBackupRoleAsync(string administrator, string database, string backup, TextWriter output)
    {
        var settings = new NpgsqlConnectionStringBuilder(backup);
        if (settings.Username is not { Length: > 0 } name)
            throw new StartRefusedException("ConnectionStrings__Backup must have a Username, such as portal_backup.");
        await PrepareDatabase.GiveBackupRoleAsync(administrator, database, (name, settings.Password), CancellationToken.None);
        await output.WriteLineAsync($"The login {name} reads every row of {database}, for backups.");
    }

    private static (string Database, IReadOnlyDictionary<PortalRole, string?> Passwords) Read(IConfiguration configuration)
    {
        var settings = PortalDatabase.ReadSettings(configuration);
        var names = settings.Values.Select(one => one.Database).Distinct().ToArray();
        var others = settings.Where(one => one.Value.Username != one.Key.Name).Select(one => one.Key.Name).ToArray();
        if (names is not [{ Length: > 0 } database])
            throw new StartRefusedException("The six connection strings must name one and the same Database.");
        if (others.Length > 0)
            throw new StartRefusedException($"The Username of a connection string must be that of its role: {string.Join(", ", others)}.");
        return (database, settings.ToDictionary(one => one.Key, one => one.Value.Password));
    }
}
