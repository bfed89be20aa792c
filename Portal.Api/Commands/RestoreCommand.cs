using System.Globalization;
using Portal.Api.Backup;
using Portal.Api.Database;
using Portal.Api.Database.Embedded;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary><c>restore</c>: fills an empty database from a backup, and erases again what was erased since.</summary>
public static class RestoreCommand
{
    private const string Usage = """
        restore BACKUP --key KEY.pem [--into CONNECTION] [--erasures FILE]...
          BACKUP      a backup, or a folder whose newest backup is meant
          --key       private key of the certificate that it was encrypted to
          --into      connection string of an administrator of your server, with the name of a new database;
                      without it, the private PostgreSQL of a new PORTAL_STATE
          --erasures  a copy of the file erasures that is newer than the backup; the one in PORTAL_STATE counts by itself
        Exit code: 0 restored, 1 not restored, 2 wrong arguments.
        """;

    public static async Task<int> RunAsync(string[] arguments, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        if (BackupArguments.Read(arguments, "--key", "--into", "--erasures") is not { Path: { } path } given)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        return await BackupArguments.RunAsync(
            async () =>
            {
                var configuration = PortalConfiguration.Read([]);
                var options = StartOptions.Read([], configuration);
                using var backup = await OpenedBackup.OpenAsync(path, given.File("--key"), CancellationToken.None);
                await using var server = await ServerAsync(given["--into"], configuration, options.StateFolder);
                var target = RestoreTarget.Of(given["--into"] ?? server!.ConnectionString(EmbeddedServer.Superuser, "portal"));
                if (PortalDatabase.IsConfigured(configuration))
                    target = target.With(PortalDatabase.ReadSettings(configuration));
                var restored = await RestoreBackup.RunAsync(
                    backup,
                    target,
                    given.Erasures,
                    (options.StateFolder, options.AuditKeyFile),
                    clock,
                    CancellationToken.None
                );
                await WriteAsync(backup, restored, output);
                return 0;
            },
            errors
        );
    }

    private static async Task WriteAsync(OpenedBackup backup, RestoredBackup restored, TextWriter output)
    {
        var at = backup.Manifest.MadeAt.UtcDateTime;
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The database {restored.Database} is as it was on {at:yyyy-MM-dd HH:mm} UTC: {restored.Rows:N0} rows. Nobody is signed in."
            )
        );
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Erased again: {restored.Erased.Tombstones} tombstones that the backup did not have, {restored.Erased.Rows} rows."
            )
        );
        await output.WriteLineAsync(
            "Roles that were taken away since then are back: take them away once more before anybody is let in. Tokens for scripts are "
                + "revoked, open invitations are withdrawn, and waiting mails do not go out."
        );
        if (restored.Erased.Unknown > 0)
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{restored.Erased.Unknown} erasures name services that the backup does not have; they stay in the file."
                )
            );
        if (restored.Head is { } head)
            await output.WriteLineAsync(head);
    }

    private static async Task<EmbeddedServer?> ServerAsync(string? into, IConfiguration configuration, string stateFolder)
    {
        if (into is not null)
            return null;
        if (PortalDatabase.IsConfigured(configuration))
            throw new BackupFailedException("Say where to restore to: --into with a connection string and a new database.");
        return await EmbeddedServer.StartAsync(new EmbeddedServerOptions(stateFolder));
    }
}
