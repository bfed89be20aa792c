using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>Writes the append-only log. Each entry is chained to the one before and commits with the change that it records.</summary>
public static class AuditLog
{
    /// <summary>Stands for the whole network where an entry has no service: sign-ins, refused requests, the calendar.</summary>
    public const int Network = 0;

    // Only one writer at a time, across all services and nodes, until the transaction ends.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.audit'), 0)";

    private const string Latest = "SELECT entry_number AS Number, hash FROM audit_link ORDER BY entry_number DESC LIMIT 1";

    private const string Insert = """
        INSERT INTO audit_link (entry_number, hash) VALUES (@Number, @Hash);
        INSERT INTO audit_entry (service_id, entry_number, happened_at, person_id, event, period, subject, detail)
        VALUES (@ServiceId, @Number, @At, @PersonId, @Name, @Period, @Subject, @Detail);
        """;

    /// <summary>
    /// Appends an entry; call it last before the commit. It takes a lock that every other writer of the log waits for, so nothing slow and
    /// no other lock may follow. A rollback removes the entry together with the change, and its number is used again.
    /// </summary>
    /// <param name="transaction">Of the application role, read committed, scoped to the event's service.</param>
    public static async Task AppendAsync(PortalTransaction transaction, AuditEvent happened, CancellationToken cancellation)
    {
        await transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, null, cancellation));
        // A separate statement, so that it sees what the previous holder of the lock committed.
        var head = await HeadAsync(transaction, cancellation);
        var entry = new AuditEntry((head?.Number ?? 0) + 1, happened);
        var row = new
        {
            entry.Number,
            Hash = entry.Hash(head?.Hash ?? AuditEntry.Origin),
            happened.ServiceId,
            At = AuditEntry.Microseconds(happened.At),
            happened.PersonId,
            happened.Name,
            Period = happened.Period?.ToString(),
            happened.Subject,
            happened.Detail,
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation));
    }

    /// <summary>Appends an event that comes with no other change, in its own transaction.</summary>
    public static async Task AppendAsync(PortalDatabase database, AuditEvent happened, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope(happened.ServiceId == Network ? [] : [happened.ServiceId]),
            cancellation
        );
        await AppendAsync(transaction, happened, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The latest link of the chain, or <c>null</c> while the log is empty.</summary>
    public static Task<AuditHead?> HeadAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        transaction.Connection.QuerySingleOrDefaultAsync<AuditHead>(transaction.Command(Latest, null, cancellation));
}
