using System.Globalization;
using Portal.Api.Backup;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary><c>backup</c>: writes the database, and what stands outside it, into one encrypted file.</summary>
public static class BackupCommand
{
    private const string Usage = """
        backup --to FOLDER --recipient CERT.pem
          --to         folder for the backup; it is made when it is missing
          --recipient  certificate to encrypt to; who has its private key opens the backup. Only Development may do without
        Exit code: 0 the backup is whole, 1 it could not be made and nothing is left, 2 wrong arguments.
        """;

    public static async Task<int> RunAsync(string[] arguments, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        if (BackupArguments.Read(arguments, "--to", "--recipient") is not { Path: null } given || given.File("--to") is not { } folder)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        return await BackupArguments.RunAsync(
            async () =>
            {
                var configuration = PortalConfiguration.Read([]);
                var options = StartOptions.Read([], configuration);
                var recipient = given.File("--recipient");
                if (recipient is null && !string.Equals(options.Environment, Environments.Development, StringComparison.OrdinalIgnoreCase))
                    throw new BackupFailedException(
                        "A backup holds every row, so it is encrypted: name the certificate of whoever may open it, --recipient CERT.pem "
                            + "(docs/operations.md, \"Backup\")."
                    );
                var order = new BackupOrder(folder, recipient, options.StateFolder, options.AuditKeyFile is not null);
                var made = await MakeBackup.RunAsync(configuration, order, clock, CancellationToken.None);
                await output.WriteLineAsync(made.File);
                var (rows, tables) = (made.Manifest.Tables.Sum(table => table.Rows), made.Manifest.Tables.Count);
                var way = recipient is null ? "It is NOT encrypted." : "It is encrypted.";
                await output.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{made.Bytes:N0} bytes: {rows:N0} rows of {tables} tables, audit log up to entry "
                            + $"{made.Manifest.Audit?.Number ?? 0}. {way}"
                    )
                );
                return 0;
            },
            errors
        );
    }
}
