using System.Text;
using Portal.Api.Backup;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary><c>verify-backup</c>: the drill. Restores a backup into a PostgreSQL that is thrown away, and says what is equal.</summary>
public static class VerifyBackupCommand
{
    private const string Usage = """
        verify-backup BACKUP --key KEY.pem [--erasures FILE]...
          BACKUP      a backup, or a folder whose newest backup is meant
          --key       private key of the certificate that it was encrypted to
          --erasures  a copy of the file erasures that is newer than the backup
        Exit code: 0 everything is equal, 1 something is not, or nothing could be compared, 2 wrong arguments.
        """;

    public static async Task<int> RunAsync(string[] arguments, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        if (BackupArguments.Read(arguments, "--key", "--erasures") is not { Path: { } path } given)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        return await BackupArguments.RunAsync(
            async () =>
            {
                var options = StartOptions.Read([], PortalConfiguration.Read([]));
                using var backup = await OpenedBackup.OpenAsync(path, given.File("--key"), CancellationToken.None);
                var drill = await VerifyBackup.RunAsync(backup, given.Erasures, options.AuditKeyFile, clock, CancellationToken.None);
                await output.WriteLineAsync(Table(backup, drill));
                if (drill.Difference is { } difference)
                    throw new BackupFailedException(difference);
                BackupDates.Write(
                    options.StateFolder,
                    BackupDates.LastDrill,
                    new BackupDate(clock.GetUtcNow(), backup.File, backup.Manifest.MadeAt)
                );
                return 0;
            },
            errors
        );
    }

    private static string Table(OpenedBackup backup, Drill drill)
    {
        var text = new StringBuilder();
        var (at, by) = (backup.Manifest.MadeAt.UtcDateTime, backup.Manifest.Portal);
        TerminalText.Line(text, $"{backup.File}, made {at:yyyy-MM-dd HH:mm} UTC by portal {by}, schema {backup.Manifest.Schema:0000}");
        text.AppendLine();
        TerminalText.Line(text, $"{"Checked", -20}{"How many", 12}  Result");
        foreach (var line in drill.Lines)
            TerminalText.Line(text, $"{line.What, -20}{line.Count, 12}  {line.Words}");
        if (drill.Difference is null)
        {
            text.AppendLine();
            TerminalText.Line(text, $"This backup restores what was backed up.");
        }

        return text.ToString().TrimEnd();
    }
}
