using System.Data;
using System.Globalization;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary><c>verify-audit</c>: recomputes the chain of the audit log and compares it with the head file of <c>PORTAL_STATE</c>.</summary>
public static class VerifyAuditCommand
{
    /// <returns>
    /// 0 when every entry is as it was written and the head file agrees; 1 when not, with the first bad entry; 2 when the whole could not
    /// be verified, because the database cannot be opened or there is no head file to compare with.
    /// </returns>
    public static async Task<int> RunAsync(TextWriter output, TextWriter errors)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var options = StartOptions.Read([], configuration);
        try
        {
            await using var database = await StartedDatabase.OpenAsync(configuration, options.StateFolder, output, CancellationToken.None);
            return await RunAsync(database.Database, new AuditHeadFile(options.StateFolder, options.AuditKeyFile), output);
        }
        catch (Exception exception)
            when (exception
                    is StartRefusedException
                        or Npgsql.NpgsqlException
                        or MigrationFailedException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            await errors.WriteLineAsync("The audit log could not be read.\n" + exception.Message);
            return 2;
        }
    }

    /// <summary>The same over an open database.</summary>
    public static async Task<int> RunAsync(PortalDatabase database, AuditHeadFile file, TextWriter output)
    {
        // Read as the owner, who sees the entries of every service id, including invented ones.
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Migrations,
            CancellationToken.None,
            IsolationLevel.RepeatableRead
        );
        var found = await VerifyAudit.RunAsync(transaction, file, CancellationToken.None);
        if (found.Fault is { } fault)
        {
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The audit log is broken at entry {fault.Number} ({fault.Code}). {fault.Words} {found.Entries} entries before it are "
                        + $"as they were written."
                )
            );
            return 1;
        }

        await output.WriteLineAsync(
            FormattableString.Invariant($"{found.Entries} entries are as they were written. Head: {found.Head ?? "none"}")
        );
        if (found.ComparedWithFile || found.Entries == 0)
            return 0;
        await output.WriteLineAsync(
            "There is no file audit-head in the state folder (PORTAL_STATE), so entries missing at the end could not be seen."
        );
        return 2;
    }
}
