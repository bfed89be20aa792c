using Portal.Api.Database;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary><c>migrate</c>: brings the configured database to the schema of this build.</summary>
public static class MigrateCommand
{
    /// <returns>0 when the schema is up to date, 1 when it could not be.</returns>
    public static async Task<int> RunAsync(TextWriter output, TextWriter errors)
    {
        var configuration = PortalConfiguration.Read([]);
        try
        {
            if (!PortalDatabase.IsConfigured(configuration))
                throw new StartRefusedException(
                    "Set ConnectionStrings__Portal and the other five; the embedded database migrates itself when the portal starts."
                );
            await using var database = await StartedDatabase.OpenAsync(configuration, ".portal", output, CancellationToken.None);
            await output.WriteLineAsync("The schema is up to date.");
            return 0;
        }
        catch (Exception exception) when (exception is StartRefusedException or Npgsql.NpgsqlException or MigrationFailedException)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
