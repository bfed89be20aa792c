using Dapper;
using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>
/// Writes the head of the log to its file every two seconds and when the
/// portal stops. It never overwrites a head that the log no longer holds.
/// </summary>
public sealed partial class AuditHeadKeeper(JobDatabase jobs, AuditHeadFile file, TimeProvider clock, ILogger<AuditHeadKeeper> log)
    : BackgroundService
{
    private const string Holds = "SELECT EXISTS (SELECT FROM audit_link WHERE entry_number = @Number AND hash = @Hash)";

    private bool _isTold;

    /// <summary>Updates the file from the log.</summary>
    /// <returns>False when the log lacks the entry that the file names; the file is then kept as evidence.</returns>
    public static async Task<bool> KeepAsync(PortalDatabase database, AuditHeadFile file, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        var known = file.Read();
        if (known is not null && !await transaction.Connection.ExecuteScalarAsync<bool>(transaction.Command(Holds, known, cancellation)))
            return false;
        if (await AuditLog.HeadAsync(transaction, cancellation) is { } head && head != known)
            file.Write(head);
        return true;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryKeepAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), clock);
        do await TryKeepAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryKeepAsync(CancellationToken cancellation)
    {
        try
        {
            var holds = await KeepAsync(jobs.Database, file, cancellation);
            if (!holds && !_isTold)
                Broken();
            _isTold = !holds;
        }
        catch (Exception exception)
            when (exception is NpgsqlException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The database or the disk may be unavailable for a moment; the next round tries again.
            if (!_isTold)
                NotKept(exception.GetType().Name);
            _isTold = true;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The audit log no longer holds the entry that its head file names. Run verify-audit; the file stays as it is"
    )]
    private partial void Broken();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The head of the audit log could not be written to its file: {Failure}")]
    private partial void NotKept(string failure);
}
